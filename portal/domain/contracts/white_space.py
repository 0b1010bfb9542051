"""Which empty provinces are worth a talk first: a few plain parts, each shown, added up."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from portal.domain.accounts.kinds import AccountKind
from portal.domain.accounts.models import Account
from portal.domain.contracts.coverage import WhiteSpace
from portal.domain.people.models import Login
from portal.domain.scope import OUTSIDE_SCOPE
from portal.domain.work import Repository, Work

COUNTED_MOST = 3
"""Of neighbours, partners and prospects so many count: the fourth makes a talk no easier."""
LONG, SHORT = 365, 180
"""Calendar days our own right still lasts: a year is worth building up a partner for, half a year just so."""


@dataclass(frozen=True)
class Ranked:
    """An empty province with what speaks for it: three points for each neighbour who could take it, two for each
    partner seated there, one for each prospect, up to three for how long our right lasts."""

    space: WhiteSpace
    seated: int
    prospects: int
    days: int

    @property
    def parts(self) -> tuple[tuple[str, int], ...]:
        """What each part adds, by name."""
        lasts = 3 if self.days >= LONG else 1 if self.days >= SHORT else 0
        return (
            ("neighbours", 3 * min(len(self.space.neighbours), COUNTED_MOST)),
            ("seated", 2 * min(self.seated, COUNTED_MOST)),
            ("prospects", min(self.prospects, COUNTED_MOST)),
            ("right", lasts),
        )

    @property
    def points(self) -> int:
        return sum(points for _, points in self.parts)


def ranked(white: list[WhiteSpace], seated: Mapping[str, int], prospects: Mapping[str, int]) -> list[Ranked]:
    """The most points first, then as `white` came. `seated` and `prospects` count by the first two digits."""
    found = [
        Ranked(
            space,
            seated.get(space.cell.province.code[:2], 0),
            prospects.get(space.cell.province.code[:2], 0),
            (space.cell.upstream[0].grant.ends_on - space.cell.day).days + 1,
        )
        for space in white
    ]
    return sorted(found, key=lambda one: -one.points)


class Seated(Repository):
    def by_province(self) -> dict[str, int]:
        """How many active distributors and individual agents the company has in each province, by two digits; a number
        tells nobody who they are."""
        kinds = (AccountKind.DISTRIBUTOR, AccountKind.INDIVIDUAL)
        query = select(Account.province, func.count()).where(
            Account.kind.in_(kinds), Account.status == "active", Account.province.is_not(None)
        )
        rows = self.session.execute(
            query.group_by(Account.province),
            execution_options={OUTSIDE_SCOPE: "how many partners a province has names none of them"},
        )
        return {str(province)[:2]: count for province, count in rows}


def note_taken(work: Work, told: dict[str, Any], format: str, rows: int) -> None:
    """That somebody took the territory out as a table stays told; `told` is what it was narrowed to."""
    taker = work.session.get_one(Login, work.actor.login_id)
    taker.record("export.taken", by=work.actor, at=work.now, what="territory", format=format, filter=told, rows=rows,
                 reveals=False)  # fmt: skip
