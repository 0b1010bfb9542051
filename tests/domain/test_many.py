"""Many rows written in one statement are the rows that the library would have written."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.exc import IntegrityError

from portal.db.extension import db
from portal.domain.accounts.models import Account
from portal.domain.events import Event
from portal.domain.many import write_many

AT = datetime(2026, 11, 29, 6, 30, 1, 250_000, tzinfo=UTC)
EVENTS: Any = Event.__table__
ACCOUNTS: Any = Account.__table__


def accounts() -> list[dict[str, Any]]:
    blank = {
        "kind": "distributor",
        "status": "lead",
        "created_at": AT,
        "version": 1,
        "licence_until": date(2027, 2, 28),
    }
    return [
        {**blank, "number": f"D-77000{place}", "name_zh": f"{name}医药“分”\\公司", "name_key": name, "province": None,
         "id_no_sealed": bytes([place, 0, 255])}
        for place, name in enumerate(("岷川", "㐀\U00020000", "O'Neil \t;--"))
    ]  # fmt: skip


def kept(connection: Connection, table: Any, *leaving: str) -> list[tuple[Any, ...]]:
    columns = [column for column in table.c if column.name not in leaving]
    return [tuple(row) for row in connection.execute(select(*columns).order_by(table.c.id.desc()).limit(3))]


@pytest.mark.parametrize("table", [EVENTS, ACCOUNTS], ids=["with facts", "with bytes, days and defaults"])
def test_what_is_written_is_what_the_library_writes(app: Flask, table: Any) -> None:
    event = {"kind": "account.added", "subject": "account", "number": "D-1", "actor_kind": "staff", "address": "",
             "at": AT, "facts": {"名": ["岷川", None, 1.5, "\\u0041"]}}  # fmt: skip
    rows = accounts() if table is ACCOUNTS else [event, {**event, "facts": {}}, {**event, "number": "D-2"}]
    with app.app_context(), db.engine.connect() as connection:
        connection.execute(insert(table), rows)
        before = kept(connection, table, "id")
        connection.execute(delete(table).where(table.c.id.in_(select(table.c.id).order_by(table.c.id.desc()).limit(3))))
        told = write_many(connection, table, rows, "id", "number")
        assert kept(connection, table, "id") == before
        assert sorted(one.number for one in told) == sorted(row["number"] for row in rows)
        assert len({one.id for one in told}) == 3
        assert write_many(connection, table, []) == []
        with pytest.raises(IntegrityError):
            write_many(connection, ACCOUNTS, accounts()[:1] * 2)
