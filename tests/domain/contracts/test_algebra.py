"""Territory as sets, measured cell by cell: a small tree with hospitals, brute force beside every answer."""

from datetime import date, timedelta
from itertools import product as every

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.contracts.grants import Grant
from portal.domain.contracts.grants.algebra import Box, box, boxes_of, contains, overlap, subtract
from portal.domain.contracts.grants.holders import Holders
from portal.domain.contracts.grants.places import SALES_CHANNELS, channels_of, lies_in
from portal.domain.contracts.spans import Span

pytestmark = pytest.mark.engineless
DAY = date(2026, 1, 1)
DAYS = [DAY + timedelta(days=offset) for offset in range(4)]
LEAVES = ("510104/华西", "510104/省医", "510104", "510107", "5102", "51", "44")
"""Smallest places, each standing for what is left of it: the county less the hospitals named, and so on."""
REGIONS = ("", "51", "5101", "510104", "510104/华西", "510104/省医", "5102", "44")
CELLS = list(every(("P1", "P2"), LEAVES, SALES_CHANNELS, DAYS))
Cell = tuple[str, str, str, date]

spans = st.tuples(st.integers(0, 3), st.integers(0, 3)).map(lambda two: (DAYS[min(two)], DAYS[max(two)]))
grants = st.builds(
    lambda codes, regions, channel, span, level: Grant("C", "D", codes, regions, channel, level, *span),
    st.sampled_from([("P1",), ("P1", "P2")]),
    st.sets(st.sampled_from(REGIONS), min_size=1, max_size=2).map(lambda some: tuple(sorted(some))),
    st.sampled_from(["all", *SALES_CHANNELS]),
    spans,
    st.sampled_from(["exclusive", "sole", "non_exclusive"]),
)


def gives(grant: Grant, cell: Cell) -> bool:
    """The meaning of a grant, said without any of the code under test but the tree itself."""
    code, place, channel, day = cell
    reached = any(region == "" or lies_in(place, region) for region in grant.regions)
    return code in grant.products and reached and channel in channels_of(grant.channel) and day in _days(grant.span)


def _days(span: Span) -> list[date]:
    return [day for day in DAYS if span[0] <= day <= span[1]]


def cells_of(boxes: list[Box]) -> set[Cell]:
    return {cell for cell in CELLS if any(one.has(*cell) for one in boxes)}


@settings(max_examples=120, deadline=None)
@given(st.lists(grants, max_size=3), st.lists(grants, max_size=3))
def test_sets_of_cells(ours: list[Grant], theirs: list[Grant]) -> None:
    mine = {cell for cell in CELLS if any(gives(one, cell) for one in ours)}
    yours = {cell for cell in CELLS if any(gives(one, cell) for one in theirs)}
    one, other = boxes_of(ours), boxes_of(theirs)
    assert cells_of(one) == mine
    assert cells_of(overlap(one, other)) == mine & yours
    left = subtract(one, other)
    assert cells_of(left) == mine - yours
    assert not overlap(left, other)
    if contains(one, other):
        assert yours <= mine
    # and what was cut out, put back, is what there was; cut twice is cut once
    assert cells_of([*left, *overlap(one, other)]) == mine
    assert cells_of(subtract(left, other)) == cells_of(left)


@pytest.mark.parametrize(("wider", "narrower", "is_so"), [
    ("51", "510104/华西", True), ("", "44", True), ("5101", "51", False), ("510104/华西", "510104", False),
    ("51", "51", True), ("510104/华西", "510104/省医", False),
])  # fmt: skip
def test_containing_follows_the_tree(wider: str, narrower: str, is_so: bool) -> None:
    span = (DAYS[0], DAYS[3])
    assert contains(box("P1", wider, "all", span), box("P1", narrower, "hospital", span)) is is_so


def test_a_province_without_a_city_still_has_the_others() -> None:
    span = (DAYS[0], DAYS[3])
    left = subtract(box("P1", "51", "hospital", span), box("P1", "5101", "all", (DAYS[1], DAYS[1])))
    assert {(one.region, tuple(one.holes), one.span) for one in left} == {
        ("51", (), (DAYS[0], DAYS[0])), ("51", (), (DAYS[2], DAYS[3])), ("51", ("5101",), (DAYS[1], DAYS[1])),
    }  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(grants, max_size=6), st.sampled_from(CELLS), st.sampled_from([None, "all"]))
def test_who_held_a_cell(given_: list[Grant], cell: Cell, other_channel: str | None) -> None:
    numbered = [Grant(f"C{no}", f"D{no}", each.products, each.regions, each.channel, each.level, *each.span)
                for no, each in enumerate(given_)]  # fmt: skip
    code, place, channel, day = cell
    found = Holders(numbered).of(code, place, channel, day)
    assert {one.contract_number for one in found} == {one.contract_number for one in numbered if gives(one, cell)}
    assert [one.rank for one in found] == sorted((one.rank for one in found), reverse=True)
    broad = {one.contract_number for one in Holders(numbered).of(code, place, other_channel, day)}
    held = [{one.contract_number for one in numbered if gives(one, (code, place, each, day))}
            for each in SALES_CHANNELS]  # fmt: skip
    assert broad == (set.union(*held) if other_channel is None else set.intersection(*held))
