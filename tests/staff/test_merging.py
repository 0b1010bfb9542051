"""Two saves of one form: what only they changed is taken, what both changed is shown (BI4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.web.merging import Difference, merge

STATE = st.fixed_dictionaries({name: st.sampled_from("xyz") for name in ("city", "tel")})


@pytest.mark.parametrize(
    "opened, mine, theirs, taken, both",
    [
        ("a", "a", "a", {}, []), ("a", "b", "a", {}, []), ("a", "a", "b", {"city": "b"}, []), ("a", "b", "b", {}, []),
        ("a", "b", "c", {}, [Difference("city", "a", "b", "c")]),
        (None, "b", "c", {}, [Difference("city", "", "b", "c")]), (None, "b", "b", {}, []),
    ],
)  # fmt: skip
def test_one_field(opened: str | None, mine: str, theirs: str, taken: dict[str, str], both: list[Difference]) -> None:
    found = merge({} if opened is None else {"city": opened}, {"city": mine}, {"city": theirs})
    assert (found.taken, found.both) == (taken, both)


@given(STATE, STATE, STATE)
def test_nothing_of_theirs_is_lost_unseen(opened: dict[str, str], mine: dict[str, str], theirs: dict[str, str]) -> None:
    found = merge(opened, mine, theirs)
    shown = set(found.taken) | {one.name for one in found.both}
    for name, their in theirs.items():
        if their != opened[name] and their != mine[name]:
            assert name in shown
