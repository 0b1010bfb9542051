"""Where a request stands in a list of the queue, and which stand beside it: one statement."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, func, select, tuple_

from portal.domain.paging import cursor_of, just, read_cursor
from portal.domain.requests.desk_card import DeskCard
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.queue import ANY, DUE, NEWEST, QueueFilter, given_in, narrowed
from portal.domain.work import AnySelect, Repository

MOST = 1000
"""Counting ends there."""


@dataclass(frozen=True)
class Place:
    """Numbers of the neighbours; `before` and `total` count up to MOST. `is_inside` says that the request is still one
    of the list. `at` is the cursor of where it stands."""

    previous: str | None
    next: str | None
    before: int
    total: int
    is_inside: bool
    at: str


class Places(Repository):
    def of(self, card: DeskCard, wanted: QueueFilter, *, newest: bool = False, at: str | None = None) -> Place:
        """The place of a request in the list that `wanted` and the order make; seen from the cursor `at` where it
        stood before somebody worked on it, else from where it stands."""
        key = NEWEST if newest else DUE
        stands = [getattr(card, column.key) for column in key]
        seen = read_cursor(at, key) or stands
        given, fixed = given_in(wanted), wanted.ids is not None or wanted.number is not None
        put_together = _asking if not fixed else _asking.__wrapped__
        query = put_together(wanted._replace(**dict.fromkeys(given, ANY)), newest)
        places = {f"seen_{place}": value for place, value in enumerate(seen)}
        row = self.session.execute(query, {**given, **places, "own": card.request_id}).one()
        return Place(row.previous, row.next, row.before, row.total, bool(row.inside), cursor_of(seen))


@lru_cache(maxsize=128)
def _asking(alike: QueueFilter, newest: bool) -> Any:
    """Everything in one row; the values that differ from reader to reader have named places."""
    given: dict[str, Any] = {name: bindparam(name) for name in given_in(alike)}
    wanted = alike._replace(**given)
    key = NEWEST if newest else DUE
    seen = tuple_(*(bindparam(f"seen_{place}", type_=column.type) for place, column in enumerate(key)))
    others = narrowed(select(DeskCard.id), wanted).where(DeskCard.request_id != bindparam("own"))
    above, below = (tuple_(*key) > seen, tuple_(*key) < seen) if newest else (tuple_(*key) < seen, tuple_(*key) > seen)
    return select(
        _first(wanted, above, newest, up=True).label("previous"),
        _first(wanted, below, newest, up=False).label("next"),
        _counted(others.where(above)).label("before"),
        _counted(narrowed(select(DeskCard.id), wanted)).label("total"),
        narrowed(select(DeskCard.id), wanted).where(DeskCard.request_id == bindparam("own")).exists().label("inside"),
    )


def _first(wanted: QueueFilter, beyond: Any, newest: bool, *, up: bool) -> Any:
    """The number of the nearest above or below."""
    numbers: AnySelect = select(ServiceRequest.number).join(DeskCard, DeskCard.request_id == ServiceRequest.id)
    query = narrowed(numbers, wanted).where(beyond, DeskCard.request_id != bindparam("own"))
    falls = newest != up
    order = [column.desc() if falls else column.asc() for column in (NEWEST if newest else DUE)]
    return query.order_by(*order).limit(just(1)).scalar_subquery()


def _counted(cards: AnySelect) -> Any:
    return select(func.count()).select_from(cards.limit(just(MOST)).subquery()).scalar_subquery()
