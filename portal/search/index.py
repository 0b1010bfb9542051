"""Making entries: the words of accounts and requests, read from their rows and written beside the change."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, select, text
from sqlalchemy.dialects import postgresql

from portal.domain.accounts.merging.models import AccountMerge
from portal.domain.accounts.models import Account, Contact
from portal.domain.base import MERGED
from portal.domain.requests.models import ServiceRequest
from portal.domain.scope import GuardedSession
from portal.search import schema
from portal.search.models import SearchEntry, entry_id
from portal.search.tokens import account_token, code_tokens, name_tokens, text_tokens


class Named(NamedTuple):
    """What an account is found by; `people` are name and mobile of its contacts."""

    id: int
    name_zh: str
    short_name: str
    codes: tuple[str | None, ...]
    people: Sequence[tuple[str, str | None]]


BATCH = 500
TEXT_READ = 1000
"""So many characters of a request's text are findable."""

merge: Any = AccountMerge.__table__
account, contact, request = Account.__table__, Contact.__table__, ServiceRequest.__table__
REQUESTS = (
    select(request.c.id, request.c.account_id, request.c.number, request.c.subject, request.c.text, account.c.name_zh,
           account.c.short_name)
    .join(account, account.c.id == request.c.account_id)
    .where(request.c.id.in_(bindparam("ids", expanding=True)))
)  # fmt: skip
"""Put together once: every request that is filed is read this way."""
ACCOUNTS = select(
    account.c.id, account.c.name_zh, account.c.short_name, account.c.number, account.c.uscc, account.c.mobile,
    account.c.licence_no,
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


def index_accounts(connection: Connection, ids: Iterable[int]) -> None:
    """Write the entries of these accounts anew."""
    for some in _batches(ids):
        people = _contacts_of(connection, some)
        rows = connection.execute(ACCOUNTS, {"ids": some}).all()
        index_known_accounts(connection, (Named(*row[:3], row[3:], people[row.id]) for row in rows))


def index_known_accounts(connection: Connection, accounts: Iterable[Named]) -> None:
    """The same for whoever knows already what they are found by."""
    _write(connection, [_entry("account", known.id, known.id, _account_tokens(known)) for known in accounts])


def index_requests(connection: Connection, ids: Iterable[int]) -> None:
    """Write the entries of these requests anew."""
    for some in _batches(ids):
        rows = connection.execute(REQUESTS, {"ids": some}).all()
        _write(connection, [_entry("request", row.id, row.account_id, _request_tokens(row)) for row in rows])


def requests_of(connection: Connection, account_ids: Iterable[int]) -> list[int]:
    """Ids of all requests of these accounts, whose entries carry the account's name."""
    return list(connection.scalars(select(request.c.id).where(request.c.account_id.in_(list(account_ids)))))


def remove(connection: Connection, kind: str, row_id: int) -> None:
    """Take the entry of a deleted row away."""
    connection.execute(delete(SearchEntry.__table__).where(SearchEntry.__table__.c.id == entry_id(kind, row_id)))


def reindex(session: GuardedSession, progress: Callable[[int, int], None] | None = None) -> int:
    """Make every entry anew and return how many; `progress` hears how many of how many are done.

    The full-text index is taken away meanwhile: filling it at the end is many times faster.
    """
    connection = session.unguarded("every account's words are read")
    schema.drop(connection)
    connection.execute(delete(SearchEntry.__table__))
    total = sum(connection.scalar(select(func.count()).select_from(table)) or 0 for table in (account, request))
    done = 0
    for table, write in ((account, index_accounts), (request, index_requests)):
        for some in _ids(connection, table):
            write(connection, some)
            done += len(some)
            if progress:
                progress(done, total)
    schema.create(connection)
    return done


def _account_tokens(known: Named) -> set[str]:
    found = {*name_tokens(known.name_zh), *name_tokens(known.short_name)}
    for code in filter(None, known.codes):
        found |= code_tokens(code)
    for name, mobile in known.people:
        found |= name_tokens(name) | code_tokens(mobile or "")
    return found


def _request_tokens(row: Any) -> set[str]:
    found = code_tokens(row.number) | text_tokens(row.subject) | text_tokens(row.text[:TEXT_READ])
    return found | name_tokens(row.name_zh) | name_tokens(row.short_name)


def _contacts_of(connection: Connection, account_ids: Sequence[int]) -> dict[int, list[tuple[str, str | None]]]:
    people: dict[int, list[tuple[str, str | None]]] = defaultdict(list)
    for row in connection.execute(CONTACTS, {"ids": list(account_ids)}):
        people[row.account_id].append((row.name, row.mobile))
    return people


def _entry(kind: str, row_id: int, account_id: int, tokens: set[str]) -> dict[str, Any]:
    words = " ".join(sorted(tokens | {account_token(account_id)}))
    return {"id": entry_id(kind, row_id), "kind": kind, "row_id": row_id, "account_id": account_id, "words": words}


def _write(connection: Connection, entries: list[dict[str, Any]]) -> None:
    if not entries:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(_TOGETHER, {"entries": json.dumps(entries, ensure_ascii=False)})
    else:
        connection.execute(_upsert(), entries)


_TOGETHER = text(
    "INSERT INTO search_entry (id, kind, row_id, account_id, words) "
    "SELECT value ->> 'id', value ->> 'kind', value ->> 'row_id', value ->> 'account_id', value ->> 'words' "
    "FROM json_each(:entries) WHERE true "
    "ON CONFLICT (id) DO UPDATE SET words = excluded.words, account_id = excluded.account_id"
)
"""SQLite's full-text index is written out with every statement that fills it: one for all entries takes a third."""


@cache
def _upsert() -> Any:
    insert = postgresql.insert(SearchEntry.__table__)
    changed = {"words": insert.excluded.words, "account_id": insert.excluded.account_id}
    return insert.on_conflict_do_update(index_elements=["id"], set_=changed)


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
