"""Papers out of a workbook: a number of a person or a bank is kept sealed, and whoever sends the file checks none."""

from typing import Any

from portal.db.sealing import seal, unseal
from portal.domain.accounts.models import Qualification
from portal.domain.accounts.names import mask_number
from portal.domain.accounts.papers.catalogue import PERSONAL
from portal.domain.accounts.papers.paper import PaperState
from portal.domain.events import Actor
from portal.intake.takeover import Takeover

SEALED = "number_sealed"
PURPOSE = "paper number"


def sealed(values: dict[str, Any]) -> dict[str, Any]:
    """What is kept of a row: the number masked, and sealed beside it."""
    if values.get("doc_type") not in PERSONAL or not values.get("number"):
        return values
    number = str(values["number"])
    return values | {"number": mask_number(number), SEALED: seal(PURPOSE, number).decode()}


def opened(values: dict[str, Any]) -> dict[str, Any]:
    """The row as it was read."""
    if SEALED not in values:
        return values
    rest = {name: value for name, value in values.items() if name != SEALED}
    return rest | {"number": unseal(PURPOSE, values[SEALED].encode()) or values["number"]}


def settle(facts: dict[str, Any], by: Actor) -> dict[str, Any]:
    """How it stands is taken as the file says from the command only, which moves a whole archive; else a second person
    has to look at it first."""
    return facts if by.kind == "system" else as_typed(facts)


def as_typed(facts: dict[str, Any]) -> dict[str, Any]:
    """What stands on the paper itself, without how it was judged."""
    return {name: value for name, value in facts.items() if name not in ("state", "reason")}


def wait(paper: Qualification, takeover: Takeover, facts: dict[str, Any]) -> None:
    """A paper that came without a state waits for a second person."""
    if "state" not in facts:
        paper.state, paper.submitted_by_id = PaperState.SUBMITTED, takeover.by.login_id
    if paper.state == PaperState.SUBMITTED:
        paper.submitted_at = takeover.at
