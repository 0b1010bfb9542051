"""States of an asked extension: who may move it from where to where; nothing is skipped, repeated or turned back."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.base import Refused
from portal.domain.events import Actor
from portal.domain.people.roles import PartnerRole, StaffRole


class ExtensionState(StrEnum):
    """`approved` is an offer of ours that waits for the partner; `acknowledged` alone moves the end date."""

    ASKED = "asked"
    PROPOSED = "proposed"
    APPROVED = "approved"
    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


S = ExtensionState
UNDER_WAY = frozenset({S.ASKED, S.PROPOSED, S.APPROVED})
BEING_DECIDED = frozenset({S.ASKED, S.PROPOSED})
"""One and the same to the partner: what is proposed among us is not theirs to know."""

DECIDER_ROLES = frozenset({StaffRole.BUSINESS, StaffRole.LEGAL, StaffRole.EXECUTIVE, StaffRole.ADMINISTRATOR})
"""Who proposes and who approves, each never both: sales and legal, and whoever stands above them."""
DECIDERS = frozenset(f"staff.{role}" for role in DECIDER_ROLES)
OWNER = frozenset({f"partner.{PartnerRole.OWNER}"})
FILERS = OWNER | {f"partner.{PartnerRole.MEMBER}"}
WORKER = frozenset({"system"})


@dataclass(frozen=True)
class Step:
    """Where a verb leads to, and from which state by whom."""

    to: ExtensionState
    sources: Mapping[ExtensionState, frozenset[str]]


STEPS: Mapping[str, Step] = {
    "propose": Step(S.PROPOSED, {S.ASKED: DECIDERS}),
    "send_back": Step(S.ASKED, {S.PROPOSED: DECIDERS}),
    "approve": Step(S.APPROVED, {S.PROPOSED: DECIDERS}),
    "refuse": Step(S.REFUSED, {S.PROPOSED: DECIDERS}),
    "acknowledge": Step(S.ACKNOWLEDGED, {S.APPROVED: OWNER}),
    "decline": Step(S.DECLINED, {S.APPROVED: OWNER}),
    # A member may take back what is not decided yet; giving up what we have agreed to is the owner's.
    "withdraw": Step(S.WITHDRAWN, {S.ASKED: FILERS, S.PROPOSED: FILERS, S.APPROVED: OWNER}),
    "lapse": Step(S.LAPSED, {S.APPROVED: WORKER}),
    "attach_scan": Step(S.ACKNOWLEDGED, {S.ACKNOWLEDGED: FILERS}),
}


def hats_of(actor: Actor) -> frozenset[str]:
    """Side and role of whoever acts, as the table names them; the worker is `system`."""
    return frozenset(f"{actor.kind}.{role}" for role in actor.roles) or frozenset({actor.kind})


def next_state(state: ExtensionState, verb: str, hats: frozenset[str]) -> ExtensionState:
    """The state after `verb`; Refused("extension.wrong_state") when it cannot be done now or not by these hats."""
    step = STEPS[verb]
    if hats.isdisjoint(step.sources.get(state, frozenset())):
        raise Refused("extension.wrong_state", verb=verb, state=state)
    return step.to


def verbs_for(state: ExtensionState, hats: frozenset[str]) -> frozenset[str]:
    """What these hats may do in `state`."""
    return frozenset(verb for verb, step in STEPS.items() if not hats.isdisjoint(step.sources.get(state, frozenset())))
