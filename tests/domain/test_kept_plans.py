"""A connection to PostgreSQL keeps what it has planned from page to page, and one that reads still cannot write."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import Engine, insert, select, text
from sqlalchemy.exc import DBAPIError

from portal.db.engine import WRITES
from portal.db.extension import db
from portal.db.once import FormReceipt
from tests.people import People

ROW = {"key": "1:partner.file_request:plans", "location": "/requests/SR-1", "at": datetime(2026, 11, 29, tzinfo=UTC)}


@pytest.fixture
def engine(app: Flask) -> Engine:
    with app.app_context():
        return db.engine


@pytest.fixture
def postgresql(engine: Engine) -> Engine:
    if engine.dialect.name != "postgresql":
        pytest.skip("the driver of SQLite prepares by itself")
    return engine


@pytest.mark.on_postgresql
def test_pages_that_read_leave_their_statements_prepared(people: People, postgresql: Engine) -> None:
    staff = people.sign_in("service@demo.example")
    with postgresql.connect(), postgresql.connect(), postgresql.connect():
        pass  # a pool of several: pages take the one that was used last, which knows most
    for _ in range(7):
        assert staff.get("/staff/requests/").status_code == 200
    with postgresql.connect().execution_options(**{WRITES: False}) as connection:
        kept = connection.scalars(text("SELECT statement FROM pg_prepared_statements")).all()
    assert any("FROM desk_card JOIN service_request" in " ".join(one.split()) for one in kept)


@pytest.mark.on_postgresql
def test_a_statement_whose_columns_are_others_now_fails_once(postgresql: Engine) -> None:
    with postgresql.begin() as connection:
        connection.execute(text("CREATE TABLE changing (word integer)"))
    reading = postgresql.connect().execution_options(**{WRITES: False})
    for _ in range(7):
        with reading.begin():
            reading.execute(text("SELECT word FROM changing"))
    with postgresql.begin() as connection:
        connection.execute(text("ALTER TABLE changing ALTER word TYPE text"))
    with pytest.raises(DBAPIError), reading.begin():
        reading.execute(text("SELECT word FROM changing"))
    with reading.begin():
        assert reading.execute(text("SELECT word FROM changing")).all() == []
    reading.close()
    with postgresql.begin() as connection:
        connection.execute(text("DROP TABLE changing"))


def test_who_reads_cannot_write_and_who_comes_after_can(engine: Engine) -> None:
    with engine.connect().execution_options(**{WRITES: False}) as connection, pytest.raises(DBAPIError):
        connection.execute(insert(FormReceipt), ROW)
    with engine.begin() as connection:
        connection.execute(insert(FormReceipt), ROW)
    with engine.connect() as connection:  # it may write, and what nobody commits is gone
        connection.execute(FormReceipt.__table__.delete())
    with engine.connect().execution_options(**{WRITES: False}) as connection:
        assert connection.scalar(select(FormReceipt.key)) == ROW["key"]


@pytest.mark.on_postgresql
@pytest.mark.parametrize("writes", [False, True])
@pytest.mark.parametrize("asks_again", [False, True])
def test_a_connection_that_breaks_is_let_go_and_the_next_one_serves(
    postgresql: Engine, writes: bool, asks_again: bool
) -> None:
    with postgresql.connect().execution_options(**{WRITES: writes}) as connection:
        mine = connection.scalar(text("SELECT pg_backend_pid()"))
        with postgresql.connect() as other:
            assert other.scalar(text("SELECT pg_terminate_backend(:mine, 5000)"), {"mine": mine})
        if asks_again:
            with pytest.raises(DBAPIError) as broken:
                connection.scalar(text("SELECT 1"))
            assert broken.value.connection_invalidated
            connection.rollback()
        else:
            with suppress(DBAPIError):
                connection.rollback()
    with postgresql.connect().execution_options(**{WRITES: writes}) as connection:
        assert connection.scalar(text("SELECT pg_backend_pid()")) != mine
