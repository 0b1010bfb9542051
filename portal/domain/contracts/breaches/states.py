"""States of a breach: which verb leads from where to where, and which roles may use it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.base import Refused
from portal.domain.events import Actor
from portal.domain.people.roles import PartnerRole, StaffRole


class BreachState(StrEnum):
    REPORTED = "reported"
    NOTICED = "noticed"
    REPLIED = "replied"
    CURED = "cured"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    COMPUTED = "computed"
    AGREED = "agreed"
    ADJUSTED = "adjusted"
    WAIVED = "waived"
    PAID = "paid"


S = BreachState
UNDECIDED = frozenset({S.REPORTED, S.NOTICED, S.REPLIED})
HEARING = frozenset({S.NOTICED, S.REPLIED})
"""The partner has been told and can still speak."""
UNSETTLED = frozenset({S.CONFIRMED, S.COMPUTED, S.AGREED, S.ADJUSTED})
"""Confirmed, and what follows from it is not done yet."""
PAYABLE = frozenset({S.AGREED, S.ADJUSTED})
OPEN = UNDECIDED | UNSETTLED
COUNTED = UNSETTLED | {S.WAIVED, S.PAID}
"""Confirmed breaches, whatever became of the penalty: these count for tiers."""

KEEPERS = frozenset({StaffRole.BUSINESS, StaffRole.LEGAL})
DECIDERS = frozenset({StaffRole.LEGAL, StaffRole.EXECUTIVE})
RECKONERS = KEEPERS | {StaffRole.FINANCE}
CASHIERS = frozenset({StaffRole.FINANCE})
"""Whoever does what; an administrator may stand in for each of them."""


@dataclass(frozen=True)
class Step:
    """One verb: roles of staff and of the partner's people, the states it starts from, where it leads."""

    staff: frozenset[StaffRole]
    sources: frozenset[BreachState]
    target: BreachState
    partner: frozenset[PartnerRole] = frozenset()


NOBODY: frozenset[StaffRole] = frozenset()
STEPS: Mapping[str, Step] = {
    "notify": Step(KEEPERS, frozenset({S.REPORTED}), S.NOTICED),
    "reply": Step(NOBODY, HEARING, S.REPLIED, frozenset({PartnerRole.OWNER, PartnerRole.MEMBER})),
    "cure": Step(KEEPERS, HEARING, S.CURED),
    "confirm": Step(DECIDERS, HEARING, S.CONFIRMED),
    "dismiss": Step(DECIDERS, UNDECIDED, S.DISMISSED),
    "compute": Step(RECKONERS, frozenset({S.CONFIRMED, S.COMPUTED}), S.COMPUTED),
    "agree": Step(KEEPERS, frozenset({S.COMPUTED}), S.AGREED, frozenset({PartnerRole.OWNER})),
    # Where the contract sets no sum, one that both sides agreed on is entered as a change, too.
    "adjust": Step(DECIDERS, frozenset({S.CONFIRMED, S.COMPUTED, S.AGREED}), S.ADJUSTED),
    "waive": Step(DECIDERS, UNSETTLED, S.WAIVED),
    "pay": Step(CASHIERS, PAYABLE, S.PAID),
}
OUR_OWN: Mapping[str, frozenset[BreachState]] = {"confirm": UNDECIDED, "notify": frozenset()}
"""Where we broke the agreement ourselves, nobody is accused and nobody has to be heard before we admit it."""
PROPOSED = frozenset({"adjust", "waive"})
"""Changes of a penalty: one of us proposes, another one decides."""


class WrongState(Refused):
    """`verb` cannot be done to a breach in `state`, or not by whoever asks."""

    def __init__(self, verb: str, state: str) -> None:
        super().__init__("breach.wrong_state", verb=verb, state=state)
        self.verb, self.state = verb, state


def next_state(state: str, verb: str, by: Actor | None = None, *, is_ours: bool = False) -> BreachState:
    """The state after `verb`; WrongState if it cannot be done now or not by `by` (None asks nobody's leave), KeyError
    if there is no such verb. `is_ours`: we broke the agreement."""
    if state not in _sources(verb, is_ours) or (by is not None and not may(by, verb)):
        raise WrongState(verb, state)
    return STEPS[verb].target


def may(by: Actor, verb: str) -> bool:
    """Whether the roles of `by` allow the verb, in whatever state."""
    step = STEPS[verb]
    if by.kind == "system":
        return True
    if by.is_staff:
        return bool(step.staff) and by.has(StaffRole.ADMINISTRATOR, *step.staff)
    return by.has(*step.partner) if step.partner else False


def verbs_for(state: str, by: Actor, *, is_ours: bool = False) -> tuple[str, ...]:
    """What `by` may do to a breach in `state`, in the order of STEPS."""
    return tuple(verb for verb in STEPS if state in _sources(verb, is_ours) and may(by, verb))


def _sources(verb: str, is_ours: bool) -> frozenset[BreachState]:
    return OUR_OWN.get(verb, STEPS[verb].sources) if is_ours else STEPS[verb].sources
