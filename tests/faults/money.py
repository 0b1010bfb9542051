"""Sums, shares and totals of random cases beside a reckoning in whole numbers alone: no shared code (IN8)."""

from decimal import Decimal
from random import Random

from portal.domain.contracts.computing.amounts import share_of, shared_out
from tests.faults.figure import Figure

MILLION = 10**6


def drill(size: int) -> Figure:
    """Each case: some lines at a rate in millionths, their total, and the total shared out among the lines again."""
    figure, bits = Figure("money"), Random(2026).getrandbits
    rates, off = [Decimal(micros) / MILLION for micros in range(1 << 13)], 0
    for _ in range(size):
        lines = [(bits(40), bits(13), bits(10)) for _ in range(1 + bits(2))]
        found = [share_of(fen, rates[micros], days) for fen, micros, days in lines]
        known = [(2 * fen * micros * days + MILLION) // (2 * MILLION) for fen, micros, days in lines]
        capped = sum(known) // (1 + bits(1))
        parts = shared_out(capped, found) if any(found) else tuple(found)
        near = all(
            abs(part * sum(known) - capped * line) < sum(known)
            for part, line in zip(parts, known, strict=True) if sum(known)
        )  # fmt: skip
        off += found != known or sum(parts) != capped or not near
    figure.check(not off, f"{off} totals off")
    figure.said = f"{size:,} cases: {off} totals off by a fen"
    return figure
