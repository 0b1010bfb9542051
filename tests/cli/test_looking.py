"""SQLite looks at its own tables while the instance runs, and every connection goes by what was seen."""

import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from pytest import approx
from sqlalchemy import Connection, insert, text

from portal.cli.looking import look_work
from portal.db.engine import WRITES
from portal.db.extension import db
from portal.db.looking import LARGE, look_at_all
from portal.db.transaction import transaction
from portal.domain.people.proofs import Throttle
from portal.domain.scope import EveryAccount

TESTS = EveryAccount("tests")
MORNING = datetime(2026, 11, 29, 1, 0, tzinfo=UTC)
ASKED = itertools.count()


def fill(app: Flask, many: int, of: str = "a") -> None:
    rows = [{"key": f"{of}{no}", "count": 1, "window_ends_at": MORNING} for no in range(many)]
    with app.app_context(), transaction(TESTS) as session:
        session.unguarded("tests").execute(insert(Throttle), rows)


def noted(app: Flask) -> dict[str, float]:
    """By table how many thousands of rows SQLite estimates."""
    with app.app_context(), transaction(TESTS, writes=False) as session:
        connection = session.unguarded("tests")
        if not connection.scalar(text("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat1'")):
            return {}
        rows = connection.execute(text("SELECT tbl, stat FROM sqlite_stat1"))
        return {row.tbl: int(row.stat.split()[0]) / 1000 for row in rows}


def worked(app: Flask, step: Callable[[], int], minutes: int) -> int:
    """In how many pieces all that was due after so many minutes."""
    pieces = 0
    with app.app_context(), time_machine.travel(MORNING + timedelta(minutes=minutes)):
        while step():
            pieces += 1
    return pieces


@pytest.mark.engineless
def test_tables_that_grow_are_looked_at(app: Flask) -> None:
    step = look_work()
    worked(app, step, 0)
    assert noted(app) == {}, "while all is small every way is short"
    fill(app, LARGE)
    worked(app, step, 1)
    assert noted(app) == {}, "not yet due"
    worked(app, step, 3)
    assert noted(app)["throttle"] == approx(5, rel=0.2) and "account" in noted(app), "then all are"
    fill(app, LARGE // 2, of="b")
    worked(app, step, 6)
    assert noted(app)["throttle"] == approx(5, rel=0.2)
    fill(app, LARGE // 2, of="c")
    assert worked(app, step, 9) > 0
    assert noted(app)["throttle"] == approx(10, rel=0.2), "grown to twice its size"


@pytest.mark.engineless
def test_once_a_day_and_by_each_new_worker_all_are_looked_at(app: Flask) -> None:
    fill(app, LARGE)
    step = look_work()
    for step_of, minutes in ((step, 0), (look_work(), 5), (step, 24 * 60)):
        worked(app, step_of, minutes)
        assert "throttle" in noted(app)
        with app.app_context(), transaction(TESTS) as session:
            session.unguarded("tests").execute(text("DELETE FROM sqlite_stat1"))
    worked(app, step, 24 * 60 + 5)
    assert noted(app) == {}


@pytest.mark.engineless
def test_a_connection_that_was_open_goes_by_it(app: Flask) -> None:
    """SQLite alone would tell it of the first look and of no later one."""
    fill(app, LARGE)
    with app.app_context(), db.engine.execution_options(**{WRITES: False}).connect() as open_before:
        assert not is_known(open_before)
        with transaction(TESTS) as session:
            session.unguarded("tests").execute(text("ANALYZE account"))
        assert not is_known(open_before)
        worked(app, look_work(), 0)
        assert is_known(open_before)


def is_known(connection: Connection) -> bool:
    """Whether it begins with the table that has the fewer rows, as far as anything is known; not with the one that is
    named first."""
    connection.execute(text("SELECT count(*) FROM staff"))
    asked = f"SELECT {next(ASKED)} FROM form_receipt JOIN throttle ON throttle.key = form_receipt.key"
    plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}").all()
    connection.rollback()
    return str(plan[0][3]).startswith("SCAN throttle")


def test_after_an_instance_was_filled_at_once_all_is_known(app: Flask) -> None:
    fill(app, 2 * LARGE)
    with app.app_context(), transaction(TESTS) as session:
        look_at_all(session.unguarded("tests"))
    with app.app_context(), transaction(TESTS, writes=False) as session:
        connection = session.unguarded("tests")
        if connection.dialect.name == "sqlite":
            assert noted(app)["throttle"] == approx(10, rel=0.2)
        else:
            rows = connection.scalar(text("SELECT reltuples FROM pg_class WHERE oid = 'throttle'::regclass"))
            assert rows == 10_000
