"""The sign of a cell as a table, who could take an empty one, and that nobody holds what is white."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.accounts.regions import BY_CODE, PROVINCES
from portal.domain.contracts.coverage import Coverage, Sign
from portal.domain.contracts.grants import Grant
from portal.domain.contracts.grants.places import ALL_PROVINCES
from portal.domain.contracts.holdings import Holding

pytestmark = pytest.mark.engineless
DAY = date(2026, 11, 28)
SICHUAN = BY_CODE["510000"]
OURS = ("U-1", ("",), "all", "exclusive", date(2024, 1, 1), date(2029, 2, 28))
Terms = tuple[str, tuple[str, ...], str, str, date, date]


def holding(terms: Terms) -> Holding:
    number, regions, channel, level, first, last = terms
    account = f"D-{number[2:]}"
    grant = Grant(number, account, ("PR01",), regions, channel, level, first, last)
    return Holding(1, number, "", 1, account, number, None, None, last, (grant,))


def coverage(given_: list[Terms], held: list[Terms], channel: str | None = None) -> Coverage:
    return Coverage(DAY, channel, [holding(one) for one in given_], [holding(one) for one in held])


@pytest.mark.parametrize(
    ("terms", "held", "channel", "sign"),
    [
        (("D-1", ("51",), "all", "exclusive", date(2026, 1, 1), date(2027, 12, 31)), [OURS], None, Sign.EXCLUSIVE),
        (("D-1", ("51",), "all", "sole", date(2026, 1, 1), date(2027, 12, 31)), [OURS], None, Sign.SOLE),
        (("D-1", ("51",), "all", "non_exclusive", date(2026, 1, 1), date(2027, 12, 31)), [OURS], None, Sign.SHARED),
        # 90 days left, today and the last one counted, is ending; 91 is not
        (("D-1", ("51",), "all", "exclusive", date(2026, 1, 1), date(2027, 2, 25)), [OURS], None, Sign.ENDING),
        (("D-1", ("51",), "all", "exclusive", date(2026, 1, 1), date(2027, 2, 26)), [OURS], None, Sign.EXCLUSIVE),
        (("D-1", ("51",), "all", "exclusive", date(2026, 1, 1), date(2029, 3, 1)), [OURS], None, Sign.BEYOND),
        (("D-1", ("51",), "all", "exclusive", date(2026, 1, 1), date(2027, 12, 31)), [], None, Sign.BEYOND),
        (("D-1", ("51",), "hospital", "sole", date(2026, 1, 1), date(2027, 12, 31)), [OURS], "pharmacy", Sign.EMPTY),
        (("D-1", ("51",), "all", "exclusive", date(2026, 11, 29), date(2027, 12, 31)), [OURS], None, Sign.EMPTY),
        (("D-1", ("44",), "all", "exclusive", date(2026, 1, 1), date(2027, 12, 31)), [], None, Sign.NOT_OURS),
        (("D-1", ("",), "all", "exclusive", date(2026, 1, 1), date(2027, 12, 31)), [OURS], None, Sign.EXCLUSIVE),
    ],
)  # fmt: skip
def test_the_sign_of_a_cell(terms: Terms, held: list[Terms], channel: str | None, sign: Sign) -> None:
    assert coverage([terms], held, channel).cell("PR01", SICHUAN).sign is sign


def test_a_city_is_said_to_be_a_part_and_the_strongest_right_comes_first() -> None:
    city = ("D-1", ("5101",), "all", "non_exclusive", date(2026, 1, 1), date(2027, 12, 31))
    whole = ("D-2", ("51",), "all", "exclusive", date(2026, 1, 1), date(2027, 12, 31))
    rights = coverage([city, whole], [OURS]).cell("PR01", SICHUAN).rights
    assert [(right.holding.number, right.is_part) for right in rights] == [("D-2", False), ("D-1", True)]


def test_white_space_is_ranked_by_who_could_take_it() -> None:
    holders = [("D-1", ("51",), "all", "exclusive", date(2026, 1, 1), date(2027, 12, 31)),
               ("D-2", ("43",), "all", "exclusive", date(2026, 1, 1), date(2027, 12, 31))]  # fmt: skip
    white = coverage(holders, [OURS]).white_space("PR01")
    best = white[0]
    assert len(white) == 32
    # Guizhou touches Hunan on the tile map only, Chongqing and no other touches both
    assert (best.cell.province.zh, [one.number for one in best.neighbours]) == ("重庆市", ["D-1", "D-2"])


@given(st.lists(st.tuples(st.sets(st.sampled_from(ALL_PROVINCES), min_size=1), st.booleans()), max_size=6))
def test_every_cell_is_held_white_or_not_ours(deals: list[tuple[set[str], bool]]) -> None:
    """Held exactly where a running right reaches; white exactly where only we do."""
    given_ = [(f"D-{place}", tuple(sorted(codes)), "all", "non_exclusive", date(2026, 1, 1), date(2027, 1, 1))
              for place, (codes, ours) in enumerate(deals) if not ours]  # fmt: skip
    held = [(f"U-{place}", tuple(sorted(codes)), "all", "exclusive", date(2024, 1, 1), date(2029, 1, 1))
            for place, (codes, ours) in enumerate(deals) if ours]  # fmt: skip
    whole = coverage(given_, held)
    reached = {code for _, codes, *_ in given_ for code in codes}
    ours = {code for _, codes, *_ in held for code in codes}
    assert {cell.province.code[:2] for cell in whole.row("PR01") if cell.rights} == reached
    assert {space.cell.province.code[:2] for space in whole.white_space("PR01")} == ours - reached
    assert len(whole.row("PR01")) == len(PROVINCES)
