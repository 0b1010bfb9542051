"""The migrations make exactly the tables of the models, can be taken back and made again, on either engine (RE9)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Connection, MetaData, Table, func, insert, inspect, make_url, select
from sqlalchemy.orm import Session

from portal.app import create_app
from portal.cli.migrations import init_migrations
from portal.db.extension import db
from portal.db.readiness import MIGRATIONS, newest_revision, why_not_ready
from portal.domain.requests.clocks.policies import with_targets
from portal.domain.requests.clocks.policy import STANDARD_POLICY
from portal.domain.requests.clocks.rows import ClockPause, ClockPolicy
from portal.domain.requests.desk_card import DeskCard
from portal.domain.requests.models import ServiceRequest
from tests.databases import PostgresStage, Stage


@pytest.fixture
def empty(session_app: Flask, stage: Stage, tmp_path: Path) -> Iterator[Flask]:
    """The application over a database that nothing was ever made in."""
    app = create_app(replace(session_app.extensions["settings"], database_url=new_database(stage, tmp_path)))
    init_migrations(app)
    yield app
    with app.app_context():
        db.engine.dispose()


def new_database(stage: Stage, folder: Path) -> str:
    if not isinstance(stage, PostgresStage):
        return f"sqlite:///{folder / 'empty.sqlite3'}"
    with psycopg.connect(stage.admin_uri, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS migrated")
        connection.execute("CREATE DATABASE migrated")
    return make_url(stage.url).set(database="migrated").render_as_string(hide_password=False)


def differences() -> list[object]:
    """What a new migration would have to say."""
    with db.engine.connect() as connection:
        options = {"compare_type": True, "include_object": lambda _o, name, kind, *_: not own_search(name, kind)}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), db.metadata))


def own_search(name: str | None, kind: str) -> bool:
    """Tables the search engine of SQLite keeps for itself."""
    return kind == "table" and (name or "").startswith("search_")


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def test_up_down_and_up_again_over_rows_that_hang_on_each_other(empty: Flask) -> None:
    """A table cannot be made anew under its rows (SQLite): later steps add columns, one by one. All steps are walked
    twice, which takes long: whatever is asked of them is asked on this way."""
    with empty.app_context():
        assert why_not_ready() == "migrations_pending"
        upgrade()
        assert differences() == [] and why_not_ready() is None
        made = tables()
        assert {table.name for table in db.metadata.sorted_tables} <= made
        downgrade(revision="base")
        assert tables() == set()
        upgrade(revision="0013")
        held = write_at_13()
        upgrade(revision="0015")
        asked = write_at_15()
        upgrade()
        assert differences() == [] and tables() == made
        with db.engine.connect() as connection:
            for name in ("import_row", "contract_version"):
                assert connection.scalar(select(func.count()).select_from(held.tables[name])) == 1
            check_the_clock_goes_on_as_it_was(connection)
        downgrade(revision="0015")
        with db.engine.connect() as connection:
            assert connection.scalar(select(func.count()).select_from(asked.tables["service_request"])) == 1


def write_at_13() -> MetaData:
    """A row in each of these tables, as they were then."""
    ties = {
        "login": {}, "import_batch": {"started_by_id": 1}, "import_row": {"batch_id": 1}, "account": {},
        "contract": {"account_id": 1}, "contract_version": {"account_id": 1, "contract_id": 1},
    }  # fmt: skip
    return write_rows(ties)


WAITED = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def write_at_15() -> MetaData:
    """A request that waits for its partner since `WAITED`."""
    asked = {"account_id": 1, "request_id": 1, "state": "waiting_partner", "posted_by_id": 1}
    told = {"subject": "service_request", "subject_id": 1, "kind": "request.waiting", "at": WAITED.replace(tzinfo=None)}
    return write_rows({"service_request": asked, "desk_card": asked, "event": told})


def write_rows(facts: dict[str, dict[str, object]]) -> MetaData:
    held = MetaData()
    held.reflect(db.engine, only=list(facts))
    with db.engine.begin() as connection:
        for name, values in facts.items():
            table = held.tables[name]
            known = {key: value for key, value in values.items() if key in table.c}
            connection.execute(insert(table).values({**filled(table), **known}))
    db.engine.dispose()
    return held


def check_the_clock_goes_on_as_it_was(connection: Connection) -> None:
    """The policy begins as it was, and what waits stands still."""
    with Session(connection) as session:
        [request] = session.execute(select(ServiceRequest.stopped_at, ServiceRequest.policy_no)).all()
        assert (as_utc(request.stopped_at), request.policy_no) == (WAITED, 1)
        [pause] = session.scalars(select(ClockPause)).all()
        assert (pause.state, pause.request_id, pause.ended_at) == ("waiting_partner", 1, None)
        assert session.scalars(select(DeskCard.is_paused)).all() == [True]
        [policy] = session.scalars(select(ClockPolicy).options(with_targets())).all()
        assert policy.value == STANDARD_POLICY


def as_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def filled(table: Table) -> dict[str, object]:
    """Something for each column that must not be empty."""
    samples = {int: 1, str: "x", bool: True, date: date(2026, 1, 1), datetime: datetime(2026, 1, 1)}
    return {
        column.name: 1
        if column.name == "id"
        else []
        if "JSON" in str(column.type)
        else samples[column.type.python_type]
        for column in table.c
        if not column.nullable
    }


def test_no_step_makes_a_table_anew_on_which_others_hang() -> None:
    """SQLite refuses to drop it as soon as there is a row: columns are added one by one, without a foreign key."""
    parents = {key.column.table.name for table in db.metadata.sorted_tables for key in table.foreign_keys}
    assert {"account", "survey_wave"} <= parents
    for path in (MIGRATIONS / "versions").glob("*.py"):
        made_anew = set(re.findall(r'batch_alter_table\("(\w+)"', path.read_text("utf-8")))
        assert path.name < "0057" or not made_anew & parents, path.name


def test_one_head_and_every_step_can_be_taken_back() -> None:
    heads = ScriptDirectory(str(MIGRATIONS)).get_heads()
    assert heads == [newest_revision()]
    for path in (Path(__file__).parents[2] / "migrations" / "versions").glob("*.py"):
        text = path.read_text("utf-8")
        assert "def downgrade" in text and "pass\n" not in text.partition("def downgrade")[2], path.name
