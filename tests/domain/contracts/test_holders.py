"""Who held a cell, asked of a small tree with hospitals, and each agreement looked through beside every answer."""

from datetime import date, timedelta
from itertools import product as every

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.contracts.grants import Grant
from portal.domain.contracts.grants.holders import Holders
from portal.domain.contracts.grants.places import SALES_CHANNELS, channels_of, lies_in

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
    first, last = grant.span
    return code in grant.products and reached and channel in channels_of(grant.channel) and first <= day <= last


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
