"""Statements given straight to the driver say, find and refuse what they would by the library's own way."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import bindparam, create_engine, event, insert, select, update
from sqlalchemy.exc import IntegrityError

from portal.db.once import FormReceipt
from portal.domain.base import Base
from portal.domain.events import Event
from portal.domain.prepared import Prepared, writing
from portal.domain.requests.desk_card import DeskCard
from portal.domain.series import Series

pytestmark = pytest.mark.engineless
EVENT: Any = Event.__table__
AT = datetime(2026, 11, 29, 6, 30, 1, 250_000, tzinfo=UTC)
ROW = {"kind": "request.posted", "subject": "service_request", "number": "SR-1", "actor_kind": "staff",
       "address": "", "at": AT, "facts": {"名": ["岷川"]}, "account_id": None}  # fmt: skip


@pytest.fixture
def connection():  # type: ignore[no-untyped-def]
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine, [EVENT, Series.__table__, FormReceipt.__table__])
    with engine.connect() as opened:
        yield opened


def test_what_is_written_and_read_is_what_the_library_writes_and_reads(connection: Any) -> None:
    columns = (EVENT.c.id, EVENT.c.at, EVENT.c.facts, EVENT.c.dispatched_at, EVENT.c.number)
    query = select(*columns).where(EVENT.c.at == bindparam("at")).order_by(EVENT.c.id)
    writing(Event, tuple(ROW))(connection, ROW)
    connection.execute(insert(EVENT), ROW)
    prepared = Prepared(query)
    first, second = prepared.all(connection, {"at": AT})
    assert (*first[1:],) == (*second[1:],) == (AT, {"名": ["岷川"]}, None, "SR-1")
    assert [tuple(row) for row in connection.execute(query, {"at": AT})] == [(*first,), (*second,)]
    assert (first.at, first.facts, prepared.scalar(connection, {"at": AT})) == (AT, {"名": ["岷川"]}, first.id)
    assert prepared.one_or_none(connection, {"at": AT.replace(year=2020)}) is None
    raw = prepared.raw(connection, {"at": AT})
    assert [row[1] for row in raw] == ["2026-11-29 06:30:01.250000"] * 2, "as the driver has it"
    moving = Prepared(update(EVENT).where(EVENT.c.id == bindparam("of")), ("dispatched_at",))
    moving.run(connection, {"of": first.id, "dispatched_at": AT})
    assert [row.dispatched_at for row in prepared.all(connection, {"at": AT})] == [AT, None]


def test_values_that_the_library_works_out_are_worked_out(connection: Any) -> None:
    less = {name: value for name, value in ROW.items() if name not in ("number", "facts")}
    writing(Event, tuple(less))(connection, less)
    assert connection.execute(select(EVENT.c.number, EVENT.c.facts)).one() == ("", {})
    with pytest.raises(ValueError, match="prepared"):
        Prepared(insert(DeskCard.__table__), ("account_id", "request_id")).all(connection, {})
    with pytest.raises(ValueError, match="prepared"):
        Prepared(select(EVENT.c.id).where(EVENT.c.id.in_(bindparam("ids", expanding=True)))).all(connection, {})


def test_mistakes_are_the_librarys_and_whoever_counts_hears_of_each(connection: Any) -> None:
    heard: list[str] = []
    event.listen(connection.engine, "before_cursor_execute", lambda *told: heard.append(told[2]))
    receipt = {"key": "1:partner.file_request:x", "location": "/requests/SR-1", "at": AT}
    write = writing(FormReceipt, tuple(receipt))
    write(connection, receipt)
    with pytest.raises(IntegrityError):
        write(connection, receipt)
    assert [said.split()[:3] for said in heard] == [["INSERT", "INTO", "form_receipt"]] * 2
