"""The accounts that are there already, looked up for some rows at a time."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import bindparam, select

from portal.db.keys import keyed_by_each
from portal.domain.accounts.models import Account, Contact
from portal.domain.base import MERGED
from portal.domain.scope import GuardedSession
from portal.intake.clean_row import CleanRow

Row = TypeVar("Row")


def id_hashes(id_no: str) -> list[str]:
    """What an identity number is found by: its hash under each key of the application, the signing one first."""
    return [key.hex() for key in keyed_by_each("id_no", id_no)]


class KnownAccounts:
    """Answers the questions of judging.Known for the rows it was last told; where several fit, by the oldest."""

    def __init__(self, hashes: Callable[[str], list[str]] = id_hashes) -> None:
        self._hashes = hashes
        self._found: dict[tuple[str, ...], int] = {}

    def look_up(self, session: GuardedSession, rows: Iterable[CleanRow]) -> None:
        """Forget the rows before and ask for these, with one statement for each kind of key."""
        wanted: dict[str, set[str]] = {key: set() for key in ("number", "uscc", "id", "mobile", "name")}
        for row in rows:
            for key, value in row.keys.items():
                wanted[key].update(self._hashes(value) if key == "id" else (value,))
        self._found = {}
        for place, account_id in _answers(session, wanted):
            self._found.setdefault(place, account_id)

    def by_number(self, account_no: str) -> int | None:
        return self._found.get(("number", account_no))

    def by_uscc(self, uscc: str, kind: str) -> int | None:
        return self._found.get(("uscc", uscc, kind))

    def by_id_no(self, id_no: str) -> int | None:
        return next((found for key in self._hashes(id_no) if (found := self._found.get(("id", key)))), None)

    def by_mobile(self, mobile: str) -> int | None:
        return self._found.get(("mobile", mobile))

    def by_name_key(self, key: str) -> int | None:
        return self._found.get(("name", key[:80]))


def _answers(session: GuardedSession, wanted: dict[str, set[str]]) -> Iterator[tuple[tuple[str, ...], int]]:
    connection = session.unguarded("an import looks at every account, as its scope says")
    for key, query in _QUERIES.items():
        asked = key.removesuffix("_of_contact")
        if values := wanted[asked]:
            for row in connection.execute(query, {"values": list(values)}):
                yield (asked, *row[1:]), row[0]


_ACCOUNT, _CONTACT = Account.__table__.c, Contact.__table__.c
_COLUMNS: dict[str, tuple[Any, ...]] = {
    "number": (_ACCOUNT.id, _ACCOUNT.number),
    "uscc": (_ACCOUNT.id, _ACCOUNT.uscc, _ACCOUNT.kind),
    "id": (_ACCOUNT.id, _ACCOUNT.id_no_hash),
    "mobile": (_ACCOUNT.id, _ACCOUNT.mobile),
    "mobile_of_contact": (_CONTACT.account_id, _CONTACT.mobile),
    "name": (_ACCOUNT.id, _ACCOUNT.name_key),
}
_QUERIES = {
    key: select(*columns)
    .where(
        columns[1].in_(bindparam("values", expanding=True)),
        *([] if key == "mobile_of_contact" else [_ACCOUNT.status != MERGED]),
    )
    .order_by(columns[0])
    for key, columns in _COLUMNS.items()
}
"""Put together once: an import asks them hundreds of times."""


def in_chunks(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """The rows, `size` at a time."""
    source = iter(rows)
    while some := list(islice(source, size)):
        yield some
