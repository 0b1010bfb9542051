"""The sums of the twelve months up to each month (domain 7.1: tiers go by the gross profit of these)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from portal.domain.sales.months import YEAR, months_from, months_on


class Sold(NamedTuple):
    """What an account bought in a month, all products together (fen)."""

    amount: int
    gross_profit: int


class Trailing(NamedTuple):
    """The twelve months up to and with `month`; a purchase is a month with more out than back."""

    month: date
    amount: int
    gross_profit: int
    first_month: date | None
    last_month: date | None


def trailing(sold: Mapping[date, Sold], since: date | None = None) -> Iterator[Trailing]:
    """One for each month in whose twelve months something was booked, the earliest first, the last one eleven months
    after the last booking: who buys nothing more needs no reckoning as the months pass. Only from `since` on."""
    bought = sorted(month for month, one in sold.items() if one.amount > 0)
    amount, profit, bookings, place, nothing = 0, 0, 0, 0, Sold(0, 0)
    for month in months_from(min(sold), months_on(max(sold), YEAR - 1)) if sold else ():
        before = months_on(month, -YEAR)
        came, left = sold.get(month, nothing), sold.get(before, nothing)
        amount, profit = amount + came.amount - left.amount, profit + came.gross_profit - left.gross_profit
        bookings += (month in sold) - (before in sold)
        while place < len(bought) and bought[place] <= month:
            place += 1
        if bookings and (since is None or month >= since):
            yield Trailing(month, amount, profit, bought[0] if place else None, bought[place - 1] if place else None)
