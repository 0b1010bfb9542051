"""Making entries: the words of things, read from their rows and written beside the change."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, text

from portal.domain.accounts.merging.models import AccountMerge
from portal.domain.accounts.models import Account, Contact
from portal.domain.accounts.tags import AccountTag, Tag
from portal.domain.base import MERGED
from portal.domain.contracts.breaches.models import Breach
from portal.domain.contracts.models import Contract
from portal.domain.prepared import Prepared
from portal.domain.requests.models import ServiceRequest
from portal.domain.scope import GuardedSession
from portal.search import schema
from portal.search.models import SearchEntry, entry_id
from portal.search.tokens import account_token
from portal.search.words import Named, account_words, breach_words, contract_words, request_words

BATCH = 500
merge: Any = AccountMerge.__table__
account, contact = Account.__table__, Contact.__table__
tag, tagged = Tag.__table__, AccountTag.__table__
TABLES: dict[str, Any] = {
    "account": account, "request": ServiceRequest.__table__, "contract": Contract.__table__, "breach": Breach.__table__,
}  # fmt: skip
ACCOUNTS = select(
    account.c.id, account.c.name_zh, account.c.short_name, account.c.number, account.c.uscc, account.c.mobile,
    account.c.tel, account.c.licence_no, account.c.province, account.c.city,
).where(account.c.id.in_(bindparam("ids", expanding=True)), account.c.status != MERGED)  # fmt: skip
CONTACTS = (
    select(contact.c.account_id, contact.c.name, contact.c.mobile)
    .where(contact.c.account_id.in_(bindparam("ids", expanding=True)))
    .union_all(
        select(merge.c.account_id, merge.c.gone_name, merge.c.gone_number).where(
            merge.c.account_id.in_(bindparam("ids", expanding=True)), merge.c.undone_at.is_(None)
        )
    )
)
"""People, and the accounts that go on within these: the survivor is found by their name and number too."""


TAGS = (
    select(tagged.c.account_id, tag.c.word)
    .join(tag, tag.c.id == tagged.c.tag_id)
    .where(tagged.c.account_id.in_(bindparam("ids", expanding=True)))
)


def _owned(kind: str, *names: str) -> tuple[Any, Any]:
    table = TABLES[kind]
    columns = [table.c[name] for name in ("id", "account_id", "number", *names)]
    owner = (account.c.name_zh, account.c.short_name, account.c.number.label("account_number"))
    query = select(*columns, *owner).join(account, account.c.id == table.c.account_id)
    return Prepared(query.where(table.c.id == bindparam("id"))), query.where(
        table.c.id.in_(bindparam("ids", expanding=True))
    )


OWNED: dict[str, tuple[tuple[Any, Any], Callable[[Any], set[str]]]] = {
    "request": (_owned("request", "subject", "text", "fields"), request_words),
    "contract": (_owned("contract", "title"), contract_words),
    "breach": (_owned("breach", "batch_no"), breach_words),
}
"""How one or some of them are read, and their words. Put together once: every request that is filed is read this way,
and a list of ids is one that the library writes out anew each time."""


def index_accounts(connection: Connection, ids: Iterable[int]) -> None:
    """Write the entries of these accounts anew."""
    for some in _batches(ids):
        people, tags = _contacts_of(connection, some), _tags_of(connection, some)
        rows = connection.execute(ACCOUNTS, {"ids": some}).all()
        index_known_accounts(connection, (Named(*row, people[row.id], tags[row.id]) for row in rows))


def index_known_accounts(connection: Connection, accounts: Iterable[Named]) -> None:
    """The same for whoever knows already what they are found by."""
    _write(connection, [_entry("account", known.id, known.id, account_words(known)) for known in accounts])


def index_owned(connection: Connection, kind: str, ids: Iterable[int]) -> None:
    """Write the entries of these requests, contracts or breaches anew."""
    (alone, together), words = OWNED[kind]
    for some in _batches(ids):
        if len(some) == 1:
            rows = alone.all(connection, {"id": some[0]})
        else:
            rows = connection.execute(together, {"ids": some}).all()
        _write(connection, [_entry(kind, row.id, row.account_id, words(row)) for row in rows])


def index_all_of(connection: Connection, account_ids: Sequence[int]) -> None:
    """Write anew the entries of these accounts and of everything that is theirs."""
    index_accounts(connection, account_ids)
    for kind in OWNED:
        index_owned(connection, kind, owned_by(connection, kind, account_ids))


def owned_by(connection: Connection, kind: str, account_ids: Iterable[int]) -> list[int]:
    """Ids of all rows of that kind of these accounts: their entries carry the account's name."""
    table = TABLES[kind]
    return list(connection.scalars(select(table.c.id).where(table.c.account_id.in_(list(account_ids)))))


def remove(connection: Connection, kind: str, row_id: int) -> None:
    """Take the entry of a deleted row away."""
    connection.execute(delete(SearchEntry.__table__).where(SearchEntry.__table__.c.id == entry_id(kind, row_id)))


def reindex(session: GuardedSession, progress: Callable[[int, int], None] | None = None) -> int:
    """Make every entry anew and return how many; `progress` hears how many of how many are done.

    The full-text index is taken away meanwhile: filling it at the end is many times faster.
    """
    connection = session.unguarded("every account's words are read")
    if connection.dialect.name != "sqlite":  # a page may not take as long as this may
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
    schema.drop(connection)
    connection.execute(delete(SearchEntry.__table__))
    total = sum(connection.scalar(select(func.count()).select_from(table)) or 0 for table in TABLES.values())
    done = 0
    for kind, table in TABLES.items():
        for some in _ids(connection, table):
            if kind == "account":
                index_accounts(connection, some)
            else:
                index_owned(connection, kind, some)
            done += len(some)
            if progress:
                progress(done, total)
    schema.create(connection)
    return done


def _contacts_of(connection: Connection, account_ids: Sequence[int]) -> dict[int, list[tuple[str, str | None]]]:
    people: dict[int, list[tuple[str, str | None]]] = defaultdict(list)
    for row in connection.execute(CONTACTS, {"ids": list(account_ids)}):
        people[row.account_id].append((row.name, row.mobile))
    return people


def _tags_of(connection: Connection, account_ids: Sequence[int]) -> dict[int, list[str]]:
    tags: dict[int, list[str]] = defaultdict(list)
    for account_id, word in connection.execute(TAGS, {"ids": list(account_ids)}):
        tags[account_id].append(word)
    return tags


def _entry(kind: str, row_id: int, account_id: int, tokens: set[str]) -> dict[str, Any]:
    words = " ".join(sorted(tokens | {account_token(account_id)}))
    return {"id": entry_id(kind, row_id), "kind": kind, "row_id": row_id, "account_id": account_id, "words": words}


def _write(connection: Connection, entries: list[dict[str, Any]]) -> None:
    if not entries:
        return
    _TOGETHER[connection.dialect.name].run(connection, {"entries": json.dumps(entries, ensure_ascii=False)})


def _together(rows: str) -> Prepared:
    said = f"INSERT INTO search_entry (id, kind, row_id, account_id, words) {rows} "
    return Prepared(
        text(f"{said}ON CONFLICT (id) DO UPDATE SET words = excluded.words, account_id = excluded.account_id")
    )


_TOGETHER = {
    "sqlite": _together(
        "SELECT value ->> 'id', value ->> 'kind', value ->> 'row_id', value ->> 'account_id', value ->> 'words' "
        "FROM json_each(:entries) WHERE true"
    ),
    "postgresql": _together(
        "SELECT id, kind, row_id, account_id, words "
        "FROM json_populate_recordset(CAST(NULL AS search_entry), CAST(:entries AS json))"
    ),
}
"""SQLite's full-text index is written out with every statement that fills it: one for all entries takes a third. On
PostgreSQL a value for each would take the driver longer than the server takes to write them."""


def _ids(connection: Connection, table: Any) -> Iterator[list[int]]:
    """Ids of a table in batches, oldest first."""
    last, query = 0, select(table.c.id).order_by(table.c.id).limit(BATCH)
    while some := list(connection.scalars(query.where(table.c.id > last))):
        yield some
        last = some[-1]


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    waiting = iter(ids)
    while some := list(islice(waiting, BATCH)):
        yield some
