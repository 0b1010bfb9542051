"""New accounts out of rows, with contact, standing and search entry; written many at a time."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import JSON, Connection, Table, bindparam, text, update
from sqlalchemy.orm.attributes import set_committed_value

from portal.domain.accounts.kinds import AccountStatus
from portal.domain.accounts.models import Account, AccountStanding, Contact
from portal.domain.accounts.names import name_key
from portal.domain.events import Event
from portal.domain.many import in_one_value, write_many
from portal.domain.prepared import Prepared
from portal.intake.facts import (
    ACCOUNT,
    KEEPERS,
    OWNERS,
    SEALED,
    STANDING,
    account_facts,
    contact_facts,
    remark_lines,
    standing_facts,
)
from portal.intake.models import ImportRow
from portal.intake.numbering import take_numbers
from portal.intake.takeover import Takeover
from portal.search.index import index_known_accounts
from portal.search.naming import name_facts
from portal.search.words import Named

Columns = dict[str, Any]


def add_accounts(takeover: Takeover, rows: Sequence[ImportRow]) -> None:
    """An account for each row, with the number of the file or the next of its kind, and one event each."""
    if not rows:
        return
    connection = takeover.session.unguarded("whole imports are written by statement, a thousand accounts in a second")
    numbers = _numbers(takeover, rows)
    accounts = [_account(takeover, row, number) for row, number in zip(rows, numbers, strict=True)]
    ids = {row.number: row.id for row in write_many(connection, _ACCOUNTS, accounts, "number", "id")}
    _mark(connection, takeover, [(row, ids[one["number"]]) for row, one in zip(rows, accounts, strict=True)])
    contacts = {row.account_id: _contact(row, facts) for row in rows if (facts := contact_facts(row.values))}
    events = [_event(takeover, row, account["number"]) for row, account in zip(rows, accounts, strict=True)]
    write_many(connection, _CONTACTS, list(contacts.values()))
    write_many(connection, _STANDINGS, [_standing(takeover, row) for row in rows])
    write_many(connection, _EVENTS, events)
    index_known_accounts(connection, (_named(ids[one["number"]], one, contacts) for one in accounts))


def _numbers(takeover: Takeover, rows: Sequence[ImportRow]) -> list[str]:
    """A number for each row, in their order; rows of several kinds may be mixed."""
    wanted = Counter(row.values["kind"] for row in rows if "account_no" not in row.values)
    fresh = {kind: take_numbers(takeover.session, kind, count) for kind, count in sorted(wanted.items())}
    return [row.values.get("account_no") or next(fresh[row.values["kind"]]) for row in rows]


def _account(takeover: Takeover, row: ImportRow, number: str) -> Columns:
    name = row.values["name_zh"]
    return _BLANK | account_facts(row.values, takeover.managers) | name_facts(name) | {
        "number": number, "kind": row.values["kind"], "name_key": name_key(name)[:80], "created_at": takeover.at,
        "status": row.values.get("status", AccountStatus.LEAD), "version": 1,
    }  # fmt: skip


def _mark(connection: Connection, takeover: Takeover, added: list[tuple[ImportRow, int]]) -> None:
    """Note what became of the rows, past the session: its bookkeeping would cost as much as the accounts."""
    became = [{"row": row.id, "account": ours, "at": takeover.at} for row, ours in added]
    if connection.dialect.name == "postgresql":
        _TAKEN_TOGETHER.run(connection, {"rows": in_one_value(became)})
    else:
        connection.execute(_TAKEN, became)
    for row, account_id in added:
        for name, value in (("account_id", account_id), ("outcome", "added"), ("applied_at", takeover.at)):
            set_committed_value(row, name, value)


def _contact(row: ImportRow, facts: Columns) -> Columns:
    blank = {
        "account_id": row.account_id,
        "is_primary": True,
        "role": "owner",
        "mobile": None,
        "email": "",
        "wechat": "",
    }
    return blank | facts


def _standing(takeover: Takeover, row: ImportRow) -> Columns:
    lines = remark_lines(row.values, takeover.headings, takeover.managers)
    blank = dict.fromkeys((*STANDING, *(OWNERS[name] for name in KEEPERS)))
    facts = standing_facts(row.values, lines, takeover.managers)
    return {"account_id": row.account_id, **blank, "remark": ""} | facts


def _event(takeover: Takeover, row: ImportRow, number: str) -> Columns:
    return {
        "account_id": row.account_id, "kind": "account.added", "subject": "account", "subject_id": row.account_id,
        "number": number, "actor_kind": takeover.by.kind, "actor_login_id": takeover.by.login_id,
        "address": takeover.by.address, "at": takeover.at, "facts": {"import": takeover.number},
        "dispatched_at": takeover.at,
    }  # fmt: skip


def _named(account_id: int, account: Columns, contacts: dict[Any, Columns]) -> Named:
    contact = contacts.get(account_id)
    return Named(
        id=account_id, people=[(contact["name"], contact["mobile"])] if contact else [],
        **{name: account[name] for name in Named._fields if name in account},
    )  # fmt: skip


def _nothing(name: str) -> Any:
    """What a column holds when a row says nothing about it."""
    if isinstance(Account.__table__.c[name].type, JSON):
        return []
    return None if Account.__table__.c[name].nullable else ""


_ACCOUNTS, _CONTACTS, _STANDINGS, _EVENTS = (
    cast(Table, kind.__table__) for kind in (Account, Contact, AccountStanding, Event)
)
_ROW = ImportRow.__table__
_TAKEN = (
    update(_ROW)
    .where(_ROW.c.id == bindparam("row"))
    .values(account_id=bindparam("account"), outcome="added", applied_at=bindparam("at"))
)
_TAKEN_TOGETHER = Prepared(
    text(
        "UPDATE import_row SET account_id = said.account, outcome = 'added', applied_at = said.at "
        'FROM json_to_recordset(CAST(:rows AS json)) AS said ("row" bigint, account bigint, at timestamptz) '
        'WHERE import_row.id = said."row"'
    )
)
_BLANK: Columns = {name: _nothing(name) for name in (*ACCOUNT, *SEALED, "business_manager_id")}
