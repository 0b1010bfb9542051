"""CSAT and NPS: the worked examples, and silence where too few answered (domain 6)."""

import pytest

from portal.insight.satisfaction import csat, nps

pytestmark = pytest.mark.engineless


def test_the_worked_examples() -> None:
    kind = csat([4] * 9 + [5] * 21 + [3] * 4 + [1] * 3)
    assert kind.answers == 37 and kind.value is not None and f"{float(kind.value):.1f}" == "81.1"
    asked = nps([9] * 20 + [10] * 2 + [7] * 4 + [8] * 5 + [6] * 3 + [0] * 3)
    assert asked.counts == {"promoters": 22, "passives": 9, "detractors": 6}
    assert asked.value is not None and f"{float(asked.value):+.1f}" == "+43.2"


@pytest.mark.parametrize(("answers", "shown"), [(0, False), (4, False), (5, True)])
def test_a_score_is_hidden_until_five_have_answered(answers: int, shown: bool) -> None:
    assert (nps([10] * answers).value is not None, csat([5] * answers).value is not None) == (shown, shown)


def test_the_worst_and_the_edges_between_groups() -> None:
    assert nps([0] * 5).value == -100
    assert nps([6, 7, 8, 9, 10]).counts == {"promoters": 2, "passives": 2, "detractors": 1}
    with pytest.raises(ValueError, match="between 0 and 10"):
        nps([11])
    with pytest.raises(ValueError, match="between 1 and 5"):
        csat([0])
