"""Whatever changes a name, a number or a contact changes its entry in the same transaction; nobody can forget it."""

from typing import Any

from sqlalchemy import Connection, event, inspect

from portal.domain.accounts.merging.models import AccountMerge
from portal.domain.accounts.models import Account, Contact
from portal.domain.accounts.names import name_key
from portal.domain.accounts.tags import AccountTag
from portal.domain.contracts.breaches.models import Breach
from portal.domain.contracts.models import Contract
from portal.domain.requests.models import ServiceRequest
from portal.domain.scope import GuardedSession
from portal.domain.writing_now import HEARERS
from portal.search.index import index_accounts, index_all_of, index_owned, owned_by, remove
from portal.search.naming import name_facts

NAMES = ("name_zh", "short_name")
WATCHED = {
    Account: (*NAMES, "uscc", "mobile", "tel", "licence_no", "province", "city"),
    Contact: ("name", "mobile"),
    AccountTag: ("tag_id",),
    ServiceRequest: ("subject", "text", "fields"),
    Contract: ("number", "title"),
    Breach: ("number", "batch_no"),
}
KIND_OF: dict[type[Any], str] = {
    Account: "account", ServiceRequest: "request", Contract: "contract", Breach: "breach",
}  # fmt: skip
OWNED = tuple(kind for kind in KIND_OF if kind is not Account)


def init_search() -> None:
    """Hear every session; calling it again changes nothing."""
    for name, listener in (("before_flush", _name_accounts), ("after_flush", _index)):
        if not event.contains(GuardedSession, name, listener):
            event.listen(GuardedSession, name, listener, propagate=True)
    if _index_written not in HEARERS:
        HEARERS.append(_index_written)


def _name_accounts(session: GuardedSession, *_: Any) -> None:
    for row in (*session.new, *session.dirty):
        if isinstance(row, Account) and _changed(row, ("name_zh",)):
            facts = name_facts(row.name_zh)
            row.name_key, row.pinyin, row.initials = name_key(row.name_zh)[:80], facts["pinyin"], facts["initials"]


def _index(session: GuardedSession, *_: Any) -> None:
    gone = [row for row in session.deleted if type(row) in WATCHED]
    touched = [row for row in (*session.new, *session.dirty) if _changed(row, WATCHED.get(type(row), ()))]
    merged = [row for row in (*session.new, *session.dirty) if isinstance(row, AccountMerge)]
    if not touched and not gone and not merged:
        return
    connection = session.unguarded("entries are written for whatever account the change is about")
    _follow(connection, merged)
    for row in gone:
        if type(row) in KIND_OF:
            remove(connection, KIND_OF[type(row)], row.id)
    _write_anew(connection, touched, [row for row in gone if type(row) not in KIND_OF], set(session.new))


def _index_written(session: GuardedSession, row: Any) -> None:
    """A new row that was written past the flush."""
    if type(row) in OWNED:
        connection = session.unguarded("entries are written for whatever account the change is about")
        index_owned(connection, KIND_OF[type(row)], [row.id])


def _follow(connection: Connection, merged: list[AccountMerge]) -> None:
    """What was merged, or is apart again: both accounts and all that is theirs."""
    for merge in merged:
        ids = [merge.account_id, merge.gone_id]
        remove(connection, "account", merge.gone_id)
        index_all_of(connection, ids)


def _write_anew(connection: Connection, touched: list[Any], gone: list[Any], new: set[Any]) -> None:
    accounts = {row.account_id for row in (*touched, *gone) if isinstance(row, Account | Contact | AccountTag)}
    renamed = [row.id for row in touched if isinstance(row, Account) and row not in new and _changed(row, NAMES)]
    index_accounts(connection, sorted(accounts))
    for model in OWNED:
        ids = {row.id for row in touched if type(row) is model}
        ids.update(owned_by(connection, KIND_OF[model], renamed) if renamed else ())
        index_owned(connection, KIND_OF[model], sorted(ids))


def _changed(row: Any, names: tuple[str, ...]) -> bool:
    """Whether one of these attributes differs from what the database holds."""
    return any(inspect(row).attrs[name].history.has_changes() for name in names)
