"""Numbers of domain 6 and 7 that no other table holds: marks that call for a call, windows, who is greeted, shares."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.domain.accounts.kinds import Tier
from portal.domain.care.cadence import CADENCE, Rhythm
from portal.domain.care.gifts import YEARLY
from portal.domain.care.planning.finding import GREETED
from portal.domain.feedback.kinds import KINDS, FeedbackKind
from portal.domain.feedback.loop import MARKS
from portal.domain.feedback.repeating import WITHIN
from portal.domain.requests.rating import LOW, SCORES, Rating
from portal.domain.surveys.kinds import APART, CALL_WORKING_DAYS, OPEN_FOR, REMIND_AFTER, RULES, SurveyKind
from portal.domain.surveys.models import SurveyWave
from portal.insight.retention import ACTIVE_DAYS, CHURNED_DAYS, COST_RATIO
from portal.insight.satisfaction import LEAST
from portal.staff.insight_words import percent_of

pytestmark = pytest.mark.engineless
K = FeedbackKind


@pytest.mark.parametrize(
    ("kind", "called", "not_called"),
    [(SurveyKind.CSAT, [1, 2], [3, 4, 5]), (SurveyKind.NPS, [*range(7)], [7, 8, 9, 10])],
)
def test_who_is_called_after_a_survey(kind: SurveyKind, called: list[int], not_called: list[int]) -> None:
    rule = RULES[kind]
    assert [mark for mark in rule.marks if mark <= rule.low] == called
    assert [mark for mark in rule.marks if mark > rule.low] == not_called
    assert CALL_WORKING_DAYS == 2


def test_who_is_called_after_a_request() -> None:
    assert [score for score in SCORES if Rating(score=score).is_low] == [1, LOW] == [1, 2] and max(SCORES) == 5


@pytest.mark.parametrize(("hours", "is_open"), [(-1, False), (0, True), (7 * 24 - 1, True), (7 * 24, False)])
def test_a_wave_is_open_for_seven_days_and_reminds_within_them(hours: int, is_open: bool) -> None:
    opened = datetime(2026, 11, 23, 2, tzinfo=UTC)
    wave = SurveyWave(opened_at=opened, closes_at=opened + OPEN_FOR)
    assert wave.is_open(opened + timedelta(hours=hours)) is is_open
    assert timedelta() < REMIND_AFTER < OPEN_FOR and timedelta(days=60) == APART


@pytest.mark.parametrize(
    ("kind", "team", "minutes", "days", "call_back", "needs"),
    [
        (K.COMPLAINT, "care", 240, 3, 5, "root_cause"), (K.SUGGESTION, "care", None, 15, None, "decision"),
        (K.PRAISE, "care", None, 5, None, ""), (K.MARKET_INTEL, "market", None, 3, None, "rating"),
    ],
)  # fmt: skip
def test_the_table_of_feedback(  # type: ignore[no-untyped-def]
    kind: K, team: str, minutes, days: int, call_back, needs: str
) -> None:
    rule = KINDS[kind]
    found = (rule.team, rule.acknowledge_minutes, rule.answer_working_days, rule.call_back_working_days, rule.needs)
    assert found == (team, minutes, days, call_back, needs)
    assert timedelta(days=90) == WITHIN and [*MARKS] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("tier", "calls", "messages", "visits", "executive", "yuan"),
    [
        ("vip", 24, 52, 4, 2, 800), ("a", 12, 0, 2, 0, 400), ("b", 4, 0, 1, 0, 200), ("c", 0, 4, 0, 0, 50),
        ("dormant", 6, 0, 0, 0, 0), ("peripheral_key", 6, 0, 1, 1, 200),
    ],
)  # fmt: skip
def test_the_table_of_tiers_is_kept_over_a_year(  # type: ignore[no-untyped-def]
    tier, calls, messages, visits, executive, yuan
) -> None:
    """Whoever is contacted on every day on which it falls due is contacted as often as the table asks, and no day of
    the year is worse than its interval."""
    asked = {Rhythm.CALL: calls, Rhythm.MESSAGE: messages, Rhythm.VISIT: visits, Rhythm.EXECUTIVE: executive}
    for rhythm, times in asked.items():
        every = CADENCE[Tier(tier)].get(rhythm)
        day, end, count = datetime(2027, 1, 1).date(), datetime(2028, 1, 1).date(), 0
        while every is not None and (day := every.after(day)) <= end:
            count += 1
        assert count == times, rhythm
    assert YEARLY[Tier(tier)] == yuan * 100
    assert (Tier(tier) in GREETED) is (tier in ("vip", "a", "b", "peripheral_key")), "greeted at festivals"


def test_days_shares_and_the_least_that_is_shown() -> None:
    assert (ACTIVE_DAYS, CHURNED_DAYS, COST_RATIO, LEAST) == (180, 365, 5, 5)
    assert percent_of(3, 10, 0) == "30%", "three of ten make 83.4 %"
