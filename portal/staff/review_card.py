"""The internal review of a contract on its page: who has agreed, who has to, and what the draft still lacks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portal.domain.contracts.models import Contract
from portal.domain.contracts.review import HEAVY, MANAGERS, awaited, capacity_of, lacking, this_round
from portal.domain.contracts.sign_offs import SignOff
from portal.domain.contracts.state import ContractState, state_on
from portal.web.current import uow
from portal.web.review_words import CAPACITIES, NEEDS, STEPS, listed


@dataclass(frozen=True)
class ReviewCard:
    """`steps` are those since the review last began, or all of them while it is a draft again."""

    steps: Sequence[SignOff]
    awaits: str
    lacks: str
    is_under_review: bool
    can_agree: bool
    is_manager: bool
    heavy: frozenset[str] = HEAVY

    @property
    def words(self) -> dict[Any, Any]:
        return STEPS


def review_of(contract: Contract) -> ReviewCard | None:
    """None for a contract that was signed on paper before it came here."""
    steps = uow.contracts.reviewing.steps(contract.id)
    draft = contract.draft
    if not steps and (draft is None or draft.no > 1):
        return None
    now = this_round(steps)
    is_under_review = state_on(contract, uow.today) is ContractState.INTERNAL_REVIEW
    is_draft = not contract.versions[0].is_signed and not contract.review_at
    missing = lacking(contract, contract.versions[0].clauses) if is_draft else ()
    return ReviewCard(
        now or steps,
        awaits=listed([str(CAPACITIES[step]) for step in awaited(now)]) if is_under_review else "",
        lacks=listed([str(NEEDS[need]) for need in missing]),
        is_under_review=is_under_review,
        can_agree=is_under_review and capacity_of(uow.actor, now) is not None,
        is_manager=uow.actor.has(*MANAGERS),
    )
