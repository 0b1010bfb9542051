"""What is true of generated request j before any row of it is written."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, cached_property
from typing import Any

from portal.cli.calendar_seed import calendar_rows
from portal.cli.demo.bulk.accounts import cities_of
from portal.cli.demo.bulk.contracts import product_place
from portal.cli.demo.bulk.courses import HOW_ENDED, WHERE_OPEN, Step, course, opened
from portal.cli.demo.bulk.ids import FIRST
from portal.cli.demo.bulk.months import Slot, minute_in, slots
from portal.cli.demo.bulk.profiles import asker
from portal.cli.demo.bulk.staff import BY_TEAM
from portal.cli.demo.bulk.wishes import CATEGORIES, WISHES, About
from portal.cli.demo.clock import YEARS, working_clock
from portal.cli.demo.draw import Draw
from portal.domain.requests.catalogue import (
    CATALOGUE,
    Priority,
    RequestCategory,
    priority_of,
    promised_minutes,
    to_stored,
)
from portal.domain.requests.states import RequestState
from portal.domain.working_days import WorkingDays

SLOTS = slots(open_ones=6)
TEN_EACH = 10
"""Request j comes from one of the first j/10 accounts, so that it does not depend on how many accounts there are."""


@dataclass(frozen=True)
class World:
    """What every generated request refers to; products are (id, code, name), in order of code."""

    seed: int
    accounts: int
    products: tuple[tuple[int, str, str], ...]


class Story:
    """One request: who asks for what, when, how urgent it is, and how it goes."""

    def __init__(self, world: World, index: int) -> None:
        self.index, self.id = index, FIRST + index
        self.draw = draw = Draw(world.seed, "request", index)
        self.slot = SLOTS[index % len(SLOTS)]
        self.number = self.slot.number("SR", index // len(SLOTS))
        self.who = asker(world.seed, draw.number("account", index // TEN_EACH + 1) % world.accounts)
        self.category = self._category()
        self.wish = WISHES[self.category]
        self.state: RequestState = draw.one_of("state", WHERE_OPEN if self.slot.is_open else HOW_ENDED)
        place = product_place(world.seed, self.who, 0, len(world.products)) if self.who.contracts else 0
        self.product_id, code, name = world.products[place]
        posted = self._posted(self.slot)
        self.about = About(_day(posted), code, name, self.who.province, draw.one_of("city", self._cities), draw)
        facts = self.wish.facts(self.about)
        self.fields: dict[str, Any] = to_stored(facts)
        kind = CATALOGUE[self.category]
        self.priority = priority_of(kind, facts, self.about.day, working_days(), self.who.tier)
        first, whole = promised_minutes(kind, self.priority)
        self.answer_due_at, self.resolve_due_at = moment(posted + first), moment(posted + whole)
        self.steps: list[Step] = course(draw, self.state, posted, first, whole)

    def _category(self) -> RequestCategory:
        category: RequestCategory = self.draw.one_of("category", CATEGORIES)
        if WISHES[category].needs_contract and not self.who.contracts:
            return RequestCategory.DELIVERY_QUERY
        return category

    def _posted(self, slot: Slot) -> int:
        if not slot.is_open:
            return minute_in(slot, self.draw)
        return opened(self.draw, self.state, *promised_minutes(CATALOGUE[self.category], Priority.P3))

    @property
    def _cities(self) -> tuple[str, ...]:
        return cities_of(self.who.province)

    @cached_property
    def by_phone(self) -> bool:
        """Filed by a colleague for somebody who called."""
        return not self.who.has_login or self.draw.happens("phone", 8)

    @cached_property
    def staff_id(self) -> int:
        """Who works on it; the same id as their login's."""
        among = BY_TEAM.get(CATALOGUE[self.category].team)
        return self.draw.one_of("assignee", among) if among else self.who.manager_id

    @property
    def partner_id(self) -> int:
        """Whoever files and replies: the account's login, or the colleague who took the call."""
        return self.staff_id if self.by_phone else self.who.id

    @cached_property
    def subject(self) -> str:
        return self.draw.one_of("subject", self.wish.subjects).format(**self.about.words)

    def at(self, *kinds: str) -> datetime | None:
        """When the first step of one of these kinds came."""
        return next((moment(step.minute) for step in self.steps if step.kind in kinds), None)


def moment(minute: int) -> datetime:
    return working_clock().moment(minute)


def _day(minute: int) -> date:
    return (moment(minute) + timedelta(hours=8)).date()


@cache
def working_days() -> WorkingDays:
    """The same calendar as the table holds."""
    return WorkingDays({row.date: row.is_workday for row in calendar_rows(YEARS)})
