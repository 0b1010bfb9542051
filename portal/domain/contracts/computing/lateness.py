"""What being late costs: the time split at every part payment, days of grace, each slice rounded once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from portal.domain.contracts.clauses import DayKind
from portal.domain.contracts.clauses.vocabulary import GraceMode
from portal.domain.contracts.computing.amounts import share_of
from portal.domain.contracts.computing.working import Line
from portal.domain.working_days import WorkingDays, working_days_between


@dataclass(frozen=True)
class Part:
    """A part of what was due, and the civil day on which it came."""

    on: date
    fen: int


@dataclass(frozen=True)
class LateTerms:
    """A rate for each day late; up to `grace_days` late costs nothing, beyond that `grace_mode` says which days do."""

    rate: Decimal
    grace_days: int
    grace_mode: GraceMode
    day_kind: DayKind = DayKind.CALENDAR


@dataclass(frozen=True)
class Late:
    """What it comes to in fen, the lines behind it, the days late in all, what is still open on the last of them."""

    fen: int
    lines: tuple[Line, ...]
    days_late: int
    open_fen: int
    opened_fen: int
    """What was open when it fell due."""


def lateness(
    terms: LateTerms, principal: int, due: date, parts: Iterable[Part], until: date, days: WorkingDays
) -> Late:
    """The charge for `principal` fen due on civil day `due` (itself not counted, Civil Code 201) and reduced by
    `parts`; whatever is open then is counted up to and including `until`."""
    ordered = sorted(parts, key=lambda part: part.on)
    opened = open_fen = max(0, principal - sum(part.fen for part in ordered if part.on <= due))
    slices: list[tuple[int, int]] = []  # what was open, up to which day late
    for part in ordered:
        if part.on > due and open_fen:
            slices.append((open_fen, days_late(due, part.on, terms.day_kind, days)))
            open_fen = max(0, open_fen - part.fen)
    if open_fen:
        slices.append((open_fen, max(days_late(due, until, terms.day_kind, days), slices[-1][1] if slices else 0)))
    total = slices[-1][1] if slices else 0
    if total <= terms.grace_days:
        code = "within_grace" if total else "not_late"
        known = {"late_days": total, "grace_days": terms.grace_days, **spoken_in(terms.day_kind)} if total else {}
        return Late(0, (Line(code, known),), total, open_fen, opened)
    lines = tuple(_charged(terms, slices))
    return Late(sum(line.fen or 0 for line in lines), lines, total, open_fen, opened)


def days_late(due: date, on: date, kind: DayKind, days: WorkingDays) -> int:
    """Days after `due` up to and including `on`, calendar or working ones; 0 when it is not late."""
    if on <= due:
        return 0
    return working_days_between(due, on, days) if kind == DayKind.WORKING else (on - due).days


def spoken_in(kind: DayKind) -> dict[str, DayKind]:
    """A line's facts say so when its days are working days."""
    return {"day_kind": kind} if kind == DayKind.WORKING else {}


def _charged(terms: LateTerms, slices: list[tuple[int, int]]) -> Iterable[Line]:
    free = terms.grace_days if terms.grace_mode == GraceMode.FORGIVEN else 0
    if free:
        yield Line("grace_forgiven", {"grace_days": free, **spoken_in(terms.day_kind)})
    elif terms.grace_days:
        yield Line("grace_lost", {"grace_days": terms.grace_days, **spoken_in(terms.day_kind)})
    for (_, before), (open_fen, last) in pairwise([(0, 0), *slices]):
        count = last - max(before, free)
        if count > 0:
            known = {"open_fen": open_fen, "rate": terms.rate, "late_days": count, **spoken_in(terms.day_kind)}
            yield Line("late_slice", known, share_of(open_fen, terms.rate, count))
