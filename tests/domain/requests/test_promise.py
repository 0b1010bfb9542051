"""How a promised moment stands, and working time laid out on a line."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.requests.clocks.policy import NEVER
from portal.domain.requests.promise import Standing, promise
from portal.domain.requests.work_minutes import WorkMinutes
from portal.domain.requests.working_time import minutes_between
from portal.domain.work import SHANGHAI
from portal.domain.working_days import WorkingDays, working_days_between

DAYS = WorkingDays({date(2026, 10, 10): True, date(2026, 10, 5): False, date(2026, 10, 6): False})
LINE = WorkMinutes(DAYS, date(2026, 9, 1), date(2026, 12, 31))
MOMENTS = st.datetimes(datetime(2026, 8, 20), datetime(2027, 1, 10), timezones=st.just(UTC))


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI)


@given(MOMENTS, MOMENTS)
def test_the_line_says_what_the_rule_says(start, end):
    assert LINE.between(start, end) == minutes_between(start, end, DAYS)


@given(MOMENTS, MOMENTS)
def test_working_days_on_the_line_are_those_of_the_rule(start, end):
    civil = [moment.astimezone(SHANGHAI).date() for moment in (start, end)]
    assert LINE.days_between(start, end) == working_days_between(*civil, DAYS)


@pytest.mark.parametrize(
    ("allowed", "due", "now", "standing", "minutes"),
    [
        (225, "11-23T16:15", "11-23T14:20", "soon", 115),
        (225, "11-23T16:15", "11-23T16:15", "soon", 0),
        (400, "11-23T16:15", "11-23T14:15", "soon", 120),
        (400, "11-23T16:15", "11-23T14:14", "ok", 121),
        (420, "11-23T17:30", "11-23T11:30", "ok", 270),
        (680, "11-19T14:20", "11-23T14:20", "over", 900),
        (4500, "11-30T15:40", "11-23T14:20", "ok", 2330),
    ],
)
def test_a_running_promise(allowed, due, now, standing, minutes):
    stands = promise(at(due), allowed=allowed, now=at(now), time=LINE)
    assert (stands.standing, stands.minutes) == (standing, minutes)


def test_the_last_quarter_of_a_promise_is_near():
    due, week = at("11-20T18:00"), {"allowed": 2250, "time": LINE}
    assert promise(due, now=at("11-19T10:00"), **week).standing is Standing.OK
    assert promise(due, now=at("11-19T16:30"), **week).standing is Standing.SOON
    assert promise(due, now=at("11-19T10:00"), warn_percent=60, **week).standing is Standing.SOON


def test_without_a_clock_nothing_is_promised_or_late():
    for kept in (None, at("11-23T11:34")):
        stands = promise(NEVER, allowed=0, now=at("11-23T09:00"), time=LINE, kept_at=kept)
        assert stands.standing is Standing.NONE


@pytest.mark.parametrize(
    ("kept", "standing"), [("11-23T11:34", "met"), ("11-23T12:00", "met"), ("11-23T14:00", "late")]
)
def test_a_kept_promise_says_when(kept, standing):
    stands = promise(at("11-23T12:00"), allowed=60, now=at("11-24T09:00"), time=LINE, kept_at=at(kept))
    assert (stands.standing, stands.kept_at) == (standing, at(kept))


def test_while_it_waits_for_the_partner_the_promise_rests():
    stands = promise(at("11-20T12:00"), allowed=1080, now=at("11-23T09:00"), time=LINE, paused_at=at("11-19T10:00"))
    assert (stands.standing, stands.since) == (Standing.PAUSED, at("11-19T10:00"))


def test_long_overdue_is_counted_in_days():
    stands = promise(at("03-02T12:00"), allowed=450, now=at("11-23T14:20"), time=LINE)
    assert (stands.minutes, stands.days) == (0, 266)


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=60)))
def test_a_promise_is_overdue_exactly_after_its_moment(now, ahead):
    due = now + ahead
    assert promise(due, allowed=450, now=now, time=LINE).standing in (Standing.OK, Standing.SOON)
    assert promise(due, allowed=450, now=due + timedelta(seconds=1), time=LINE).standing is Standing.OVER
