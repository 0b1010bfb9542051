"""The expiry board and the queue of what came in: papers of all accounts one sees, page by page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, literal_column, select

from portal.domain.accounts.models import Account, Qualification
from portal.domain.accounts.papers.paper import NEAR_DAYS, PaperState
from portal.domain.paging import Page, just, page_of
from portal.domain.work import AnySelect, Repository

SUBMITTED, EXPIRED = "submitted", "expired"
WITHIN = (7, 30, 60, NEAR_DAYS)
"""Calendar days ahead within which papers end; each view holds those of the ones before it."""
VIEWS = (SUBMITTED, EXPIRED, *map(str, WITHIN))
MOST_COUNTED = 1000


@dataclass(frozen=True)
class BoardFilter:
    """`view` is one of VIEWS; the others narrow it."""

    view: str = SUBMITTED
    doc_type: str | None = None
    kind: str | None = None
    manager_id: int | None = None

    @property
    def names_account(self) -> bool:
        return bool(self.kind or self.manager_id)


class PaperBoard(Repository):
    def page(self, wanted: BoardFilter, *, after: str | None = None, before: str | None = None) -> Page:
        """Papers with their account; what came first, or what ends first, on top."""
        first = Qualification.submitted_at if wanted.view == SUBMITTED else Qualification.expires_on
        query = _LISTED.where(*_within(wanted.view, self.work.today), *_narrowed(wanted))
        return page_of(self.session, query, (first, Qualification.id), after=after, before=before)

    def counts(self, wanted: BoardFilter) -> Mapping[str, int]:
        """How many each view holds, counted up to 1,000."""
        counted = select(*(_count(view, wanted, self.work.today).label(f"of_{view}") for view in VIEWS))
        return dict(zip(VIEWS, self.session.execute(counted).one(), strict=True))

    def to_check(self) -> int:
        """How many wait to be checked: never many, for they are worked off."""
        return self.session.scalar(_TO_CHECK) or 0


_TO_CHECK = select(func.count(Qualification.id)).where(Qualification.state == PaperState.SUBMITTED)
_LISTED: AnySelect = select(
    Qualification.id, Qualification.doc_type, Qualification.number, Qualification.issued_on, Qualification.expires_on,
    Qualification.state, Qualification.submitted_at, Account.number.label("account_number"), Account.name_zh,
    Account.short_name,
).join(Account, Account.id == Qualification.account_id)  # fmt: skip


def _within(view: str, today: date) -> tuple[ColumnElement[bool], ...]:
    if view == SUBMITTED:
        return (Qualification.state == PaperState.SUBMITTED, Qualification.submitted_at.is_not(None))
    verified = Qualification.state == PaperState.VERIFIED
    if view == EXPIRED:
        return (verified, Qualification.expires_on < today)
    return (verified, Qualification.expires_on.between(today, today + timedelta(days=int(view))))


def _narrowed(wanted: BoardFilter) -> list[ColumnElement[bool]]:
    asked: dict[Any, Any] = {
        Qualification.doc_type: wanted.doc_type, Account.kind: wanted.kind,
        Account.business_manager_id: wanted.manager_id,
    }  # fmt: skip
    return [column == value for column, value in asked.items() if value]


def _count(view: str, wanted: BoardFilter, today: date) -> Any:
    """Up to what is counted; a column that the index has not would have every row fetched."""
    query: AnySelect = select(literal_column("1")).select_from(Qualification).where(*_within(view, today))
    if wanted.names_account:
        query = query.join(Account, Account.id == Qualification.account_id)
    papers = query.where(*_narrowed(wanted)).limit(just(MOST_COUNTED))
    return select(func.count()).select_from(papers.subquery()).scalar_subquery()
