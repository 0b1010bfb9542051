"""A clause: a typed, frozen record of one term of a contract."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from portal.domain.contracts.clauses.kinds import Choice, YesNo
from portal.domain.contracts.clauses.rules import Rule
from portal.domain.contracts.clauses.vocabulary import DayKind, Group, Side

BOTH_SIDES = frozenset(Side)
UPSTREAM_ONLY = frozenset({Side.UPSTREAM})
DOWNSTREAM_ONLY = frozenset({Side.DOWNSTREAM})


@dataclass(frozen=True, kw_only=True)
class Clause:
    """What all clause types share. Build one with `read_clause`: the constructor trusts its caller.

    A field's annotation carries its kind; a field without a default must be given. Numbers in a kind's `prefill`
    are proposals for the form. Sums are integer fen, shares are Decimal parts of one, periods whole numbers.
    """

    code: ClassVar[str]
    group: ClassVar[Group]
    sides: ClassVar[frozenset[Side]] = BOTH_SIDES
    schema: ClassVar[int] = 1
    rules: ClassVar[tuple[Rule, ...]] = ()
    legal_warning: ClassVar[str | None] = None

    def notes(self) -> tuple[str, ...]:
        """Codes of what a lawyer should look at; notes never refuse."""
        return (self.legal_warning,) if self.legal_warning else ()


@dataclass(frozen=True, kw_only=True)
class DayCounted(Clause):
    """How the days of a clause are counted (Civil Code 201-204: parties may agree otherwise).

    `roll`: a last day that is a rest day moves to the next day that is none. Days counted backwards from the end of
    the contract never move later.
    """

    day_kind: Annotated[DayKind, Choice(among=DayKind, prefill="calendar")] = DayKind.CALENDAR
    roll: Annotated[bool, YesNo(prefill=True)] = True
