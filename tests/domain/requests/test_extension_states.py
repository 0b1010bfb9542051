"""The table of an asked extension: every verb from every state by every hat, and the walk through it (AZ11)."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.base import Refused
from portal.domain.events import Actor
from portal.domain.requests.extension_states import (
    STEPS,
    UNDER_WAY,
    ExtensionState,
    hats_of,
    next_state,
    verbs_for,
)

HATS = (
    "partner.owner", "partner.member", "partner.viewer", "staff.service", "staff.care", "staff.business", "staff.legal",
    "staff.quality", "staff.finance", "staff.executive", "staff.administrator", "system", "partner", "staff",
)  # fmt: skip
DECIDE = {"staff.business", "staff.legal", "staff.executive", "staff.administrator"}
ALLOWED: dict[tuple[str, str], tuple[set[str], str]] = {
    ("asked", "propose"): (DECIDE, "proposed"),
    ("asked", "withdraw"): ({"partner.owner", "partner.member"}, "withdrawn"),
    ("proposed", "send_back"): (DECIDE, "asked"),
    ("proposed", "approve"): (DECIDE, "approved"),
    ("proposed", "refuse"): (DECIDE, "refused"),
    ("proposed", "withdraw"): ({"partner.owner", "partner.member"}, "withdrawn"),
    ("approved", "acknowledge"): ({"partner.owner"}, "acknowledged"),
    ("approved", "decline"): ({"partner.owner"}, "declined"),
    ("approved", "withdraw"): ({"partner.owner"}, "withdrawn"),
    ("approved", "lapse"): ({"system"}, "lapsed"),
    ("acknowledged", "attach_scan"): ({"partner.owner", "partner.member"}, "acknowledged"),
}
"""All there is; whatever is not here is refused."""


@pytest.mark.parametrize(("state", "verb"), list(itertools.product(ExtensionState, STEPS)))
def test_every_verb_from_every_state_by_every_hat(state: ExtensionState, verb: str) -> None:
    who, to = ALLOWED.get((state, verb), (set(), ""))
    for hat in HATS:
        if hat in who:
            assert next_state(state, verb, frozenset({hat})) == to
        else:
            with pytest.raises(Refused) as refusal:
                next_state(state, verb, frozenset({hat}))
            assert refusal.value.code == "extension.wrong_state"
        assert (verb in verbs_for(state, frozenset({hat}))) is (hat in who)


@given(st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.sampled_from(HATS)), max_size=40))
def test_whatever_is_tried_no_end_is_left_and_nothing_is_acknowledged_unapproved(tries: list[tuple[str, str]]) -> None:
    state, seen = ExtensionState.ASKED, [ExtensionState.ASKED]
    for verb, hat in tries:
        try:
            after = next_state(state, verb, frozenset({hat}))
        except Refused:
            continue
        assert state in UNDER_WAY or after is state, "what has ended stays as it is"
        state = after
        seen.append(state)
    if ExtensionState.ACKNOWLEDGED in seen:
        before = seen[: seen.index(ExtensionState.ACKNOWLEDGED)]
        assert before[-2:] == [ExtensionState.PROPOSED, ExtensionState.APPROVED]


def test_hats_are_side_and_role() -> None:
    assert hats_of(Actor("staff", "x", roles=frozenset({"legal", "care"}))) == {"staff.legal", "staff.care"}
    assert hats_of(Actor.system("worker")) == {"system"}
    assert hats_of(Actor("partner", "x")) == {"partner"}, "no role, no right"
