"""The events of an account, newest first: the page everybody reads before calling."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, select

from portal.domain.accounts.secrets import REVEALED, REVEALERS
from portal.domain.events import Event
from portal.domain.feedback.kinds import CONFIDENTIAL_EVENTS
from portal.domain.paging import Page, page_of
from portal.domain.people.models import Login
from portal.domain.scope import OUTSIDE_SCOPE
from portal.domain.work import AnySelect, Repository


class Timeline(Repository):
    def of_account(
        self, account_id: int, *, kinds: Iterable[str] = (), after: str | None = None, before: str | None = None,
        size: int = 20, absorbed: Sequence[int] = (),
    ) -> Page:  # fmt: skip
        """Events of one account with the actor's name, newest first (staff only); `kinds` narrows them, `absorbed` are
        ids of accounts that go on within it, whose past is its own."""
        query = _told().where(Event.account_id == account_id)
        if absorbed and self.work.actor.is_staff:
            query = _told().where(Event.account_id.in_((account_id, *absorbed)))
            query = query.execution_options(**{OUTSIDE_SCOPE: "the account was found within the scope"})
        if not self.work.actor.has("administrator", "executive", "legal") and self.work.actor.kind != "system":
            query = query.where(Event.kind.not_like(f"{CONFIDENTIAL_EVENTS}%"))  # compliance alone
        if not self.work.actor.has("administrator", *REVEALERS):
            query = query.where(Event.kind != REVEALED)  # who looked at a number is for those who may look
        if kinds:
            query = query.where(Event.kind.in_(list(kinds)))
        return page_of(self.session, query, (Event.id,), after=after, before=before, descending=True, size=size)

    def of(self, subject: str, subject_id: int) -> Sequence[Row[Event, str]]:
        """All events of one thing, oldest first, with the actor's name (staff only)."""
        query = (
            select(Event, Login.name)
            .outerjoin(Login, Login.id == Event.actor_login_id)
            .where(Event.subject == subject, Event.subject_id == subject_id)
            .order_by(Event.id)
        )
        return self.session.execute(query).all()

    def about(self, subject: str, subject_id: int, *, size: int = 60) -> list[Any]:
        """Events of one thing as the timeline tells them, newest first (staff only)."""
        query = _told().where(Event.subject == subject, Event.subject_id == subject_id)
        return list(self.session.execute(query.order_by(Event.id.desc()).limit(size)))


def _told() -> AnySelect:
    """An event with the actor's name, as columns."""
    return select(
        Event.id, Event.kind, Event.subject, Event.subject_id, Event.number, Event.actor_kind, Event.at, Event.facts,
        Login.name.label("actor"),
    ).outerjoin(Login, Login.id == Event.actor_login_id)  # fmt: skip
