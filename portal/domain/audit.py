"""The event log as administrators search it: who did what, when, to what, from where."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import or_, select

from portal.domain.accounts.models import Account
from portal.domain.events import Event
from portal.domain.paging import Page, page_of
from portal.domain.people.models import Login
from portal.domain.work import SHANGHAI, AnySelect, Repository

MOST_ROWS = 10_000
"""Of one file; who needs more takes one month after the other."""
MOST_PEOPLE = 50


@dataclass(frozen=True)
class AuditSearch:
    """What narrows the log; empty things do not. `who` is a name or a sign-in, `number` that of a thing or an account,
    `kinds` of events; `first` and `last` are civil days, both included."""

    who: str = ""
    number: str = ""
    kinds: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None


class Audit(Repository):
    def page(self, search: AuditSearch, *, after: str | None = None, before: str | None = None) -> Page:
        """The newest first."""
        query = self._narrowed(search)
        return page_of(self.session, query, (Event.at, Event.id), after=after, before=before, descending=True)

    def take(self, search: AuditSearch, format: str) -> Sequence[Any]:
        """MOST_ROWS at most, newest first; that they were taken out is an event of whoever asks."""
        query = self._narrowed(search).order_by(Event.at.desc(), Event.id.desc()).limit(MOST_ROWS)
        rows = self.session.execute(query).all()
        told = {"who": search.who, "number": search.number, "from": _iso(search.first), "to": _iso(search.last)}
        taker = self.session.get_one(Login, self.work.actor.login_id)
        taker.record("audit.taken", by=self.work.actor, at=self.work.now, format=format, rows=len(rows),
                     filter={name: word for name, word in told.items() if word})  # fmt: skip
        return rows

    def _narrowed(self, search: AuditSearch) -> AnySelect:
        told = select(
            Event.id, Event.kind, Event.subject, Event.subject_id, Event.number, Event.actor_kind, Event.address,
            Event.at, Event.facts, Event.seal_no, Login.name.label("actor"), Account.number.label("account"),
        )  # fmt: skip
        query: AnySelect = told.outerjoin(Login, Login.id == Event.actor_login_id)
        query = query.outerjoin(Account, Account.id == Event.account_id)
        if search.who:
            query = query.where(Event.actor_login_id.in_(self._people(search.who)))
        if search.number:
            query = query.where(or_(Event.number == search.number, Account.number == search.number))
        if search.kinds:
            query = query.where(Event.kind.in_(search.kinds))
        if search.first and search.first > date.min:  # whose midnight here lies before all time
            query = query.where(Event.at >= _midnight(search.first))
        if search.last and search.last < date.max:
            query = query.where(Event.at < _midnight(search.last + timedelta(days=1)))
        return query

    def _people(self, who: str) -> list[int]:
        """Ids of logins with that address or number, or with that in their name."""
        named = or_(Login.email == who.lower(), Login.mobile == who, Login.name.contains(who, autoescape=True))
        return list(self.session.scalars(select(Login.id).where(named).order_by(Login.id).limit(MOST_PEOPLE)))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
