"""Giving promises, and finding them."""

from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from portal.domain.base import NotFound, Refused
from portal.domain.paging import PAGE_SIZE, Page, page_of
from portal.domain.people.models import Staff
from portal.domain.promises.days import check_day
from portal.domain.promises.ledger import BACKWARDS, GONE, LedgerFilter
from portal.domain.promises.models import Pledge, PledgeMove
from portal.domain.promises.open import IS_STILL_OPEN
from portal.domain.promises.record import KeptRecord, kept_records
from portal.domain.promises.source import A_CALL, COLUMNS, Source
from portal.domain.series import next_number
from portal.domain.work import AnySelect, Repository

KEY = (Pledge.due_on, Pledge.id)
MOST = 50
"""Promises of one thing or one person that a page shows at most."""
RECENT = timedelta(days=14)
"""How long an account's home still shows what became of a promise."""


class PromiseRepository(Repository):
    def get(self, number: str) -> Pledge:
        """The promise of that number within the scope, with account, owner and moves; raises NotFound."""
        query = _with_people().where(Pledge.number == number)
        query = query.options(joinedload(Pledge.account), selectinload(Pledge.moves).joinedload(PledgeMove.by))
        pledge: Pledge | None = self.session.scalar(self.for_change(query))
        if pledge is None:
            raise NotFound(number)
        return pledge

    def give(
        self, account_id: int, *, what: str, due_on: date, owner_id: int | None = None, is_internal: bool = False,
        source: Source = A_CALL,
    ) -> Pledge:  # fmt: skip
        """Promise something for civil day `due_on`; without `owner_id` whoever acts keeps it. Refused for a day that
        has passed or lies too far ahead, and for the partner's eyes on what they have not been told of."""
        check_day(due_on, self.work.today)
        owner_id = owner_id or self.work.actor.staff_id
        if owner_id is None:
            raise Refused("pledge.no_owner")
        if source.is_hidden and not is_internal:
            raise Refused("pledge.not_told_yet", number=source.number)
        pledge = Pledge(
            account_id=account_id, number=self._next_number(), what=what, due_on=due_on, owner_id=owner_id,
            is_internal=is_internal, source=source.number, promised_to_id=source.to_id,
            given_by_id=self.work.actor.login_id, given_at=self.work.now, dated_on=self.work.today,
            **dict(source.ties),
        )  # fmt: skip
        self.session.add(pledge)
        self.session.flush()
        pledge.give(by=self.work.actor, at=self.work.now)
        return pledge

    def about(self, table: str, *thing_ids: int) -> list[Pledge]:
        """What was promised in requests, feedback or breaches (`table` names which), the first to fall due on top."""
        return self._some(getattr(Pledge, COLUMNS[table]).in_(thing_ids))

    def of_account(
        self, account_id: int, *, is_open: bool, after: str | None = None, before: str | None = None
    ) -> Page:
        """Promises to one account, open ones the first to fall due on top, ended ones the last."""
        found = LedgerFilter("open" if is_open else "done").conditions(self.work.today)
        query = _with_people().where(Pledge.account_id == account_id, *found)
        return page_of(self.session, query, KEY, after=after, before=before, descending=not is_open)

    def to_tell(self, account_id: int, most: int = 5) -> list[Pledge]:
        """For an account's home: what is open, the first to fall due on top, then what ended in the last days."""
        given = {"of_account": account_id, "since": self.work.now - RECENT, "most": most}
        return list(self.session.scalars(_to_tell(), given))

    def page(
        self, wanted: LedgerFilter, *, after: str | None = None, before: str | None = None, size: int = PAGE_SIZE
    ) -> Page:
        """The ledger, with account and owner (staff only)."""
        query = _with_people().options(joinedload(Pledge.account)).where(*wanted.conditions(self.work.today))
        backwards = wanted.show in BACKWARDS
        return page_of(self.session, query, KEY, after=after, before=before, descending=backwards, size=size)

    def open_of(self, owner_id: int) -> list[Pledge]:
        """What one of us has promised and not kept yet, with the account, the first to fall due on top; at most 50."""
        return list(self.session.scalars(_open_of(), {"owner": owner_id}))

    def orphaned_count(self) -> int:
        """How many open promises are with people whose sign-in is closed."""
        query = select(func.count(Pledge.id)).where(*IS_STILL_OPEN, Pledge.owner_id.in_(GONE))
        return self.session.scalar(query) or 0

    def records(self) -> list[KeptRecord]:
        """How well each of us kept promises lately."""
        return kept_records(self.work)

    def _some(self, *which: ColumnElement[bool]) -> list[Pledge]:
        return list(self.session.scalars(_with_people().where(*which).order_by(*KEY).limit(MOST)))

    def _next_number(self) -> str:
        month = f"{self.work.today:%Y%m}"
        return f"PM-{month}-{next_number(self.session, f'pledge.{month}'):04d}"


@cache
def _open_of() -> AnySelect:
    """Put together once: the first page of the day asks it."""
    query = _with_people().options(joinedload(Pledge.account)).where(Pledge.owner_id == bindparam("owner"))
    return query.where(*IS_STILL_OPEN).order_by(*KEY).limit(MOST)


@cache
def _to_tell() -> AnySelect:
    """Put together once: a partner's home asks it."""
    since: Any = bindparam("since")
    ended = or_(Pledge.kept_at >= since, Pledge.called_off_at >= since)
    query = _with_people().where(Pledge.account_id == bindparam("of_account"), or_(_is_open(), ended))
    return query.order_by(_is_open().desc(), Pledge.due_on, Pledge.id).limit(bindparam("most"))


def _with_people() -> AnySelect:
    return select(Pledge).options(joinedload(Pledge.owner).joinedload(Staff.login))


def _is_open() -> ColumnElement[bool]:
    return IS_STILL_OPEN[0] & IS_STILL_OPEN[1]
