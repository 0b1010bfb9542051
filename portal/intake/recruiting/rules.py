"""What a prospect must say at its stage; the same that its page asks for."""

from collections.abc import Mapping
from typing import Any

from portal.domain.recruiting.stages import NEXT, OPEN, Stage

Fault = tuple[str, str]
"""Field of the table and code of what is wrong with it."""


def faults(facts: Mapping[str, Any], was: str | None) -> list[Fault]:
    """What does not hold of the columns a prospect would have; `was` is its stage before, None for a new one.

    One that is only put down needs no next step yet; from then on it has one, with a day, until it is over.
    """
    stage = Stage(facts.get("stage") or Stage.IDENTIFIED)
    found: list[Fault] = []
    if was is not None and stage is not Stage(was) and stage not in NEXT[Stage(was)]:
        found.append(("recruit_stage", "prospect_closed"))
    if stage in OPEN:
        found += _of_open(stage, facts)
    elif facts.get("next_step") or facts.get("next_on"):
        found.append(("next_step", "prospect_over"))
    if stage is Stage.LOST and not facts.get("lost_reason"):
        found.append(("lost_reason", "not_filled_in"))
    if stage is not Stage.LOST and facts.get("lost_reason"):
        found.append(("lost_reason", "prospect_not_lost"))
    if stage is Stage.SIGNED and not facts.get("account_id"):
        found.append(("account_no", "prospect_no_account"))
    return found


def _of_open(stage: Stage, facts: Mapping[str, Any]) -> list[Fault]:
    if stage is Stage.IDENTIFIED:
        return []
    return [(name, "not_filled_in") for name in ("next_step", "next_on") if not facts.get(name)]


def settled(facts: dict[str, Any]) -> dict[str, Any]:
    """What goes of itself with the stage that a row tells: a next step when it is over, a reason when it is not lost.
    What the row itself says stays, to be found wrong."""
    stage = facts.get("stage")
    if stage is None:
        return facts
    over = {} if stage in OPEN else {"next_step": "", "next_on": None}
    return over | ({} if stage == Stage.LOST else {"lost_reason": ""}) | facts
