"""Prepared figures: keeping them, and reading them for a page. Nothing is summed up while somebody waits."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import joinedload

from portal.domain.accounts.models import Account
from portal.domain.people.models import Login, Staff
from portal.domain.work import Repository
from portal.insight.models import Figure, FigureAccount
from portal.insight.periods import WITH_LISTS, Period, asked_about
from portal.insight.reckoning import EVERYBODY

PROFIT, LEAVING, COHORTS, ANSWERS, COMPLAINTS, PENALTIES = NAMES = (
    "profit", "leaving", "cohorts", "answers", "complaints", "penalties",
)  # fmt: skip
HEAD, LOST, FELL = LISTS = ("head", "lost", "fell")
"""Accounts that make most of the profit; that left; that were in the head a year before and are not now."""


class Prepared(NamedTuple):
    """The figures of one period and segment by name, and when the latest of them was worked out."""

    facts: Mapping[str, dict[str, Any]]
    made_at: datetime | None


class Named(NamedTuple):
    """An account of a list, before it is written: `profit` in fen, `why` a code."""

    account_id: int
    profit: int
    why: str = ""


class Figures(Repository):
    def of(self, period: Period, segment: str = EVERYBODY) -> Prepared:
        rows = self.session.scalars(
            select(Figure).where(Figure.first == period.first, Figure.until == period.until, Figure.segment == segment)
        ).all()
        return Prepared({row.name: row.facts for row in rows}, max((row.made_at for row in rows), default=None))

    def made_at(self, period: Period) -> datetime | None:
        """When the figures of a period were worked out; None before."""
        mine = (Figure.first == period.first, Figure.until == period.until, Figure.segment == EVERYBODY)
        moment: datetime | None = self.session.scalar(select(func.max(Figure.made_at)).where(*mine))
        return moment

    def listed(self, name: str, period: Period, limit: int) -> Sequence[FigureAccount]:
        """The first `limit` accounts of one of LISTS that the visitor may see, with the account and whose it is."""
        query = select(FigureAccount).join(FigureAccount.account).where(*self._mine(name, period))
        manager = joinedload(FigureAccount.account).joinedload(Account.business_manager)
        query = query.options(manager.joinedload(Staff.login))
        return self.session.scalars(query.order_by(FigureAccount.place).limit(limit)).all()

    def with_lists(self) -> list[Period]:
        """The periods of which accounts are named."""
        return list(asked_about(self.work.today))[:WITH_LISTS]

    def note_taken(self, name: str, period: Period, format: str, rows: int) -> None:
        """That somebody took a list out, with customers and what they bring, stays told."""
        taker = self.session.get_one(Login, self.work.actor.login_id)
        taker.record("export.taken", by=self.work.actor, at=self.work.now, what=f"insight.{name}", format=format,
                     filter={"until": period.until.isoformat()}, rows=rows, reveals=False)  # fmt: skip

    def keep(self, period: Period, facts: Mapping[tuple[str, str], dict[str, Any]]) -> None:
        """Put down what was worked out, by segment and name, in place of what stood there."""
        connection, table = self.session.unguarded("figures are the company's own"), Figure.__table__
        connection.execute(delete(table).where(table.c.first == period.first, table.c.until == period.until))
        rows = [
            {"name": name, "segment": segment, "first": period.first, "until": period.until, "facts": one,
             "made_at": self.work.now}
            for (segment, name), one in facts.items()
        ]  # fmt: skip
        connection.execute(insert(table), rows)

    def add(self, period: Period, name: str, facts: Mapping[str, Any]) -> None:
        """Put down one more figure about everybody."""
        row = {"name": name, "segment": EVERYBODY, "first": period.first, "until": period.until, "facts": dict(facts),
               "made_at": self.work.now}  # fmt: skip
        self.session.unguarded("figures are the company's own").execute(insert(Figure.__table__), [row])

    def keep_list(self, name: str, period: Period, named: Sequence[Named]) -> None:
        connection, table = self.session.unguarded("lists of figures name any account"), FigureAccount.__table__
        same = (table.c.name == name, table.c.first == period.first, table.c.until == period.until)
        connection.execute(delete(table).where(*same))
        rows = [
            {"name": name, "first": period.first, "until": period.until, "place": place, **one._asdict()}
            for place, one in enumerate(named, start=1)
        ]
        if rows:
            connection.execute(insert(table), rows)

    def _mine(self, name: str, period: Period) -> tuple[Any, ...]:
        one = FigureAccount
        return one.name == name, one.first == period.first, one.until == period.until
