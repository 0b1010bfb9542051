"""Whom a note calls by @ (domain.md 5; AZ7): every case in one table, and what no text can do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.requests.mentions import MOST, called_in, calls_in

pytestmark = pytest.mark.engineless
NAMES = {1: "田野", 2: "陈立", 3: "陈立衡", 4: "Li Na", 5: "Lin", 6: "王芳", 7: "王芳", 8: ""}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("@田野 请看", [1]), ("＠田野请看", [1]), ("请@田野看一下", [1]), ("（@田野）", [1]), ("@田 野", []),
        ("@@田野", [1]),
        ("@陈立衡", [3]), ("@陈立", [2]), ("@陈立衡@陈立", [3, 2]), ("@陈立 @陈立衡 @陈立", [2, 3]),
        ("@li na ok", [4]), ("@Lin", [5]), ("@Linda", []), ("@Lin，", [5]), ("@Lin看", [5]), ("@Lin_", []),
        ("@王芳", [6, 7]), ("mail@田野", []), ("a.b@Lin", []), ("电话@田野", [1]), ("@", []), ("", []), ("田野", []),
        ("@田野\n@王芳", [1, 6, 7]),
    ],
)  # fmt: skip
def test_who_is_called(text: str, ids: list[int]) -> None:
    assert called_in(text, NAMES) == ids


@given(st.text(alphabet="@＠田野陈立衡Lina \n.王芳İ", max_size=60))
def test_calls_are_stretches_of_the_text_one_after_the_other(text: str) -> None:
    done = 0
    for call in calls_in(text, NAMES):
        assert done <= call.begin < call.end <= len(text) and text[call.begin] in "@＠"
        assert {NAMES[one].casefold() for one in call.ids} == {text[call.begin + 1 : call.end].casefold()}
        done = call.end


def test_a_mailing_is_no_call() -> None:
    names = {one: f"同事{one:03}" for one in range(60)}
    assert called_in(" ".join(f"@{name}" for name in names.values()), names) == list(range(MOST))
