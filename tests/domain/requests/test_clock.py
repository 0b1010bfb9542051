"""The clock against an independent count: a table of cases by hand, and any start, length, hours and pauses (IN8)."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.cli.calendar_seed import calendar_rows
from portal.domain.requests.catalogue import CATALOGUE, Priority
from portal.domain.requests.clocks.explained import explain
from portal.domain.requests.clocks.legal import legal_clock
from portal.domain.requests.clocks.policy import STANDARD_POLICY, Policy, Targets
from portal.domain.requests.working_time import BusinessHours, add_minutes, minutes_between
from portal.domain.work import SHANGHAI
from portal.domain.working_days import WorkingDays
from tests import clock_count

pytestmark = pytest.mark.engineless
CASES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("clock_cases.json").read_text("utf-8"))
ROWS = list(calendar_rows(range(2025, 2028)))
DAYS = WorkingDays({row.date: row.is_workday for row in ROWS}, provisional_years=frozenset({2027}))
USUAL = [list(interval) for interval in clock_count.USUAL]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def hours_of(intervals: Any) -> BusinessHours:
    clock = [tuple(datetime.strptime(edge, "%H:%M").time() for edge in interval) for interval in intervals]
    return BusinessHours(tuple(clock))  # type: ignore[arg-type]


def test_the_table_is_what_a_minute_by_minute_count_says() -> None:
    assert len(CASES) >= 200 and len({case["id"] for case in CASES}) == len(CASES)
    assert [case["due"] for case in CASES[:6]] == [
        "2026-11-23T16:30", "2026-11-30T10:30", "2026-10-08T12:00", "2026-09-20T14:30", "2026-02-24T16:30",
        "2026-05-09T17:00",
    ]  # fmt: skip
    for case in CASES:
        pauses = [tuple(map(datetime.fromisoformat, pause)) for pause in case.get("pauses", ())]
        counted = clock_count.due(
            datetime.fromisoformat(case["start"]), case["minutes"], intervals=case.get("intervals", USUAL),
            pauses=pauses, named=case.get("calendar"),  # type: ignore[arg-type]
        )  # fmt: skip
        assert counted == datetime.fromisoformat(case["due"]), case["id"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"].replace(" ", "-"))
def test_the_clock_says_what_the_table_says(case: dict[str, Any]) -> None:
    named = {date.fromisoformat(day): worked for day, worked in case.get("calendar", {}).items()}
    days = WorkingDays({**DAYS.known, **named})
    pauses = [(at(begins), at(ends)) for begins, ends in case.get("pauses", ())]
    hours = hours_of(case.get("intervals", USUAL))
    due = add_minutes(at(case["start"]), case["minutes"], days, hours, pauses)
    assert due == at(case["due"])
    assert minutes_between(at(case["start"]), due, days, hours, pauses) == case["minutes"]


MINUTES = st.integers(0, 30 * 24 * 60)
EDGES = st.lists(st.integers(0, 24 * 60 - 1), min_size=2, max_size=6, unique=True).map(sorted)
INTERVALS = st.one_of(st.just(USUAL), EDGES.map(lambda edges: [
    [f"{opens // 60:02d}:{opens % 60:02d}", f"{closes // 60:02d}:{closes % 60:02d}"]
    for opens, closes in zip(edges[::2], edges[1::2], strict=False)
]))  # fmt: skip
STARTS = st.sampled_from([datetime(2026, 2, 10), datetime(2026, 9, 15), datetime(2026, 11, 20), datetime(2027, 1, 28)])


@settings(max_examples=60)
@given(STARTS, MINUTES, st.integers(0, 900), INTERVALS, st.lists(st.tuples(MINUTES, st.integers(0, 5000)), max_size=3))
def test_any_promise_falls_due_where_the_minutes_run_out(
    base: datetime, into: int, minutes: int, intervals: Any, pauses: Any
) -> None:
    start = base + timedelta(minutes=into % (14 * 24 * 60))
    spans = [(base + timedelta(minutes=begin), base + timedelta(minutes=begin + long)) for begin, long in pauses]
    counted = clock_count.due(start, minutes, intervals=intervals, pauses=spans)
    aware = [(begin.replace(tzinfo=SHANGHAI), end.replace(tzinfo=SHANGHAI)) for begin, end in spans]
    hours = hours_of(intervals)
    due = add_minutes(start.replace(tzinfo=SHANGHAI), minutes, DAYS, hours, aware)
    assert due == counted.replace(tzinfo=SHANGHAI)
    if minutes:  # the explanation counts the same minutes, each once
        told = explain(
            start.replace(tzinfo=SHANGHAI), due, minutes, due, days=DAYS, hours=hours,
            pauses=[("waiting_partner", begin, end) for begin, end in aware],
        )  # fmt: skip
        assert sum(line.minutes for line in told.counted) == told.used == minutes and told.left == 0


def test_seconds_are_kept_and_pauses_that_make_no_sense_refused() -> None:
    start, pause = at("2026-11-23T11:00:20"), (at("2026-11-23T11:30:30"), at("2026-11-23T11:45:40"))
    assert add_minutes(start, 60, DAYS, pauses=[pause]) == at("2026-11-23T13:45:30")
    with pytest.raises(ValueError, match="before it begins"):
        add_minutes(start, 60, DAYS, pauses=[pause[::-1]])


# ---- what is promised


def test_version_one_is_the_standard_of_the_catalogue() -> None:
    assert STANDARD_POLICY.no == 1 and len(STANDARD_POLICY.targets) == 18 * 3
    assert STANDARD_POLICY.target("delivery_query", "p3") == Targets(120, 120, 450)
    assert STANDARD_POLICY.target("delivery_query", "p2") == Targets(120, 120, 450)
    assert STANDARD_POLICY.target("delivery_query", "p1") == Targets(60, 60, 225)
    assert STANDARD_POLICY.paused_in == {"waiting_partner"} and STANDARD_POLICY.warn_percent == 75
    assert {category for category, _ in STANDARD_POLICY.targets} == {str(code) for code in CATALOGUE}
    assert {priority for _, priority in STANDARD_POLICY.targets} == {str(one) for one in Priority}


def test_no_clock_for_a_category_or_for_all() -> None:
    some = Policy(2, {("training", "p3"): Targets(240, 240, 2250)})
    assert some.target("training", "p3") and some.target("training", "p1") is None
    assert some.target("delivery_query", "p3") is None
    assert Policy(3, STANDARD_POLICY.targets, is_off=True).target("delivery_query", "p3") is None


# ---- legal clocks


@pytest.mark.parametrize(
    ("learned", "facts", "latest", "advised"),
    [
        ("2026-09-18T10:00", {"severity": "serious"}, date(2026, 10, 3), date(2026, 9, 30)),
        ("2026-11-18T09:10", {"severity": "new"}, date(2026, 12, 3), date(2026, 12, 3)),
        ("2026-11-18T09:10", {"severity": "ordinary"}, date(2026, 12, 18), date(2026, 12, 18)),
        ("2026-11-18T09:10", {"severity": "ordinary", "outcome": "died"}, date(2026, 11, 18), date(2026, 11, 18)),
        ("2026-10-03T23:59", {"severity": "fatal"}, date(2026, 10, 3), date(2026, 10, 3)),
        ("2026-11-18T09:10", {}, date(2026, 12, 3), date(2026, 12, 3)),
        ("2027-01-22T10:00", {"severity": "serious"}, date(2027, 2, 6), date(2027, 2, 4)),
    ],
)
def test_legal_days_run_through_holidays_and_are_never_rolled(
    learned: str, facts: dict[str, Any], latest: date, advised: date
) -> None:
    clock = legal_clock("adr_report", facts, at(learned), DAYS)
    assert clock and (clock.latest, clock.advised, clock.learned_on) == (latest, advised, at(learned).date())
    assert clock.is_provisional == (latest.year == 2027)
    assert clock.at_once == (latest == at(learned).date()) == (clock.investigate_by is not None)
    assert clock.pass_on_by - at(learned) == timedelta(hours=24)


def test_the_day_of_learning_is_that_of_shanghai_and_only_reports_have_a_legal_clock() -> None:
    late = datetime(2026, 9, 17, 17, 0, tzinfo=UTC)  # 01:00 on the 18th in Shanghai
    clock = legal_clock("adr_report", {"severity": "new"}, late, DAYS)
    assert clock and clock.latest == date(2026, 10, 3) and clock.days_left(date(2026, 9, 30)) == 3
    assert legal_clock("delivery_query", {"severity": "fatal"}, late, DAYS) is None


# ---- explained


def test_why_it_falls_due_then() -> None:
    names = {row.date: row.name for row in ROWS if row.name}
    pause = ("waiting_partner", at("2026-09-29T10:00"), at("2026-09-30T10:00"))
    start, due = at("2026-09-24T17:00"), at("2026-10-09T10:30")
    told = explain(
        start, due, 1500, at("2026-10-08T10:00"), days=DAYS, hours=BusinessHours(), pauses=[pause], names=names
    )
    assert due == add_minutes(start, 1500, DAYS, pauses=[pause[1:]])
    assert [(one.day.day, one.until.day, one.name) for one in told.closed] == [
        (25, 27, "mid_autumn"), (1, 7, "national_day"),
    ]  # fmt: skip
    assert [(one.state, one.minutes) for one in told.pauses] == [("waiting_partner", 450)]
    assert [(line.day.day, line.until.day, line.minutes, line.days) for line in told.counted] == [
        (24, 24, 60, 1), (28, 28, 450, 1), (29, 29, 60, 1), (30, 30, 390, 1), (8, 8, 450, 1), (9, 9, 90, 1),
    ]  # fmt: skip
    assert (told.used, told.left, told.made_up, told.is_provisional) == (1020, 480, [], False)


def test_whole_days_are_one_line_and_an_open_pause_goes_on_until_now() -> None:
    start = at("2026-11-16T15:40")
    told = explain(
        start, add_minutes(start, 4500, DAYS), 4500, at("2026-11-20T11:00"), days=DAYS, hours=BusinessHours(),
        pauses=[("waiting_partner", at("2026-11-19T11:00"), None)],
    )  # fmt: skip
    assert (told.used, told.pauses[0].minutes, told.pauses[0].ended_at) == (1160, 450, None)
    assert [(line.day.day, line.days, line.minutes) for line in told.counted][:2] == [(16, 1, 140), (17, 2, 900)]
    assert told.left == 3340
