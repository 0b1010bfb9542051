"""The desk's queue: what waits for us, sorted by when it was promised."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, cast

from sqlalchemy import Table, bindparam, func, literal_column, select

from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.almost import sifting
from portal.domain.kept import rows_of
from portal.domain.paging import PAGE_SIZE, Page, just, page_of
from portal.domain.people.models import Login, Staff
from portal.domain.requests.desk_card import DeskCard
from portal.domain.requests.models import ServiceRequest
from portal.domain.work import AnySelect, Repository


class QueueFilter(NamedTuple):
    """What the queue can be narrowed by. `is_open` None is all; `assignee_id` 0 is nobody; `runs` leaves out what
    stands still; `due_from` (included), `due_before` and `touched_before` are moments."""

    is_open: bool | None = True
    assignee_id: int | None = None
    state: str | None = None
    category: str | None = None
    priority: str | None = None
    runs: bool = False
    due_from: datetime | None = None
    due_before: datetime | None = None
    touched_before: datetime | None = None
    ids: tuple[int, ...] | None = None
    number: str | None = None


DUE = (DeskCard.is_paused, DeskCard.due_at, DeskCard.request_id)
"""The promise that falls due first on top; what stands still comes after all that run."""
NEWEST = (DeskCard.request_id,)
"""Downwards: what was filed last on top."""


class Queue(Repository):
    def page(
        self, wanted: QueueFilter, *, newest: bool = False, after: str | None = None, before: str | None = None,
        size: int = PAGE_SIZE,
    ) -> Page:  # fmt: skip
        """Rows of columns by DUE, or by NEWEST."""
        key = NEWEST if newest else DUE
        turn: dict[str, Any] = {"after": after, "before": before, "size": size, "descending": newest}
        if wanted.ids is not None or wanted.number is not None:
            return page_of(self.session, narrowed(_ROWS, wanted), key, **turn)
        given = given_in(wanted)
        rows = _rows(wanted._replace(**dict.fromkeys(given, ANY)), newest)
        return page_of(self.session, rows, key, values=given, **turn)

    def counts(self, wanted: Mapping[str, QueueFilter], most: int = 999) -> dict[str, int]:
        """How many requests match each filter, counted up to `most`; one statement whatever is asked, and none for
        what this unit of work has counted before."""
        new = {name: one for name, one in wanted.items() if self._counted.get(one, (0, 0))[0] < most}
        if new:
            counted = self._count(new, most)
            self._counted.update({one: (most, counted[name]) for name, one in new.items()})
        return {name: min(self._counted[one][1], most) for name, one in wanted.items()}

    @cached_property
    def _counted(self) -> dict[QueueFilter, tuple[int, int]]:
        """Up to what was counted, and how many there were."""
        return {}

    def _count(self, wanted: Mapping[str, QueueFilter], most: int) -> dict[str, int]:
        given = {f"{name}_{field}": value for name, one in wanted.items() for field, value in given_in(one).items()}
        alike = tuple((name, one._replace(**dict.fromkeys(given_in(one), ANY))) for name, one in wanted.items())
        (counted,) = rows_of(self.session, _counting(alike, most), given)
        return dict(zip(wanted, counted, strict=True))


_ACCOUNT = cast(Table, Account.__table__).c
"""The table itself: cards are guarded, and no card hangs on an account that goes on within another one. Guarded as
well, the account's condition makes SQLite read the whole archive into a Bloom filter before it finds the first row."""

_ROWS: AnySelect = (
    select(
        ServiceRequest.number, ServiceRequest.subject, DeskCard.category, DeskCard.state, DeskCard.priority,
        DeskCard.due_at, DeskCard.assignee_id, ServiceRequest.posted_at, ServiceRequest.policy_no,
        ServiceRequest.answered_at, ServiceRequest.next_due_at, ServiceRequest.stopped_at, ServiceRequest.resolved_at,
        _ACCOUNT.number.label("account_number"), _ACCOUNT.name_zh, _ACCOUNT.short_name,
        AccountStanding.tier, Login.name.label("assignee"),
    )
    .select_from(DeskCard)
    .join(ServiceRequest, ServiceRequest.id == DeskCard.request_id)
    .join(Account.__table__, _ACCOUNT.id == DeskCard.account_id)
    .outerjoin(AccountStanding, AccountStanding.account_id == DeskCard.account_id)
    .outerjoin(Staff, Staff.id == DeskCard.assignee_id)
    .outerjoin(Login, Login.id == Staff.login_id)
)  # fmt: skip


ANY: Any = "any"
"""Stands for a value that is handed in when the statement runs."""


def given_in(one: QueueFilter) -> dict[str, Any]:
    """What differs from reader to reader and from moment to moment."""
    given = {name: getattr(one, name) for name in ("assignee_id", "due_from", "due_before", "touched_before")}
    return {field: value for field, value in given.items() if value}


@lru_cache(maxsize=256)
def _rows(alike: QueueFilter, newest: bool) -> AnySelect:
    """The rows of a filter, with named places for what `given_in` hands in. PostgreSQL reads those that nobody has in
    the index's order where that begins with nobody; else it fetches them all and sorts."""
    places: dict[str, Any] = {field: bindparam(field) for field in given_in(alike)}
    rows = narrowed(_ROWS, alike._replace(**places))
    return rows.order_by(DeskCard.assignee_id) if alike.assignee_id == 0 and not newest else rows


@lru_cache(maxsize=256)
def _counting(alike: tuple[tuple[str, QueueFilter], ...], most: int) -> AnySelect:
    """The statement that counts; every page shows figures, and putting it together costs more than running it."""
    figures = []
    for name, one in alike:
        places: dict[str, Any] = {field: bindparam(f"{name}_{field}") for field in given_in(one)}
        asked = one._replace(**places)
        # a column that the index has not would have every row fetched
        cards = narrowed(select(literal_column("1")).select_from(DeskCard), asked).limit(just(most))
        figures.append(select(func.count()).select_from(cards.subquery()).scalar_subquery().label(name))
    return select(*figures)


def narrowed(query: AnySelect, wanted: QueueFilter) -> AnySelect:
    """`query`, which reads desk cards, for what is wanted. Cards that are named are found by nothing else: of a state
    there may be a hundred thousand."""
    is_named = wanted.ids is not None or wanted.number is not None
    sifted: Callable[[Any], Any] = sifting if is_named else lambda condition: condition
    for name in ("is_open", "state", "category", "priority"):
        value = getattr(wanted, name)
        if value is not None:
            query = query.where(sifted(getattr(DeskCard, name) == value))
    if wanted.assignee_id is not None:
        is_nobody = isinstance(wanted.assignee_id, int) and not wanted.assignee_id
        query = query.where(sifted(DeskCard.assignee_id == (None if is_nobody else wanted.assignee_id)))
    if wanted.runs:
        query = query.where(DeskCard.is_paused == False)  # noqa: E712 - a column, and an equality that an index serves
    return _found(_between(query, wanted), wanted)


def _between(query: AnySelect, wanted: QueueFilter) -> AnySelect:
    if wanted.due_from is not None:
        query = query.where(DeskCard.due_at >= wanted.due_from)
    if wanted.touched_before is not None:
        query = query.where(DeskCard.touched_at < wanted.touched_before)
    return query if wanted.due_before is None else query.where(DeskCard.due_at < wanted.due_before)


def _found(query: AnySelect, wanted: QueueFilter) -> AnySelect:
    if wanted.number is not None:
        named = select(ServiceRequest.id).where(ServiceRequest.number == wanted.number)
        query = query.where(DeskCard.request_id.in_(named))
    return query if wanted.ids is None else query.where(DeskCard.request_id.in_(wanted.ids))
