"""The notice-window radar and its reminders: what can still be done, by whom, by when, on hand-counted days."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.contracts.clauses import Party
from portal.domain.contracts.models import Clause
from portal.domain.contracts.radar import Term, Window, WindowKind, windows
from portal.domain.contracts.reminders import due, thresholds
from tests.domain.contracts.calendar_days import DAYS

RENEWAL = {"renew_months": 12, "non_renew_notice_days": 60, "who_may_refuse": "either"}
OPTION = {"holder": "partner", "open_days": 180, "close_days": 60, "months": 12}
PERFORMANCE = {
    "metric": "purchase_amount", "period": "year", "steps": [{"achievement": "0.9", "months": 6}], "topup_days": 30,
}  # fmt: skip
SOLE = {"open_days": 120, "length_days": 60}


def clause(code: str, params: dict[str, Any], article: str = "第 5 条") -> Clause:
    return Clause(article=article, clause_type=code, params=params)


def term(ends_on: str, side: str = "downstream", **facts: Any) -> Term:
    return Term(1, 1, "D-2026-016", side, date.fromisoformat(ends_on), **facts)


def seen(found: list[Window]) -> list[tuple[str, str, str | None, str, str]]:
    return [
        (one.kind, one.by, one.opens_on and one.opens_on.isoformat(), one.arrives_by.isoformat(),
         one.remind_on.isoformat())
        for one in found
    ]  # fmt: skip


END_OF_2026 = ("end", "either", "2026-07-04", "2026-12-31", "2026-12-31")


@pytest.mark.parametrize(
    "code, params, side, ends_on, today, expected",
    [
        # at least 60 days before 2026-12-31: by Sunday 2026-11-01, act by Friday (domain 3.2)
        ("auto_renewal", RENEWAL, "downstream", "2026-12-31", "2026-11-01",
         [("refuse", "either", None, "2026-11-01", "2026-10-30"), END_OF_2026]),
        ("auto_renewal", RENEWAL, "downstream", "2026-12-31", "2026-11-02", [END_OF_2026]),
        ("auto_renewal", {**RENEWAL, "who_may_refuse": "us", "non_renew_notice_days": 90}, "upstream", "2026-12-31",
         "2026-09-01", [("refuse", "us", None, "2026-10-02", "2026-09-30"), END_OF_2026]),
        ("extension_option", OPTION, "downstream", "2027-02-28", "2026-08-01",
         [("ask", "partner", "2026-09-01", "2026-12-30", "2026-12-30"),
          ("end", "either", "2026-09-01", "2027-02-28", "2027-02-26")]),
        ("sole_negotiation", SOLE, "upstream", "2026-12-31", "2026-10-31",
         [("negotiate", "us", "2026-09-02", "2026-10-31", "2026-10-30"), END_OF_2026]),
        # a top-up comes after the end: 30 days on is Saturday 2027-01-30, rolled to Monday
        ("performance_extension", PERFORMANCE, "downstream", "2026-12-31", "2026-12-01",
         [END_OF_2026, ("top_up", "partner", "2027-01-01", "2027-02-01", "2027-02-01")]),
        ("performance_extension", PERFORMANCE, "upstream", "2026-12-31", "2027-02-01",
         [("top_up", "us", "2027-01-01", "2027-02-01", "2027-02-01")]),
        ("performance_extension", PERFORMANCE, "downstream", "2026-12-31", "2027-02-02", []),
        # to be asked for at least 30 days before: until Tuesday 2026-12-01, by whose performance it is
        ("performance_extension", {**PERFORMANCE, "topup_days": 0, "ask_days": 30}, "downstream", "2026-12-31",
         "2026-12-01", [("ask", "partner", None, "2026-12-01", "2026-12-01"), END_OF_2026]),
        ("performance_extension", {**PERFORMANCE, "topup_days": 0, "ask_days": 30}, "upstream", "2026-12-31",
         "2026-12-02", [END_OF_2026]),
        ("performance_extension", {**PERFORMANCE, "topup_days": 0}, "downstream", "2026-12-31", "2026-12-31",
         [END_OF_2026]),
        # no day follows from the end alone, or nothing can be read: only the end is left
        ("priority_renewal", {"match_days": 15, "offer_must_include": ["price"]}, "upstream", "2026-12-31",
         "2026-12-31", [END_OF_2026]),
        ("delivery", {"days": 3}, "downstream", "2026-12-31", "2026-12-31", [END_OF_2026]),
        ("auto_renewal", {"renew_months": "many"}, "downstream", "2026-12-31", "2026-12-31", [END_OF_2026]),
    ],
)  # fmt: skip
def test_what_can_still_be_done(
    code: str, params: dict[str, Any], side: str, ends_on: str, today: str, expected: list[Any]
) -> None:
    found = windows(term(ends_on, side), [clause(code, params)], date.fromisoformat(today), DAYS)
    assert seen(found) == expected
    assert all(one.article == "第 5 条" for one in found if one.kind != WindowKind.END)


def test_a_year_without_its_official_calendar_is_marked() -> None:
    refuse, end = windows(term("2027-02-28"), [clause("auto_renewal", RENEWAL)], date(2026, 11, 1), DAYS)
    assert (refuse.arrives_by, refuse.is_provisional, end.is_provisional) == (date(2026, 12, 30), False, True)


@pytest.mark.parametrize(
    "facts, settled",
    [
        ({}, set()),
        ({"is_asked": True}, {"ask", "end"}),
        ({"given": {("第 5 条", "refuse"): date(2026, 10, 1)}}, {"refuse", "end"}),
        ({"given": {("第 6 条", "ask"): date(2026, 10, 1)}}, {"ask", "end"}),
        ({"given": {("第 9 条", "refuse"): date(2026, 10, 1)}}, {"end"}),
        ({"given": {("第 7 条", "negotiate"): date(2026, 10, 1)}}, {"negotiate"}),
    ],
)
def test_what_was_done_settles_its_window_and_no_other(facts: dict[str, Any], settled: set[str]) -> None:
    clauses = [
        clause("auto_renewal", RENEWAL), clause("extension_option", OPTION, "第 6 条"),
        clause("sole_negotiation", SOLE, "第 7 条"),
    ]  # fmt: skip
    found = windows(term("2026-12-31", **facts), clauses, date(2026, 10, 1), DAYS)
    assert {str(one.kind) for one in found} == {"ask", "refuse", "negotiate", "end"}
    assert {str(one.kind) for one in found if one.is_settled} == settled


def test_an_option_of_ours_is_not_settled_by_their_request() -> None:
    ours = clause("extension_option", {**OPTION, "holder": "us"})
    ask, end = windows(term("2026-12-31", is_asked=True), [ours], date(2026, 10, 1), DAYS)
    assert (ask.by, ask.is_settled, end.is_settled) == (Party.US, False, True)


@pytest.mark.parametrize(
    "last, names",
    [
        # Sunday 2026-11-01: the Friday before is a day of its own
        (date(2026, 11, 1), [("90", "2026-08-03"), ("60", "2026-09-02"), ("30", "2026-10-02"), ("7", "2026-10-25"),
                             ("last_working_day", "2026-10-30"), ("last_day", "2026-11-01")]),
        (date(2026, 12, 30), [("90", "2026-10-01"), ("60", "2026-10-31"), ("30", "2026-11-30"), ("7", "2026-12-23"),
                              ("last_day", "2026-12-30")]),
    ],
)  # fmt: skip
def test_reminders_of_a_notice(last: date, names: list[tuple[str, str]]) -> None:
    window, *_ = windows(term((last + timedelta(days=60)).isoformat()), [clause("auto_renewal", RENEWAL)], last, DAYS)
    assert window.kind == WindowKind.REFUSE
    assert [(name, day.isoformat()) for name, day in thresholds(window)] == names


def test_reminders_of_the_end() -> None:
    (window,) = windows(term("2026-12-31"), [], date(2026, 11, 1), DAYS)
    days = {name: (date(2026, 12, 31) - day).days for name, day in thresholds(window)}
    assert days == {"180": 180, "90": 90, "75": 75, "60": 60, "30": 30, "7": 7}


@given(first=st.integers(0, 500), downtime=st.lists(st.integers(1, 200), max_size=12))
def test_however_long_nobody_looked_each_is_told_once_and_in_time(first: int, downtime: list[int]) -> None:
    """Whatever the days on which somebody looks: none twice, none early, none late but those whose last day is over."""
    told: set[str] = set()
    looks = [date(2025, 6, 1) + timedelta(days=first + sum(downtime[:n])) for n in range(len(downtime) + 1)]
    of_term, clauses = term("2026-12-31"), [clause("auto_renewal", RENEWAL)]
    window = windows(of_term, clauses, looks[0], DAYS)[0]
    for day in looks:
        names = due(window, day, told)
        assert not told & set(names) and len(set(names)) == len(names)
        assert all(threshold <= day <= window.arrives_by for name, threshold in thresholds(window) if name in names)
        told |= set(names)
    in_time = [day for day in looks if day <= window.arrives_by]
    assert told == {name for name, threshold in thresholds(window) if in_time and threshold <= in_time[-1]}
