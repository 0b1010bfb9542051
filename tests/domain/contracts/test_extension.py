"""The extension rules to the day, and properties that hold in every case."""

from dataclasses import fields
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.contracts.clauses import CLAUSE_TYPES, Group, Party, read_clause
from portal.domain.contracts.clauses.extension import AutoRenewal, ExtensionOption, PriorityRenewal, SoleNegotiation
from portal.domain.contracts.clauses.kinds import Kind
from portal.domain.contracts.clauses.vocabulary import Condition, DayKind
from portal.domain.contracts.computing.extension import EXTENSION_RULES
from portal.domain.contracts.computing.extension_facts import Conditions
from portal.domain.contracts.computing.extension_notices import Notice, NoticeKind, notices
from portal.domain.contracts.spans import length_of, merged
from tests.domain.contracts.calendar_days import DAYS
from tests.domain.contracts.extension_cases import CASES, GAPS, STEPS, USUAL, Case, answer, gaps

CIVIL = st.dates(date(2026, 1, 1), date(2028, 6, 1))
SPANS = st.lists(st.tuples(CIVIL, st.integers(0, 40)), max_size=8)
END = date(2026, 12, 31)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.outcome}-{case.asked}")
def test_the_answer_to_the_day(case: Case) -> None:
    found = answer(case)
    assert (found.outcome, found.missing, found.fen) == (case.outcome, case.missing, None)
    assert {name: str(found.days.get(name)) for name in case.days} == case.days
    assert set(case.lines) <= {line.code for line in found.lines}
    assert set(case.notes) <= set(found.notes)


def test_every_extension_clause_has_its_rule_and_facts_of_known_kinds() -> None:
    assert list(EXTENSION_RULES) == [each for each in CLAUSE_TYPES.values() if each.group == Group.EXTENSION]
    for record, _ in EXTENSION_RULES.values():
        assert all(isinstance(field.type.__metadata__[0], Kind) for field in fields(record))
    assert set(Condition) <= {field.name for field in fields(Conditions)}


# ---- what the lines say


def facts_of(case: Case, code: str) -> list[dict[str, object]]:
    return [dict(line.facts) for line in answer(case).lines if line.code == code]


def test_what_is_missing_to_each_step_is_said_exactly() -> None:
    case = Case(STEPS, {}, {}, "2027-01-10", "topup_open")
    assert facts_of(case, "step_missed_fen") == [
        {"step": Decimal("0.9"), "months": 6, "gap_fen": 6_650_000},
        {"step": Decimal(1), "months": 12, "gap_fen": 18_650_000},
    ]
    (standing,) = facts_of(case, "achievement_fen")
    assert standing["achievement"] == Decimal("0.844583")


def test_what_is_missed_never_reads_as_reached() -> None:
    case = Case(STEPS, {}, {"actual_fen": 89_999_999_999, "target_fen": 100_000_000_000}, "2027-03-01", "not_extended")
    assert facts_of(case, "achievement_fen")[0]["achievement"] == Decimal("0.899999")
    assert facts_of(case, "step_missed_fen")[0]["gap_fen"] == 1


def test_a_gap_in_boxes_is_whole_boxes() -> None:
    case = Case(STEPS, {"metric": "purchase_boxes"}, {"actual_boxes": 0, "target_boxes": 99}, "2027-01-04", "")
    assert [line["gap_boxes"] for line in facts_of(case, "step_missed_boxes")] == [90, 99]


def test_overlapping_gaps_are_one() -> None:
    case = Case(GAPS, {}, gaps("2026-03-01 2026-03-20 recall", "2026-03-15 2026-04-06 recall"), "2027-01-01", "")
    (gap,) = facts_of(case, "gap_counted")
    assert (gap["starts_on"], gap["ends_on"], gap["gap_days"]) == (date(2026, 3, 1), date(2026, 4, 6), 37)


# ---- who can say what by when


@pytest.mark.parametrize(
    ("code", "params", "ends_on", "notice"),
    [
        ("auto_renewal", {}, "2026-12-31", ("refuse", "either", None, "2026-11-01", "2026-10-30")),
        ("auto_renewal", {"non_renew_notice_days": 90, "who_may_refuse": "us"}, "2026-12-31",
         ("refuse", "us", None, "2026-10-02", "2026-09-30")),
        ("extension_option", {"holder": "us"}, "2027-02-28", ("ask", "us", "2026-09-01", "2026-12-30", "2026-12-30")),
        ("sole_negotiation", {}, "2026-12-31", ("negotiate", "us", "2026-09-02", "2026-10-31", "2026-10-30")),
        ("sole_negotiation", {}, "2029-02-28", ("negotiate", "us", "2028-10-31", "2028-12-29", "2028-12-29")),
    ],
)  # fmt: skip
def test_windows_of_a_clause(code: str, params: dict, ends_on: str, notice: tuple) -> None:
    (found,) = notices(read_clause(code, USUAL[code][0] | params), date.fromisoformat(ends_on), DAYS)
    kind, by, opens_on, *latest = notice
    opens = date.fromisoformat(opens_on) if opens_on else None
    assert found == Notice(NoticeKind(kind), Party(by), opens, *map(date.fromisoformat, latest))


def test_an_offer_opens_the_window_to_match() -> None:
    terms = read_clause("priority_renewal", USUAL["priority_renewal"][0])
    assert notices(terms, END, DAYS) == ()
    (found,) = notices(terms, END, DAYS, offer_on=date(2026, 9, 18))
    assert (found.kind, found.opens_on, found.arrives_by) == ("match", date(2026, 9, 18), date(2026, 10, 8))


@pytest.mark.parametrize("code", ["performance_extension", "interruption_extension", "minimum_years"])
def test_other_clauses_open_no_window(code: str) -> None:
    assert notices(read_clause(code, USUAL[code][0]), END, DAYS) == ()


# ---- properties


@st.composite
def windowed(draw: st.DrawFn) -> AutoRenewal | ExtensionOption | SoleNegotiation:
    kinds = {"day_kind": draw(st.sampled_from(DayKind)), "roll": draw(st.booleans())}
    closes = draw(st.integers(0, 120))
    opens = closes + draw(st.integers(1, 200))
    return draw(
        st.sampled_from(
            (
                AutoRenewal(renew_months=12, non_renew_notice_days=closes, who_may_refuse=Party.EITHER, **kinds),
                ExtensionOption(holder=Party.US, open_days=opens, close_days=closes, months=12, **kinds),
                SoleNegotiation(open_days=opens, length_days=max(1, opens - closes), **kinds),
            )
        )
    )


@given(windowed(), CIVIL)
def test_windows_lie_inside_the_term(terms: AutoRenewal | ExtensionOption | SoleNegotiation, ends_on: date) -> None:
    (window,) = notices(terms, ends_on, DAYS)
    assert window.arrives_by <= ends_on
    assert window.opens_on is None or window.opens_on <= window.arrives_by
    assert window.remind_on <= window.arrives_by and DAYS.is_workday(window.remind_on)
    assert window.holds(window.arrives_by) and not window.holds(window.arrives_by + timedelta(days=1))


@given(CIVIL, st.integers(1, 60), st.booleans(), st.booleans())
def test_an_offer_is_never_answered_sooner_than_agreed(day: date, match_days: int, working: bool, roll: bool) -> None:
    kind = DayKind.WORKING if working else DayKind.CALENDAR
    terms = PriorityRenewal(match_days=match_days, offer_must_include=(), day_kind=kind, roll=roll)
    (window,) = notices(terms, END, DAYS, offer_on=day)
    assert window.arrives_by >= day + timedelta(days=match_days)


EXTENDING = [case for case in CASES if case.code in ("auto_renewal", "extension_option", STEPS, GAPS)]


@given(st.sampled_from(EXTENDING), st.dates(date(2026, 7, 1), date(2028, 6, 1)))
def test_an_extension_never_shortens(case: Case, ends_on: date) -> None:
    found = answer(case._replace(facts=case.facts | {"ends_on": ends_on}))
    extended = found.outcome in {"renews", "option_exercised", "term_extended"}
    if found.days.get("ends_on"):
        assert found.days["ends_on"] > ends_on if extended else found.days["ends_on"] == ends_on
    assert found.missing or "ends_on" in found.days


@given(CIVIL, st.integers(1, 60), st.integers(1, 60))
def test_more_months_never_end_sooner(ends_on: date, months: int, more: int) -> None:
    short, long = (
        answer(Case("auto_renewal", {"renew_months": count}, {"ends_on": ends_on}, "2026-01-01", "")).days["ends_on"]
        for count in (months, months + more)
    )
    assert ends_on < short < long


@given(SPANS, st.integers(1, 20), st.integers(0, 60))
def test_merged_gaps_never_exceed_the_cap_nor_the_days_there_were(spans: list, least: int, room: int) -> None:
    written = [f"{first} {first + timedelta(days=more)} recall" for first, more in spans]
    case = Case(GAPS, {"min_gap_days": least, "cap_days": least + room}, gaps(*written), "2027-01-01", "")
    added = (answer(case).days["ends_on"] - END).days
    without = {first + timedelta(days=n) for first, more in spans for n in range(more + 1)}
    assert 0 <= added <= min(least + room, len(without))


@given(SPANS)
def test_merging_keeps_every_day_once(spans: list) -> None:
    pairs = [(first, first + timedelta(days=more)) for first, more in spans]
    found = merged(pairs)
    days = {first + timedelta(days=n) for first, last in pairs for n in range((last - first).days + 1)}
    assert sum(map(length_of, found)) == len(days)
    assert all(later[0] > earlier[1] + timedelta(days=1) for earlier, later in pairwise(found))
    assert merged(found) == found
