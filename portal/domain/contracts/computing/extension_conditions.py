"""What a clause makes an extension depend on: who is entitled, how conditions stand, what was achieved."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_UP, Decimal

from portal.domain.contracts.clauses import Party
from portal.domain.contracts.clauses.extension import AutoRenewal, ExtensionOption
from portal.domain.contracts.computing.extension_facts import Achievement, Conditions
from portal.domain.contracts.computing.working import Assessment, Line, not_enough

LOOKS_REACHED = "looks_reached"
"""Note: two places of a percentage print as reached what is not."""
SIX_PLACES, PRINTED = Decimal("0.000001"), Decimal("0.0001")


@dataclass(frozen=True)
class Achieved:
    """Actual and target in one `unit` (`fen` or `boxes`)."""

    actual: int
    target: int
    unit: str

    @property
    def share(self) -> Decimal:
        """For reading only: six places, cut off, so that nothing missed reads as reached."""
        return (Decimal(self.actual) / self.target).quantize(SIX_PLACES, ROUND_DOWN)

    def reaches(self, share: Decimal) -> bool:
        """Compared exactly; `share` has six places at most."""
        return self.actual >= share * self.target

    def seems_to_reach(self, share: Decimal) -> bool:
        """Whether it prints as reached, though it is not."""
        printed = (Decimal(self.actual) / self.target).quantize(PRINTED, ROUND_HALF_UP)
        return not self.reaches(share) and printed >= share

    def gap(self, share: Decimal) -> int:
        """What is missing to `share`, in the unit, rounded up; 0 when it is reached."""
        return max(0, int((share * self.target).to_integral_value(ROUND_CEILING)) - self.actual)


def achieved(facts: Achievement, unit: str | None = None) -> Achieved | None:
    """What was achieved in `unit`; without one in money, else in boxes. None while a number is unknown."""
    for name in (unit,) if unit else ("fen", "boxes"):
        actual, target = getattr(facts, f"actual_{name}"), getattr(facts, f"target_{name}")
        if actual is not None and target is not None:
            return Achieved(actual, target, name)
    return None


@dataclass(frozen=True)
class Checked:
    """What became of a clause's conditions: a line for each that is known, the names of the facts that are not."""

    lines: tuple[Line, ...] = ()
    missing: tuple[str, ...] = ()
    failed: bool = False
    notes: tuple[str, ...] = ()

    def __add__(self, other: "Checked") -> "Checked":
        return Checked(
            self.lines + other.lines,
            self.missing + other.missing,
            self.failed or other.failed,
            self.notes + other.notes,
        )

    def refuses(self, otherwise: Assessment) -> Assessment | None:
        """The answer where these conditions do not let the extension happen: one that fails decides, whatever else
        is unknown. Lines and days come from `otherwise`."""
        lines, notes = otherwise.lines + self.lines, otherwise.notes + self.notes
        if self.failed:
            return replace(otherwise, outcome="conditions_failed", lines=lines, notes=notes)
        if self.missing:
            return replace(not_enough(*self.missing), lines=lines, days=otherwise.days, notes=notes)
        return None


def checked(terms: AutoRenewal | ExtensionOption, facts: Conditions) -> Checked:
    """Each condition of the clause against the facts."""
    found = Checked()
    for condition in terms.conditions:
        holds: bool | None = getattr(facts, condition.value)
        if holds is None:
            found += Checked(missing=(condition.value,))
        else:
            code = "condition_met" if holds else "condition_failed"
            found += Checked((Line(code, {"condition": condition}),), failed=not holds)
    if terms.achievement_at_least is not None:
        found += _achievement_checked(terms.achievement_at_least, facts)
    return found


def _achievement_checked(least: Decimal, facts: Conditions) -> Checked:
    done = achieved(facts)
    if done is None:
        unit = "boxes" if facts.actual_boxes is not None or facts.target_boxes is not None else "fen"
        wanted = (f"actual_{unit}", f"target_{unit}")
        return Checked(missing=tuple(name for name in wanted if getattr(facts, name) is None))
    reached = done.reaches(least)
    line = Line("condition_achievement_met" if reached else "condition_achievement_failed",
                {"achievement": done.share, "step": least})  # fmt: skip
    return Checked((line,), failed=not reached, notes=(LOOKS_REACHED,) if done.seems_to_reach(least) else ())


def is_entitled(by: Party, holder: Party) -> bool:
    """Whether a notice by `by` is one of `holder`'s; a notice of both sides is anybody's."""
    return holder == Party.EITHER or by in (holder, Party.EITHER)


def running_notes(day: date, ends_on: date) -> tuple[str, ...]:
    """`as_it_stands` on civil day `day` while the term still runs: what is judged at its end may change."""
    return ("as_it_stands",) if day <= ends_on else ()
