"""Who holds which product in which province on a day, by what right of ours, and where nobody does."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from portal.domain.accounts.regions import PROVINCES, Province
from portal.domain.contracts.clauses import Side
from portal.domain.contracts.grants import Excess, Grant, exceeding
from portal.domain.contracts.grants.places import channels_of, is_whole, parts_of
from portal.domain.contracts.holdings import Holding, Wanted, holdings
from portal.domain.contracts.kept import Kept
from portal.domain.contracts.recording import Level
from portal.domain.contracts.state import EXPIRING_DAYS
from portal.domain.work import Repository


class Sign(StrEnum):
    """What a cell comes to, the worst that can be said of it."""

    BEYOND = "beyond"
    ENDING = "ending"
    EXCLUSIVE = "exclusive"
    SOLE = "sole"
    SHARED = "shared"
    EMPTY = "empty"
    NOT_OURS = "not_ours"


@dataclass(frozen=True)
class Right:
    """One agreement's right in a cell; `is_part` when it gives less than the whole province, `excess` when no right of
    ours carries it."""

    holding: Holding
    grant: Grant
    is_part: bool = False
    excess: Excess | None = None


@dataclass(frozen=True)
class Cell:
    """One product in one province on civil day `day`; `rights` the strongest first, `upstream` the longest first."""

    product: str
    province: Province
    day: date
    rights: tuple[Right, ...] = ()
    upstream: tuple[Right, ...] = ()

    @cached_property
    def sign(self) -> Sign:
        """Ending is what a contract calls expiring: 90 days left, this one and the last counted (domain 4)."""
        if not self.rights:
            return Sign.EMPTY if self.upstream else Sign.NOT_OURS
        if any(right.excess for right in self.rights):
            return Sign.BEYOND
        if (max(right.grant.ends_on for right in self.rights) - self.day).days < EXPIRING_DAYS:
            return Sign.ENDING
        level = self.rights[0].grant.level
        return {Level.EXCLUSIVE: Sign.EXCLUSIVE, Level.SOLE: Sign.SOLE}.get(Level(level), Sign.SHARED)


@dataclass(frozen=True)
class WhiteSpace:
    """A province that is ours to give and nobody holds, with who holds the product next to it."""

    cell: Cell
    neighbours: tuple[Holding, ...]


class Coverage:
    """Every cell of these products on civil day `day`, for one sales channel or any (None)."""

    def __init__(
        self, day: date, channel: str | None, downstream: Sequence[Holding], upstream: Sequence[Holding]
    ) -> None:
        self.day = day
        self.rights = _running(downstream, day, channel)
        held = _running(upstream, day, channel)
        grants = [grant for holding in upstream for grant in holding.grants]
        self.excesses = exceeding([right.grant for right in self.rights], grants)
        beyond = {
            (each.grant, each.product, part[:2]): each
            for each in self.excesses
            for region in each.regions
            for part in parts_of(region)
        }
        self._rights, self._upstream = dict(_by_cell(self.rights, beyond)), dict(_by_cell(held, {}))
        self._cells: dict[tuple[str, str], Cell] = {}

    def row(self, product: str) -> list[Cell]:
        """One product in all 34 divisions, in the order of their codes."""
        return [self.cell(product, place) for place in PROVINCES]

    def cell(self, product: str, place: Province) -> Cell:
        """Who holds it, the strongest right first, and by which rights of ours, longest first. Put together once."""
        key = product, place.code[:2]
        if key not in self._cells:
            rights = sorted(self._rights.get(key, ()), key=lambda right: (-right.grant.rank, right.holding.number))
            ours = sorted(
                self._upstream.get(key, ()), key=lambda right: (right.grant.ends_on, right.holding.number), reverse=True
            )
            self._cells[key] = Cell(product, place, self.day, tuple(rights), tuple(ours))
        return self._cells[key]

    def neighbours(self, product: str, place: Province) -> tuple[Holding, ...]:
        """Who holds the product in the divisions around this one on the tile map, each partner once."""
        around = (other for other in PROVINCES if other is not place and _touch(place, other))
        found = {
            right.holding.account_no: right.holding
            for other in around
            for right in self._rights.get((product, other.code[:2]), ())
        }
        own = {right.holding.account_no for right in self._rights.get((product, place.code[:2]), ())}
        return tuple(found[number] for number in sorted(found.keys() - own))

    def white_space(self, product: str) -> list[WhiteSpace]:
        """What nobody holds and we may give: first where most partners next to it could take it, then by how long we
        hold it, then by code."""
        empty = (cell for cell in self.row(product) if cell.sign is Sign.EMPTY)
        found = [WhiteSpace(cell, self.neighbours(product, cell.province)) for cell in empty]
        return sorted(
            found,
            key=lambda one: (-len(one.neighbours), -one.cell.upstream[0].grant.ends_on.toordinal(),
                             one.cell.province.code),
        )  # fmt: skip


_KEPT: Kept[Coverage] = Kept(3)
"""By product, day and channel: one of ten thousand agreements is some two megabytes."""


class CoverageOfCompany(Repository):
    def on(self, day: date, channel: str | None = None) -> Coverage:
        """All that was signed, as it holds on civil day `day`. A cell is empty only if nobody holds it, so all of the
        company counts, also what the visitor does not see: see `seen`."""
        downstream = holdings(self.work, Wanted(Side.DOWNSTREAM, day), whole_company=True)
        return Coverage(day, channel, downstream, self.upstream())

    def of_product(self, product: str, day: date, channel: str | None) -> Coverage:
        """The same for one product: only agreements about it are read, and of them only what they give of it; as long
        as nothing of them changed they are not read again."""
        return _KEPT.get(self.session, (product, day, channel), lambda: self._of_product(product, day, channel))

    def _of_product(self, product: str, day: date, channel: str | None) -> Coverage:
        given = holdings(self.work, Wanted(Side.DOWNSTREAM, day, products=(product,), only=True), whole_company=True)
        return Coverage(day, channel, given, _only(self.upstream(), product))

    def upstream(self) -> list[Holding]:
        """Every right that was ever granted to us."""
        return holdings(self.work, Wanted(Side.UPSTREAM, date.min), whole_company=True)

    def seen(self, coverage: Coverage, numbers: Iterable[str], product: str | None = None) -> frozenset[str]:
        """Which of these accounts the visitor may know by name."""
        if self.work.sees_all:
            return frozenset(numbers)
        wanted = Wanted(Side.DOWNSTREAM, coverage.day, products=(product,) if product else None)
        return frozenset(each.account_no for each in holdings(self.work, wanted, whole_company=False))


def _only(some: Sequence[Holding], product: str) -> list[Holding]:
    """The same agreements as if they were about this product alone."""
    return [
        replace(holding, grants=tuple(replace(grant, products=(product,)) for grant in holding.grants))
        for holding in some
        if any(product in grant.products for grant in holding.grants)
    ]


def _running(some: Sequence[Holding], day: date, channel: str | None) -> list[Right]:
    return [
        Right(holding, grant)
        for holding in some
        for grant in holding.grants
        if grant.starts_on <= day <= grant.ends_on and (channel is None or channel in channels_of(grant.channel))
    ]


Cells = dict[tuple[str, str], list[Right]]


def _by_cell(rights: list[Right], beyond: dict[tuple[Grant, str, str], Excess]) -> Cells:
    found: Cells = defaultdict(list)
    for right in rights:
        grant = right.grant
        whole = {code for region in grant.regions if is_whole(region) for code in parts_of(region)}
        for code in dict.fromkeys(part[:2] for part in grant.parts):
            for product in grant.products:
                excess = beyond.get((grant, product, code))
                found[product, code].append(Right(right.holding, grant, code not in whole, excess))
    return found


def _touch(one: Province, other: Province) -> bool:
    return abs(one.row - other.row) <= 1 and abs(one.column - other.column) <= 1
