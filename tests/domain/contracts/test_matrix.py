"""The matrix from totals says what the coverage says from the agreements themselves; the index answers at once."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.accounts.places import chain, children, counties, find
from portal.domain.accounts.regions import PROVINCES
from portal.domain.contracts.coverage import Coverage
from portal.domain.contracts.grants import Grant
from portal.domain.contracts.holdings import Holding
from portal.domain.contracts.matrix import Group, Matrix
from portal.domain.contracts.spans import Span
from portal.domain.contracts.white_space import ranked
from portal.domain.products.approval import months_before, renewal_of

pytestmark = pytest.mark.engineless
DAY = date(2026, 11, 28)
EDGES = [DAY + timedelta(days=days) for days in (-400, -30, 0, 30, 89, 90, 400)]

terms = st.tuples(
    st.sampled_from([("",), ("51",), ("5101",), ("510104/华西",), ("51", "44"), ("44/广州",)]),
    st.sampled_from(["all", "hospital", "pharmacy"]),
    st.sampled_from(["exclusive", "sole", "non_exclusive"]),
    st.tuples(st.sampled_from(EDGES), st.sampled_from(EDGES)).map(lambda two: (min(two), max(two))),
)


def grants(prefix: str, some: list[tuple[tuple[str, ...], str, str, Span]]) -> list[Grant]:
    return [Grant(f"{prefix}-{no}", f"{prefix}{no}", ("P1",), regions, channel, level, *span)
            for no, (regions, channel, level, span) in enumerate(some)]  # fmt: skip


def totals(given_: list[Grant], channel: str | None) -> tuple[list[Group], dict[tuple[str, str, str], list[Span]]]:
    """What the database adds up."""
    found: dict[tuple[str, str, str], list[Span]] = {}
    for grant in given_:
        if grant.starts_on <= DAY <= grant.ends_on and (channel is None or grant.channel in (channel, "all")):
            for region in grant.regions:
                found.setdefault((region, grant.channel, grant.level), []).append(grant.span)
    groups = [Group("P1", *key, (min(span[0] for span in spans), max(span[1] for span in spans)))
              for key, spans in found.items()]  # fmt: skip
    return groups, found


@settings(max_examples=150, deadline=None)
@given(st.lists(terms, max_size=6), st.lists(terms, max_size=4), st.sampled_from([None, "hospital"]))
def test_totals_say_what_agreements_say(
    down: list[tuple[tuple[str, ...], str, str, Span]], up: list[tuple[tuple[str, ...], str, str, Span]],
    channel: str | None,
) -> None:  # fmt: skip
    given_, ours = grants("D", down), grants("U", up)
    both = [[Holding(1, each.contract_number, "", 1, each.account_no, "", None, None, each.ends_on, (each,))
             for each in some] for some in (given_, ours)]  # fmt: skip
    groups, spans = totals(given_, channel)
    matrix = Matrix(DAY, channel, groups, ours, lambda group: spans[group.region, group.channel, group.level])
    coverage = Coverage(DAY, channel, *both)
    row = coverage.row("P1")
    assert matrix.row("P1") == [cell.sign for cell in row]
    assert matrix.held("P1") == sum(bool(cell.rights) for cell in row)
    white = coverage.white_space("P1")
    order = ranked(white, {"44": 2}, {"51": 1})
    assert len(order) == len(white)
    assert [one.points for one in order] == sorted((one.points for one in order), reverse=True)
    assert {one.space.cell.province.code for one in order} == {space.cell.province.code for space in white}
    assert all(one.points == sum(points for _, points in one.parts) for one in order)


def test_divisions_form_a_tree() -> None:
    """Every city lies in a province and every county in a city; names lead back to their codes."""
    assert set(children("")) == {province.code[:2] for province in PROVINCES}
    assert 2800 < len(counties()) < 3000 and len(set(counties())) == len(counties())
    for region in counties():
        names = chain(region)
        assert region in find("".join(names)), names
    assert find("成都") == find("四川省成都市") == find("510100") == ("5101",)
    assert find("成都市武侯区") == ("510107",) and len(find("朝阳区")) > 1 and find("蓬莱岛") == ()
    assert find("北京市朝阳区") == ("110105",) and find("仙桃市") == ("429004",) and find("东莞市") == ("4419",)


@pytest.mark.parametrize(("until", "asked_by"), [
    (date(2027, 3, 31), date(2026, 9, 30)), (date(2027, 8, 31), date(2027, 2, 28)),
    (date(2028, 8, 31), date(2028, 2, 29)), (date(2027, 6, 15), date(2026, 12, 15)),
    (date(2027, 2, 28), date(2026, 8, 31)),
])  # fmt: skip
def test_the_renewal_of_an_approval(until: date, asked_by: date) -> None:
    renewal = renewal_of(until)
    assert renewal is not None and renewal.ask_by == asked_by == months_before(until, 6)
    days = [
        until + timedelta(days=1),
        asked_by + timedelta(days=1),
        asked_by,
        months_before(until, 12),
        date(2020, 1, 1),
    ]
    assert [renewal.state_on(day) for day in days] == ["expired", "late", "due", "due", "far"]
    assert renewal_of(None) is None
