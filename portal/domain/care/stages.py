"""From interest to trust: the stages of a relation, what each asks for, and when one is lost (domain 7.4 [DEF])."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.accounts.kinds import Stage


class Criterion(StrEnum):
    SIGNED = "signed"
    """A contract was signed."""
    ON_TARGET = "on_target"
    """At least two of the last four quarters reached their target."""
    SHARES_INTEL = "shares_intel"
    """Market information of theirs was verified in the last year."""
    MULTI_PRODUCT = "multi_product"
    PROMOTER = "promoter"
    """The last NPS answer is 9 or 10."""
    JOINT_PLAN = "joint_plan"
    THREE_YEARS = "three_years"
    """Three years of cooperation or more."""
    EXECUTIVE_CONTACT = "executive_contact"
    LONG_TERM = "long_term"
    """A contract in force whose term is three years or more."""


C = Criterion
CRITERIA: dict[Stage, tuple[Criterion, ...]] = {
    Stage.S0: (),
    Stage.S1: (C.SIGNED,),
    Stage.S2: (C.ON_TARGET,),
    Stage.S3: (C.SHARES_INTEL, C.MULTI_PRODUCT, C.PROMOTER),
    Stage.S4: (C.JOINT_PLAN, C.THREE_YEARS, C.EXECUTIVE_CONTACT, C.LONG_TERM),
}
"""What a stage asks for beyond the ones before it."""
ORDER = tuple(Stage)
FAILING, QUARTERS = 2, 2
"""So many criteria failing in each of so many quarters in a row cost a stage."""


@dataclass(frozen=True)
class Step:
    """The way to a stage: criteria of it and of all stages before, met and missing in their order."""

    stage: Stage
    met: tuple[Criterion, ...]
    missing: tuple[Criterion, ...]

    @property
    def is_reached(self) -> bool:
        """All is there that can be counted; a manager still has to confirm it."""
        return not self.missing


def step_to(stage: Stage, there: Collection[Criterion]) -> Step:
    """What this stage and those before it ask for, parted into what is met and what is missing."""
    asked = [one for each in ORDER[: ORDER.index(stage) + 1] for one in CRITERIA[each]]
    return Step(
        stage, tuple(one for one in asked if one in there), tuple(one for one in asked if one not in there)
    )  # fmt: skip


def reached(there: Collection[Criterion]) -> Stage:
    """The highest stage for which, and for every one before it, all is there."""
    return max((stage for stage in ORDER if step_to(stage, there).is_reached), key=ORDER.index)


def next_step(stage: Stage, there: Collection[Criterion]) -> Step | None:
    """The way to the stage after `stage`; None at the top."""
    place = ORDER.index(stage) + 1
    return step_to(ORDER[place], there) if place < len(ORDER) else None


def after_quarters(stage: Stage, quarters: Sequence[Collection[Criterion]]) -> Stage:
    """Where an account stands after these quarters, the latest last, each with the criteria that were met: one stage
    lower when FAILING criteria failed in each of the last QUARTERS, else where it was."""
    latest = quarters[-QUARTERS:]
    fails = [len(step_to(stage, there).missing) >= FAILING for there in latest]
    is_lost = len(latest) == QUARTERS and all(fails) and stage is not ORDER[0]
    return ORDER[ORDER.index(stage) - 1] if is_lost else stage
