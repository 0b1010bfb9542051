"""Which ids and numbers generated rows have: a fixed function of the row number, above all hand-written ones."""

from datetime import UTC, datetime

FIRST = 10_000
"""The first id of every generated row."""
STAFF = 9_000
CONTACTS, PAPERS, CONTRACTS, CLAUSES, ANSWERS = 2, 8, 2, 8, 4
"""At most so many contacts, papers and contracts of an account, clauses of a contract, answers of a request."""

_EPOCH = datetime(2018, 12, 31, tzinfo=UTC)
_ROOM = 25
ABOUT_ACCOUNTS, ABOUT_FEEDBACK = 1 << 23, 1 << 24
STEPS = 8


def child(parent_index: int, most: int, place: int) -> int:
    """The id of child `place` of a parent that has at most `most` of them."""
    return FIRST + parent_index * most + place


def event_id(at: datetime, about: int, index: int, step: int) -> int:
    """Rises with time, because an account's page reads its events in the order of their ids."""
    minute = int((at - _EPOCH).total_seconds()) // 60
    return (minute << _ROOM) + about + index * STEPS + step
