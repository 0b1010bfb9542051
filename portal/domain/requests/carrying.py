"""How a request moves along with the extension it asks for."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from portal.domain.events import Actor
from portal.domain.requests.catalogue.codes import RequestCategory
from portal.domain.requests.states import ENDED, SIDES, RequestState, next_state

if TYPE_CHECKING:
    from portal.domain.requests.models import ServiceRequest


def is_being_extended(asking: "ServiceRequest") -> bool:
    """Whether an extension asked by it is under way: then that alone decides how it ends."""
    if asking.category != RequestCategory.CONTRACT_EXTENSION:
        return False
    return asking.extension is not None and asking.extension.is_open


def carry(
    asking: "ServiceRequest", verb: str, kind: str, *, by: Actor, at: datetime, words: str = "", **facts: Any
) -> None:
    """Move the request on with its extension: one event `kind` tells of both; `words` go into the thread. A decision
    of ours is an answer, with words or without; `at` is an aware moment."""
    asking.state = next_state(RequestState(asking.state), verb, SIDES[by.kind])
    if asking.state in ENDED:
        asking.closed_at, asking.outcome = at, words
    if asking.state == RequestState.CLOSED:
        asking.resolved_at = at
    if by.is_staff:
        asking.note_turn(by, at)
    if words:
        asking.add_answer(by, at, words)
    asking.settle(kind, by, at, **facts)
