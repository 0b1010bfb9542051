"""What is owed of feedback, and until when: domain 6 as a table; the list calls late what the page does."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from portal.domain.feedback.kinds import FeedbackKind as K
from portal.domain.feedback.kinds import FeedbackState as S
from portal.domain.feedback.owed import RULES, Due, LoopClock
from portal.domain.requests.working_time import add_minutes
from portal.domain.voice.late import edge_of
from portal.domain.work import SHANGHAI
from portal.domain.working_days import WorkingDays

pytestmark = pytest.mark.engineless

# the Spring Festival of 2026, with the make-up Saturday before it
DAYS = WorkingDays({date(2026, 2, 14): True, **{date(2026, 2, day): False for day in range(15, 24)}})


@dataclass
class Row:
    kind: str
    state: str
    owed_from: datetime | None
    posted_at: datetime
    decision: str = ""
    rated_at: datetime | None = None


def clock(now: datetime) -> LoopClock:
    return LoopClock(now, DAYS, lambda start, minutes: add_minutes(start, minutes, DAYS))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(("kind", "state", "begun", "what", "last"), [
    # 4 business hours: lunch and the night are skipped
    (K.COMPLAINT, S.NEW, "2026-11-23 11:00", Due.ACKNOWLEDGE, "2026-11-23 16:30"),
    (K.COMPLAINT, S.NEW, "2026-11-27 17:30", Due.ACKNOWLEDGE, "2026-11-30 14:00"),
    (K.COMPLAINT, S.ACKNOWLEDGED, "2026-11-23 11:00", Due.ANSWER, "2026-11-26"),
    (K.COMPLAINT, S.INVESTIGATING, "2026-11-27 17:30", Due.ANSWER, "2026-12-02"),
    (K.COMPLAINT, S.DISPUTED, "2026-11-27 17:30", Due.ANSWER, "2026-12-02"),
    # over the Spring Festival: Saturday the 14th is worked, the 24th comes next
    (K.COMPLAINT, S.ACKNOWLEDGED, "2026-02-13 10:00", Due.ANSWER, "2026-02-25"),
    (K.COMPLAINT, S.ANSWERED, "2026-11-23 18:30", Due.CALL_BACK, "2026-11-30"),
    (K.SUGGESTION, S.NEW, "2026-11-23 11:00", Due.DECIDE, "2026-12-14"),
    (K.SUGGESTION, S.ANSWERED, "2026-11-23 11:00", Due.DECIDE, "2026-12-14"),
    (K.PRAISE, S.NEW, "2026-11-23 11:00", Due.THANK, "2026-11-30"),
    (K.MARKET_INTEL, S.NEW, "2026-11-23 11:00", Due.RATE, "2026-11-26"),
    (K.MARKET_INTEL, S.ANSWERED, "2026-11-23 11:00", Due.RATE, "2026-11-26"),
    (K.COMPLAINT, S.CONFIRMED_BY_PARTNER, "2026-11-23 11:00", None, None),
    (K.COMPLAINT, S.CLOSED, "2026-11-23 11:00", None, None),
    (K.SUGGESTION, S.CLOSED, "2026-11-23 11:00", None, None),
    (K.PRAISE, S.ANSWERED, "2026-11-23 11:00", None, None),
])  # fmt: skip
def test_what_is_owed_next(kind: K, state: S, begun: str, what: Due | None, last: str | None) -> None:
    owed = clock(at("2026-11-24 09:00")).owed(Row(kind, state, at(begun), at(begun)), None)
    if what is None or last is None:
        assert owed is None
        return
    assert owed is not None and owed.what == what
    if what == Due.ACKNOWLEDGE:
        assert owed.until == at(last)
    else:
        assert owed.last_day == date.fromisoformat(last)


def test_what_was_decided_or_rated_is_owed_no_more() -> None:
    now, begun = clock(at("2026-11-24 09:00")), at("2026-11-23 11:00")
    assert now.owed(Row(K.SUGGESTION, S.ANSWERED, begun, begun, decision="adopted"), None) is None
    rated = Row(K.MARKET_INTEL, S.NEW, begun, begun, rated_at=begun)
    owed = now.owed(Row(K.MARKET_INTEL, S.NEW, begun, begun), rated)
    assert owed is not None and owed.what == Due.ANSWER
    assert now.owed(Row(K.COMPLAINT, S.ANSWERED, None, begun), None) is None, "answered before the loop was kept"


@pytest.mark.parametrize("now", ["2026-02-14 10:00", "2026-02-18 10:00", "2026-02-24 08:00", "2026-02-25 15:10",
                                 "2026-03-01 12:00", "2026-03-02 00:00"])  # fmt: skip
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.kind}-{rule.what}")
def test_the_list_and_the_page_call_the_same_late(rule: object, now: str) -> None:
    """Every moment of the last weeks, a quarter of an hour apart: begun before the edge is the same as late."""
    moment, when = at(now), clock(at(now))
    edge = edge_of(rule, when)  # type: ignore[arg-type]
    begun = moment - timedelta(days=30)
    while begun < moment:
        late = when.until(rule, begun) <= moment  # type: ignore[arg-type]
        assert late == (begun < edge), (begun.astimezone(UTC), edge)
        begun += timedelta(minutes=45)
