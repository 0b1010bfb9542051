"""The next ninety days: what ends, runs out, falls due or falls asleep, as the worker found it last."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, delete, func, insert, select
from sqlalchemy.orm import contains_eager

from portal.domain.accounts.papers.paper import PaperState
from portal.domain.paging import Page, page_of
from portal.domain.people.models import Login
from portal.domain.products.models import Product
from portal.domain.qualifications.models import HousePaper
from portal.domain.requests.calendar import CalendarDay
from portal.domain.scope import EveryAccount
from portal.domain.work import Repository
from portal.insight.figures import Figures
from portal.insight.models import Figure, RadarItem
from portal.insight.periods import Period

AHEAD = 90
"""Calendar days, today not counted."""
NAME, COUNTED = "radar", "days"
"""The figure that says when the radar was worked out, and what in it counts by kind and day."""
AT_ONCE = 1_000
"""Rows written in one transaction."""


class Kind(StrEnum):
    """What falls on a day. CALENDAR and OURS are about no account: our own papers, a year the State Council has not
    announced yet."""

    CONTRACT_END = "contract_end"
    NOTICE = "notice"
    LICENCE = "licence"
    PROMISE = "promise"
    DORMANT = "dormant"
    TENDER = "tender"
    OURS = "ours"
    CALENDAR = "calendar"


class Item(NamedTuple):
    """A row before it is written."""

    account_id: int
    day: date
    number: str
    code: str
    text: str
    owner_id: int | None
    province: str | None


class House(NamedTuple):
    """Something that is about us and no account; `code` is the type of a paper, or a year."""

    kind: str
    day: date
    number: str
    code: str
    text: str


@dataclass(frozen=True)
class Wanted:
    """Of one kind, of one of us, of one province; each None for all."""

    kind: str | None = None
    owner_id: int | None = None
    province: str | None = None


def window(today: date) -> tuple[date, date]:
    """The first and the last civil day that the radar shows."""
    return today, today + timedelta(days=AHEAD)


class Radar(Repository):
    def page(self, wanted: Wanted, *, after: str | None = None, before: str | None = None, size: int = 100) -> Page:
        """What lies ahead of accounts within reach, with the account, the nearest day first."""
        query = select(RadarItem).join(RadarItem.account).where(*self._where(wanted))
        query = query.options(contains_eager(RadarItem.account))
        return page_of(self.session, query, (RadarItem.day, RadarItem.id), after=after, before=before, size=size)

    def by_day(self, wanted: Wanted) -> Counter[tuple[str, date]]:
        """By kind and day, how many: for whoever sees every account as the worker counted them, else counted now."""
        if isinstance(self.session.scope, EveryAccount) and not (wanted.owner_id or wanted.province):
            kept = self.session.scalar(select(Figure.facts).where(Figure.name == NAME).limit(1)) or {}
            if COUNTED in kept:
                return self._kept(wanted, kept[COUNTED])
        query = select(RadarItem.kind, RadarItem.day, func.count()).where(*self._where(wanted))
        rows = self.session.execute(query.group_by(RadarItem.kind, RadarItem.day))
        return Counter({(kind, day): count for kind, day, count in rows})

    def _kept(self, wanted: Wanted, counted: dict[str, dict[str, int]]) -> Counter[tuple[str, date]]:
        first, until = (day.isoformat() for day in window(self.work.today))
        found = ((kind, day, count) for kind, days in counted.items() for day, count in days.items())
        return Counter({(kind, date.fromisoformat(day)): count for kind, day, count in found
                        if wanted.kind in (None, kind) and first <= day <= until})  # fmt: skip

    def of_the_house(self) -> list[House]:
        """What is about no account, as of this moment: our own papers that run out, and each year ahead whose calendar
        is provisional, on its first day within the window. Few."""
        first, until = window(self.work.today)
        paper = HousePaper
        query = select(paper.expires_on, paper.number, paper.doc_type, Product.name_zh)
        query = query.outerjoin(Product, Product.id == paper.product_id)
        rows = self.session.execute(
            query.where(paper.state == PaperState.VERIFIED, paper.expires_on.between(first, until))
        )
        found = [House(Kind.OURS, day, number, code, name or "") for day, number, code, name in rows]
        query = select(CalendarDay.day).where(CalendarDay.is_provisional, CalendarDay.day.between(first, until))
        days = self.session.unguarded("the calendar belongs to no account").scalars(query).all()
        years = {day.year: min(one for one in days if one.year == day.year) for day in days}
        found += [House(Kind.CALENDAR, day, "", str(year), "") for year, day in years.items()]
        return sorted(found, key=lambda one: (one.day, one.kind, one.number))

    def made_at(self) -> datetime | None:
        """When it was worked out; None before."""
        moment: datetime | None = self.session.scalar(select(func.max(Figure.made_at)).where(Figure.name == NAME))
        return moment

    def note_taken(self, wanted: Wanted, format: str, rows: int) -> None:
        """That somebody took the list out stays told."""
        taker = self.session.get_one(Login, self.work.actor.login_id)
        told = {name: value for name, value in vars(wanted).items() if value}
        taker.record("export.taken", by=self.work.actor, at=self.work.now, what="insight.radar", format=format,
                     filter=told, rows=rows, reveals=False)  # fmt: skip

    def keep(self, kind: Kind, found: Iterable[Item]) -> Sequence[tuple[list[int], list[dict[str, Any]]]]:
        """What has to be written so that the rows of `kind` are these, in lots: ids that go, and rows that come. Most
        of it stays as it is from one time to the next."""
        table: Any = RadarItem.__table__
        columns = [table.c[name] for name in Item._fields]
        connection = self.session.unguarded("the radar is about all accounts")
        there = {Item(*row[1:]): row[0] for row in
                 connection.execute(select(table.c.id, *columns).where(table.c.kind == kind))}  # fmt: skip
        wanted = dict.fromkeys(found)
        gone = [row_id for item, row_id in there.items() if item not in wanted]
        new = [{"kind": str(kind), **item._asdict()} for item in wanted if item not in there]
        lots = max(len(gone), len(new))
        return [(gone[at : at + AT_ONCE], new[at : at + AT_ONCE]) for at in range(0, lots, AT_ONCE)]

    def write(self, gone: Sequence[int], new: Sequence[dict[str, Any]]) -> None:
        table: Any = RadarItem.__table__
        connection = self.session.unguarded("the radar is about all accounts")
        if gone:
            connection.execute(delete(table).where(table.c.id.in_(gone)))
        if new:
            connection.execute(insert(table), list(new))

    def done(self, found: Mapping[Kind, Iterable[Item]]) -> None:
        """That it is whole, as of now, and how many fall on each day."""
        counts = {str(kind): Counter(item.day.isoformat() for item in set(items)) for kind, items in found.items()}
        table: Any = Figure.__table__
        self.session.unguarded("figures are the company's own").execute(delete(table).where(table.c.name == NAME))
        first, until = window(self.work.today)
        Figures(self.work).add(Period(first, until), NAME, {COUNTED: counts})

    def _where(self, wanted: Wanted) -> list[ColumnElement[bool]]:
        columns: dict[Any, Any] = {
            RadarItem.kind: wanted.kind, RadarItem.owner_id: wanted.owner_id, RadarItem.province: wanted.province,
        }  # fmt: skip
        narrowed = [column == value for column, value in columns.items() if value]
        return [RadarItem.day.between(*window(self.work.today)), *narrowed]
