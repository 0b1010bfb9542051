"""Upstream limits downstream, day by day: a table of cases, and random grants against a count of single days."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from itertools import product as times

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.contracts.grants import Excess, Grant, exceeding, hit_by, overlaps
from portal.domain.contracts.grants.overlap import clashes
from portal.domain.contracts.grants.places import ALL_PROVINCES, SALES_CHANNELS, channels_of, lies_in, region_of
from portal.domain.contracts.spans import common, merged, without

JAN, DEC = date(2026, 1, 1), date(2026, 12, 31)
EAST = ("31", "32", "33", "34", "35", "36", "37")
CHANNELS = ("all", *SALES_CHANNELS)
WEAKEST_FIRST = ("non_exclusive", "sole", "exclusive")


def right(number: str = "U-1", products: str = "PR01", regions: Iterable[str] = ("",), channel: str = "all",
          level: str = "exclusive", starts: date = JAN, ends: date = DEC, account: str = "") -> Grant:  # fmt: skip
    owner = account or ("S-1" if number.startswith("U") else "D-1")
    return Grant(number, owner, tuple(products.split()), tuple(regions), channel, level, starts, ends)


def told(found: list[Excess]) -> list[str]:
    """One line for each excess, short enough for a table."""
    return [
        f"{each.kind} {each.product} {'+'.join(each.regions) or 'all'} {'+'.join(each.channels)} "
        f"{each.starts_on:%m%d}-{each.ends_on:%m%d} {each.upstream}"
        for each in found
    ]


CASES = {
    "within": (right("D", regions=["51"]), [right()], []),
    "a city within its province": (right("D", regions=["5101"]), [right(regions=["51"])], []),
    "words within their province": (right("D", regions=["51/成都市"]), [right(regions=["51"])], []),
    "a province is more than its cities": (
        right("D", regions=["51"]), [right(regions=["5101", "5107"])], ["territory PR01 51 all 0101-1231 U-1"]),
    "a province is more than words about it": (
        right("D", regions=["51"]), [right(regions=["51/成都市"])], ["territory PR01 51 all 0101-1231 U-1"]),
    "the same words": (right("D", regions=["51/成都市"]), [right(regions=["51/成都市"])], []),
    "granted for the east only": (
        right("D", "PR01 PR03 PR04", ["44"]), [right(), right("U-2", "PR03 PR04", EAST)],
        ["territory PR03 44 all 0101-1231 U-2", "territory PR04 44 all 0101-1231 U-2"]),
    "no right to the product": (right("D", "PR09"), [right()], ["product PR09 all all 0101-1231 None"]),
    "no right to anything": (right("D"), [], ["product PR01 all all 0101-1231 None"]),
    "outlives by one day": (
        right("D"), [right(ends=date(2026, 12, 30))], ["term PR01 all all 1231-1231 U-1"]),
    "begins before": (
        right("D"), [right(starts=date(2026, 2, 1))], ["term PR01 all all 0101-0131 U-1"]),
    "one after the other without a gap": (
        right("D"), [right(ends=date(2026, 6, 30)), right("U-2", starts=date(2026, 7, 1))], []),
    "one after the other with a gap of a day": (
        right("D"), [right(ends=date(2026, 6, 30)), right("U-2", starts=date(2026, 7, 2))],
        ["term PR01 all all 0701-0701 U-2"]),
    "side by side make the country": (
        right("D"), [right(regions=ALL_PROVINCES[:17]), right("U-2", regions=ALL_PROVINCES[17:])], []),
    "the country without one province": (
        right("D"), [right(regions=ALL_PROVINCES[1:])], ["territory PR01 11 all 0101-1231 U-1"]),
    "a stronger right than ours": (
        right("D", regions=["51"]), [right(level="sole")], ["exclusivity PR01 51 all 0101-1231 U-1"]),
    "a weaker right than ours": (right("D", level="sole"), [right()], []),
    "a channel we do not have": (
        right("D", regions=["51"]), [right(channel="hospital")],
        ["channel PR01 51 primary+pharmacy 0101-1231 U-1"]),
    "channels side by side": (
        right("D"), [right(f"U-{one}", channel=one) for one in SALES_CHANNELS], []),
    "weaker in one half of the year, over in the other": (
        right("D", regions=["51"]), [right(level="sole", ends=date(2026, 6, 30))],
        ["exclusivity PR01 51 all 0101-0630 U-1", "term PR01 51 all 0701-1231 U-1"]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_exceeds_is_named(case: str) -> None:
    downstream, upstream, expected = CASES[case]
    assert told(exceeding([downstream], upstream)) == expected


def test_a_code_is_read_as_a_region() -> None:
    codes = ["510000", "510100", "510104", None]
    assert [region_of(code) for code in codes] == ["51", "5101", "510104", ""]
    assert region_of("510000", "成都市") == "51/成都市"
    assert [region_of(f"{code}0000") for code in ALL_PROVINCES] == list(ALL_PROVINCES)
    assert not lies_in("51", "5101") and not lies_in("51/成都市龙泉驿区", "51/成都市")


# ---- random grants: every day, place and channel counted by itself

WINDOW = [JAN + timedelta(days=offset) for offset in range(6)]
REGIONS = ("", "11", "51", "5101", "510104", "510104/华西医院", "51/成都市", "71")
Cell = tuple[str, str, str, date]


@st.composite
def grants(draw: st.DrawFn, prefix: str) -> list[Grant]:
    some = []
    for place in range(draw(st.integers(0, 5))):
        first, last = sorted((draw(st.sampled_from(WINDOW)), draw(st.sampled_from(WINDOW))))
        products = draw(st.lists(st.sampled_from(["PR01", "PR02"]), min_size=1, unique=True))
        regions = draw(st.lists(st.sampled_from(REGIONS), min_size=1, max_size=3, unique=True))
        channel, level = draw(st.sampled_from(CHANNELS)), draw(st.sampled_from(WEAKEST_FIRST))
        account = f"{prefix}{draw(st.integers(1, 3))}"
        some.append(
            Grant(f"{prefix}-{place}", account, tuple(products), tuple(regions), channel, level, first, last)
        )  # fmt: skip
    return some


def cells_of(grant: Grant) -> set[Cell]:
    """What it gives, piece by piece: the day, the channel, and each region as the contract names it."""
    named = {part for region in grant.regions for part in (ALL_PROVINCES if region == "" else (region,))}
    days = [day for day in WINDOW if grant.starts_on <= day <= grant.ends_on]
    return set(times(grant.products, named, channels_of(grant.channel), days))


def uncovered(grant: Grant, upstream: list[Grant]) -> set[Cell]:
    return {cell for cell in cells_of(grant) if not any(gives(ours, cell, grant.level) for ours in upstream)}


def gives(ours: Grant, cell: Cell, level: str) -> bool:
    product, part, channel, day = cell
    within = any(region == "" or part == region or ("/" not in region and part.startswith(region))
                 for region in ours.regions)  # fmt: skip
    strong = WEAKEST_FIRST.index(ours.level) >= WEAKEST_FIRST.index(level)
    return (
        product in ours.products and within and channel in channels_of(ours.channel) and strong
        and ours.starts_on <= day <= ours.ends_on
    )  # fmt: skip


def cells_in(found: list[Excess]) -> set[tuple[str, Cell]]:
    cells: list[tuple[str, Cell]] = []
    for one in found:
        for channel in one.channels:
            piece = replace(one.grant, products=(one.product,), regions=one.regions, channel=channel,
                            starts_on=one.starts_on, ends_on=one.ends_on)  # fmt: skip
            cells += [(one.grant.contract_number, cell) for cell in cells_of(piece)]
    assert len(cells) == len(set(cells)), "no piece is named twice"
    return set(cells)


@settings(max_examples=60)
@given(grants("D"), grants("U"))
def test_exactly_the_uncovered_days_exceed(downstream: list[Grant], upstream: list[Grant]) -> None:
    expected = {(grant.contract_number, cell) for grant in downstream for cell in uncovered(grant, upstream)}
    assert cells_in(exceeding(downstream, upstream)) == expected


@settings(max_examples=60)
@given(grants("D"), grants("U"), st.integers(0, 4), st.sampled_from(WINDOW))
def test_shortening_one_upstream_term_hits_exactly_what_it_carried(
    downstream: list[Grant], upstream: list[Grant], place: int, last: date
) -> None:
    changed = [
        replace(grant, ends_on=min(grant.ends_on, last)) if position == place else grant
        for position, grant in enumerate(upstream)
    ]
    after = [grant for grant in changed if grant.starts_on <= grant.ends_on]
    found = hit_by(upstream, after, downstream)
    expected = {
        (grant.contract_number, cell)
        for grant in downstream
        for cell in uncovered(grant, after) - uncovered(grant, upstream)
    }
    assert cells_in(found) == expected


@given(grants("D"))
def test_what_lies_within_itself_never_exceeds(some: list[Grant]) -> None:
    assert exceeding(some, some) == []


@settings(max_examples=60)
@given(grants("D"))
def test_two_partners_overlap_where_both_hold_the_same_piece(some: list[Grant]) -> None:
    pairs = {frozenset((one.grant.contract_number, one.other.contract_number)) for one in overlaps(some)}
    expected = {
        frozenset((one.contract_number, other.contract_number))
        for one, other in times(some, some)
        if one.account_no != other.account_no and {one.level, other.level} & {"exclusive", "sole"} and meets(one, other)
    }
    assert pairs == expected


def meets(one: Grant, other: Grant) -> bool:
    return any(
        (a[0], a[2], a[3]) == (b[0], b[2], b[3]) and (lies_in(a[1], b[1]) or lies_in(b[1], a[1]))
        for a, b in times(cells_of(one), cells_of(other))
        if a[3] == b[3]
    )


def test_a_province_promised_to_one_blocks_its_city_for_another() -> None:
    sichuan = right("D-1", regions=["51"], account="D-A")
    for region, blocked in (("51/成都市", True), ("5101", True), ("", True), ("50", False)):
        found = overlaps([sichuan, right("D-2", regions=[region], account="D-B")])
        assert [one.both_exclusive for one in found] == [True] * blocked
    assert overlaps([sichuan, right("D-2", regions=["5101"], account="D-A")]) == []
    (lesser,) = overlaps([sichuan, right("D-2", regions=["5101"], account="D-B", level="non_exclusive")])
    assert not lesser.both_exclusive and lesser.regions == ("5101",)


@pytest.mark.parametrize(("begins", "meets"), [(date(2026, 6, 30), True), (date(2026, 7, 1), False)])
def test_one_right_after_the_other_takes_nothing_from_it(begins: date, meets: bool) -> None:
    first = right("D-1", account="D-A", ends=date(2026, 6, 30))
    second = right("D-2", account="D-B", starts=begins)
    for found in (overlaps([first, second]), clashes(second, [first]), clashes(first, [second])):
        assert [(one.starts_on, one.ends_on) for one in found] == [(begins, begins)] * meets


# ---- days

spans = st.lists(
    st.tuples(st.integers(0, 20), st.integers(0, 5)).map(
        lambda each: (JAN + timedelta(days=each[0]), JAN + timedelta(days=each[0] + each[1]))
    ),
    max_size=6,
)


def days_in(some: Iterable[tuple[date, date]]) -> set[date]:
    return {start + timedelta(days=offset) for start, end in some for offset in range((end - start).days + 1)}


@given(spans, spans)
def test_sets_of_days(some: list[tuple[date, date]], others: list[tuple[date, date]]) -> None:
    one, two = merged(some), merged(others)
    assert days_in(one) == days_in(some)
    assert all(end + timedelta(days=1) < start for (_, end), (start, _) in pairwise(one))
    assert days_in(without(one, two)) == days_in(some) - days_in(others)
    assert days_in(common(one, two)) == days_in(some) & days_in(others)
    assert without([(JAN, date.max)], [(JAN, date.max)]) == []
