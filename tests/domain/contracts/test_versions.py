"""Which clauses count on which day: tables of versions, and properties over random amendments."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.contracts.computing.day_counting import suggest_end
from portal.domain.contracts.drafting import position_of
from portal.domain.contracts.models import Clause, Contract, ContractVersion
from portal.domain.contracts.term import NoticeDay, notice_day
from portal.domain.contracts.terms_of_day import terms_of_day
from portal.domain.contracts.versions import changes_of, clauses_before, clauses_on, version_on
from tests.domain.contracts.calendar_days import DAYS

DAY = date(2026, 1, 1)


def clause(article: str, change: str = "add", position: int = 1) -> Clause:
    return Clause(article=article, change=change, position=position, clause_type="delivery", params={}, binds="us")


def version(no: int, days: int, clauses: list[Clause], signed: bool = True) -> ContractVersion:
    day = DAY + timedelta(days=days)
    made = ContractVersion(no=no, effective_from=day, clauses=clauses)
    made.signed_by_us_on = made.signed_by_partner_on = day if signed else None
    return made


FIRST = version(1, 0, [clause("1", position=1), clause("2", position=2)])
CHANGES_TWO = version(2, 100, [clause("2", "change", 2), clause("3", position=3)])
REMOVES_ONE = version(3, 100, [clause("1", "remove")])
UNSIGNED = version(4, 50, [clause("9")], signed=False)
ALL = [FIRST, CHANGES_TWO, REMOVES_ONE, UNSIGNED]


@pytest.mark.parametrize(
    ("days", "no", "articles"),
    [(-1, None, []), (0, 1, ["1", "2"]), (99, 1, ["1", "2"]), (100, 3, ["2", "3"]), (500, 3, ["2", "3"])],
)
def test_terms_on_a_day(days: int, no: int | None, articles: list[str]) -> None:
    day = DAY + timedelta(days=days)
    assert [each.article for each in clauses_on(ALL, day)] == articles
    found = version_on(ALL, day)
    assert (found.no if found else None) == no


def test_what_an_amendment_changes() -> None:
    two, three = changes_of(ALL, CHANGES_TWO)
    assert (two.before, two.after) == (FIRST.clauses[1], CHANGES_TWO.clauses[0])
    assert (three.before, three.after) == (None, CHANGES_TWO.clauses[1])
    (one,) = changes_of(ALL, REMOVES_ONE)
    assert (one.before, one.after) == (FIRST.clauses[0], None)


def test_a_draft_stands_on_what_was_signed_before_its_day() -> None:
    assert [each.article for each in clauses_before(ALL, UNSIGNED)] == ["1", "2"]


amendments = st.lists(
    st.tuples(
        st.integers(0, 400),
        st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["add", "change", "remove"]), max_size=4),
        st.booleans(),
    ),
    max_size=6,
)


@given(amendments, st.integers(-10, 420))
def test_each_article_is_as_the_last_signed_version_that_names_it(drawn: list, days: int) -> None:
    versions = [
        version(no, at, [clause(article, change) for article, change in named.items()], signed)
        for no, (at, named, signed) in enumerate(drawn, start=1)
    ]
    day = DAY + timedelta(days=days)
    last: dict[str, Clause] = {}
    for each in sorted(versions, key=lambda v: (v.effective_from, v.no)):
        if each.is_signed and each.effective_from <= day:
            last.update({row.article: row for row in each.clauses})
    expected = {row for row in last.values() if row.change != "remove"}
    assert set(clauses_on(versions, day)) == expected


@pytest.mark.parametrize(
    ("starts_on", "months", "ends_on"),
    [
        ("2026-01-01", 12, "2026-12-31"), ("2024-02-29", 12, "2025-02-28"), ("2026-03-31", 6, "2026-09-30"),
        ("2025-08-31", 6, "2026-02-28"), ("2024-02-29", 48, "2028-02-28"), ("2026-02-28", 24, "2028-02-27"),
        ("2027-03-01", 12, "2028-02-29"),
    ],
)  # fmt: skip
def test_the_end_that_is_suggested(starts_on: str, months: int, ends_on: str) -> None:
    assert suggest_end(date.fromisoformat(starts_on), months) == date.fromisoformat(ends_on)


@pytest.mark.parametrize(
    ("code", "params", "ends_on", "expected"),
    [
        ("extension_option", {"holder": "partner", "open_days": 180, "close_days": 60, "months": 12}, "2027-02-28",
         ("ask", "2026-12-30")),
        ("extension_option", {"holder": "us", "open_days": 180, "close_days": 60, "months": 12}, "2027-02-28", None),
        ("auto_renewal", {"renew_months": 12, "non_renew_notice_days": 60, "who_may_refuse": "either"}, "2026-12-31",
         ("refuse", "2026-11-01")),
        ("auto_renewal", {"renew_months": 12, "non_renew_notice_days": 90, "who_may_refuse": "partner"}, "2026-12-31",
         ("refuse", "2026-10-02")),
        ("extension_option", {"holder": "partner", "open_days": 180, "close_days": 60, "months": 12,
                              "day_kind": "working"}, "2027-02-28", None),
        ("extension_option", {"nonsense": 1}, "2027-02-28", None),
    ],
)  # fmt: skip
def test_the_notice_day_counts_back_and_never_rolls(
    code: str, params: dict, ends_on: str, expected: tuple[str, str] | None
) -> None:
    row = Clause(article="8", change="add", position=8, clause_type=code, params=params, binds="us")
    found = notice_day([row], date.fromisoformat(ends_on))
    assert (found and (found.kind, found.day.isoformat())) == expected


@pytest.mark.parametrize(
    ("notice_days", "ends_on", "latest"),
    [(60, "2026-12-31", "2026-10-09"), (10, "2026-10-08", "2026-09-17"), (1, "2027-01-03", "2026-12-31")],
)
def test_working_days_are_answered_when_a_calendar_is_given(notice_days: int, ends_on: str, latest: str) -> None:
    params = {"renew_months": 12, "non_renew_notice_days": notice_days, "who_may_refuse": "either",
              "day_kind": "working"}  # fmt: skip
    row = Clause(article="8", change="add", position=8, clause_type="auto_renewal", params=params, binds="us")
    found = notice_day([row], date.fromisoformat(ends_on), DAYS)
    assert found == NoticeDay("refuse", date.fromisoformat(latest), "8")
    assert notice_day([row], date.fromisoformat(ends_on)) is None


def test_of_several_notice_days_the_partner_meets_the_earliest() -> None:
    option = {"holder": "either", "open_days": 180, "close_days": 90, "months": 12}
    refusal = {"renew_months": 12, "non_renew_notice_days": 60, "who_may_refuse": "partner"}
    rows = [
        Clause(article=article, change="add", position=1, clause_type=code, params=params, binds="us")
        for article, code, params in (
            ("1", "auto_renewal", refusal),
            ("2", "extension_option", option),
            ("3", "sole_negotiation", {"open_days": 300, "length_days": 10}),
        )
    ]
    assert notice_day(rows, date(2026, 12, 31), DAYS) == NoticeDay("ask", date(2026, 10, 2), "2")


@pytest.mark.parametrize(
    ("article", "position"),
    [("第 9 条", 9), ("第12条", 12), ("第九条", 9), ("第十条", 10), ("第十二条", 12), ("第二十条", 20),
     ("第三十五条", 35), ("Article 9.2", 9), ("附件", 77)],
)  # fmt: skip
def test_where_an_article_stands(article: str, position: int) -> None:
    assert position_of(article, otherwise=77) == position


def agreed(versions: list[ContractVersion], terminated: int | None = None) -> Contract:
    """From DAY for two hundred days."""
    ended = DAY + timedelta(days=terminated) if terminated is not None else None
    return Contract(starts_on=DAY, ends_on=DAY + timedelta(days=199), versions=versions, terminated_on=ended)


@pytest.mark.parametrize(
    ("versions", "terminated", "days", "standing", "no"),
    [
        (ALL, None, -1, "before", None), (ALL, None, 0, "in_force", 1), (ALL, None, 99, "in_force", 1),
        (ALL, None, 100, "in_force", 3), (ALL, None, 199, "in_force", 3), (ALL, None, 200, "over", 3),
        (ALL, 50, 49, "in_force", 1), (ALL, 50, 50, "over", 1), (ALL, 50, 150, "over", 3),
        ([UNSIGNED], None, 60, "unsigned", None), ([], None, 60, "unsigned", None),
    ],
)  # fmt: skip
def test_the_terms_of_a_day_say_how_they_stand(
    versions: list[ContractVersion], terminated: int | None, days: int, standing: str, no: int | None
) -> None:
    found = terms_of_day(agreed(versions, terminated), DAY + timedelta(days=days))
    assert (found.standing, found.version.no if found.version else None) == (standing, no)


@given(amendments, st.permutations(range(6)), st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_every_day_has_one_version_or_none_whatever_the_order(drawn: list, order: list[int], day: date) -> None:
    versions = [
        version(no, at, [clause(article, change) for article, change in named.items()], signed)
        for no, (at, named, signed) in enumerate(drawn, start=1)
    ]
    found = terms_of_day(agreed(versions), day)
    shuffled = [versions[place] for place in order if place < len(versions)]
    again = terms_of_day(agreed(shuffled), day)
    assert (again.version, again.standing, set(again.clauses)) == (found.version, found.standing, set(found.clauses))
    assert (found.version is None) == (found.standing in ("before", "unsigned")) and (
        found.version or not found.clauses
    )
    reached = [one for one in versions if one.is_signed and one.effective_from <= day]
    assert (found.version in reached) if reached else found.version is None
