"""Account numbers for an import: those of the file where they are free, else the next of the series."""

from collections.abc import Iterator, Mapping

from sqlalchemy import bindparam, func, insert, select, update

from portal.domain.accounts.kinds import NUMBER_PREFIX, AccountKind
from portal.domain.accounts.models import Account
from portal.domain.scope import GuardedSession
from portal.domain.series import Series


def advance(session: GuardedSession, highest: Mapping[str, int]) -> None:
    """Move each series past the numbers there are and the `highest` ones of the file, by letter."""
    connection = session.unguarded("series belong to no account")
    for letter in NUMBER_PREFIX.values():
        there = session.scalar(select(func.max(Account.number)).where(Account.number.like(f"{letter}-______")))
        least = max(highest.get(letter, 0), int(there[2:]) if there else 0)
        name = f"account.{letter}"
        found = connection.execute(update(Series).where(Series.name == name, Series.last < least).values(last=least))
        if not found.rowcount and connection.scalar(select(Series.id).where(Series.name == name)) is None:
            connection.execute(insert(Series).values(name=name, last=least))


def take_numbers(session: GuardedSession, kind: str, count: int) -> Iterator[str]:
    """The next `count` numbers of the kind's series, which advance() has prepared."""
    letter = NUMBER_PREFIX[AccountKind(kind)]
    wanted = {"series": f"account.{letter}", "more": count}
    last = session.unguarded("series belong to no account").scalar(_TAKE, wanted) or 0
    return (f"{letter}-{number:06d}" for number in range(last - count + 1, last + 1))


_SERIES = Series.__table__
_TAKE = (
    update(_SERIES)
    .where(_SERIES.c.name == bindparam("series"))
    .values(last=_SERIES.c.last + bindparam("more"))
    .returning(_SERIES.c.last)
)
"""Put together once: it is asked in every transaction of an import."""
