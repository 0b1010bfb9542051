"""Sets of civil days as lists of spans; both ends of a span are included."""

from collections.abc import Iterable
from datetime import date

from portal.domain.working_days import DAY

Span = tuple[date, date]
"""First and last civil day, both included."""


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same days in ascending spans that neither touch nor overlap."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif found and start - DAY == found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def length_of(span: Span) -> int:
    """Calendar days, both ends counted."""
    return (span[1] - span[0]).days + 1


def without(spans: Iterable[Span], taken: list[Span]) -> list[Span]:
    """The days of `spans` that are not among `taken`; both are merged."""
    left: list[Span] = []
    for start, end in spans:
        first: date | None = start
        for gone, back in taken:
            if first is None or gone > end:
                break
            if back < first:
                continue
            if gone > first:
                left.append((first, gone - DAY))
            first = back + DAY if back < end else None
        if first is not None:
            left.append((first, end))
    return left


def common(spans: Iterable[Span], others: list[Span]) -> list[Span]:
    """The days that stand in both; both are merged."""
    return [
        (max(start, since), min(end, until))
        for start, end in spans
        for since, until in others
        if since <= end and start <= until
    ]
