"""Sums, shares and totals of random cases beside a reckoning in whole numbers alone: no shared code (IN8)."""

from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from random import Random

from portal.domain.contracts.computing.amounts import share_of, shared_out
from tests.faults.figure import Figure

MILLION = 10**6
LOT = 25_000
"""Cases of one seed; the lots are shared out among the cores."""
RATES = [Decimal(micros) / MILLION for micros in range(1 << 13)]


def drill(size: int) -> Figure:
    """Each case: some lines at a rate in millionths, their total, and the total shared out among the lines again."""
    figure, lots = Figure("money"), [min(LOT, size - begun) for begun in range(0, size, LOT)]
    with ProcessPoolExecutor() as cores:
        off = sum(cores.map(off_in, range(len(lots)), lots))
    figure.check(not off, f"{off} totals off")
    figure.said = f"{size:,} cases: {off} totals off by a fen"
    return figure


def off_in(seed: int, cases: int) -> int:
    """How many of so many cases are off by a fen."""
    bits = Random(2026 + seed).getrandbits
    return sum(_is_off([(bits(40), bits(13), bits(10)) for _ in range(1 + bits(2))], 1 + bits(1)) for _ in range(cases))


def _is_off(lines: list[tuple[int, int, int]], part_of_it: int) -> bool:
    found = [share_of(fen, RATES[micros], days) for fen, micros, days in lines]
    known = [(2 * fen * micros * days + MILLION) // (2 * MILLION) for fen, micros, days in lines]
    total = sum(known)
    if found != known or not total:
        return found != known
    capped = total // part_of_it
    parts = shared_out(capped, found)
    return sum(parts) != capped or any(
        abs(part * total - capped * line) >= total for part, line in zip(parts, known, strict=True)
    )
