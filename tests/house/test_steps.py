"""Migrations that a program of the release before survives, and what says so of those it does not (RE9, RE7)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import Connection, text

from portal.app import before_fork
from portal.cli.keys import accept_keys
from portal.cli.migrations import init_migrations
from portal.db import readiness
from portal.db.extension import db
from portal.db.facts import KEYS, SERVES_FROM, fact, knows_a_key, note_keys, state
from portal.db.readiness import MIGRATIONS, newest_revision, why_not_ready
from portal.settings import Settings
from tests.cli.conftest import elsewhere
from tests.cli.instances import run
from tests.house.steps import harsh_steps, is_contract

__all__ = ["elsewhere"]
SINCE = "0046"
"""Earlier ones were made before anybody ran more than one node."""


@pytest.mark.engineless
def test_a_migration_that_takes_away_says_that_it_is_the_second_step() -> None:
    wrong = {
        path.name: steps
        for path in sorted((MIGRATIONS / "versions").glob("[0-9]*.py"))
        if path.name >= SINCE and (steps := harsh_steps(path.read_text("utf-8"))) and not is_contract(path.read_text())
    }
    assert wrong == {}, "the release before still runs while this is done: see docs/decisions/0006"


@pytest.mark.engineless
@pytest.mark.parametrize(
    ("body", "found"),
    [
        ('op.create_table("new", sa.Column("id", BIG)); op.create_index("ix", "new", ["id"], unique=True)', []),
        ('op.add_column("login", sa.Column("hat", BIG)); op.create_foreign_key("fk", "login", "hat", ["hat"])', []),
        ('op.create_foreign_key("fk", "login", "hat", ["cap"])', ["create_foreign_key"]),
        ('op.add_column("login", sa.Column("hat", sa.String(), nullable=True))', []),
        ('op.add_column("login", sa.Column("hat", sa.String(), nullable=False, server_default=""))', []),
        ('op.add_column("login", sa.Column("hat", sa.String(), nullable=False))', ["add_column without a default"]),
        ('op.drop_column("login", "hat")', ["drop_column"]),
        ('with op.batch_alter_table("login") as table:\n        table.drop_column("hat")', ["drop_column"]),
        ('op.alter_column("login", "hat", new_column_name="cap")', ["alter_column"]),
        ('op.alter_column("login", "hat", nullable=False)', ["alter_column"]),
        ('op.alter_column("login", "hat", nullable=True)', []),
        ('op.create_index("ix", "login", ["hat"], unique=True)', ["create_index unique"]),
        ('op.rename_table("login", "person"); op.drop_table("hat")', ["drop_table", "rename_table"]),
        ("helped()", ["drop_table"]),
    ],
)
def test_steps_that_an_earlier_program_trips_over_are_found(body: str, found: list[str]) -> None:
    rest = 'def helped():\n    op.drop_table("hat")\n\ndef downgrade():\n    op.drop_table("new")\n'
    source = f"def upgrade():\n    {body}\n\n{rest}"
    assert harsh_steps(source) == found
    assert is_contract(f'step = "contract"\n{source}') and not is_contract(f'step = "expand"\n{source}')


@contextmanager
def connected(app: Flask) -> Iterator[Connection]:
    with app.app_context(), db.engine.begin() as connection:
        yield connection


def test_a_program_works_on_newer_tables_as_far_back_as_the_database_says(
    elsewhere: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = newest_revision()
    for floor, is_served in (("", False), (SINCE, True), (known, True), ("9998", False)):
        with connected(elsewhere) as connection:
            state(connection, SERVES_FROM, floor)
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        with elsewhere.app_context():
            assert why_not_ready() == (None if is_served else "migrations_pending"), floor
        if is_served:
            before_fork(elsewhere)
        else:
            with pytest.raises(SystemExit, match="newer release"):
                before_fork(elsewhere)


@pytest.mark.engineless  # a database of its own on SQLite
def test_migrations_say_how_far_back_and_an_earlier_program_leaves_newer_tables_alone(
    tmp_path: Path, session_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from portal.app import create_app

    settings: Settings = session_app.extensions["settings"]
    app = create_app(replace(settings, database_url=f"sqlite:///{tmp_path / 'new.sqlite3'}"))
    init_migrations(app)
    with app.app_context():
        upgrade()
        with db.engine.connect() as connection:
            assert fact(connection, SERVES_FROM) == SINCE
        monkeypatch.setattr(readiness, "newest_revision", lambda: "0044")
        with db.engine.begin() as connection:
            state(connection, SERVES_FROM, "0044")
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        db.engine.dispose()
        upgrade()  # as the start of a node does: it finds nothing to do, and does not trip over what it does not know
        with db.engine.connect() as connection:
            assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"
        db.engine.dispose()


def test_a_node_with_other_keys_is_told_apart(elsewhere: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, old, strange = ("o" * 40,), ("o" * 40, "p" * 40), ("s" * 40,)
    with connected(elsewhere) as connection:
        assert knows_a_key(connection, strange), "the first node is never strange"
        note_keys(connection, ours)
        note_keys(connection, ours)
        assert knows_a_key(connection, old) and not knows_a_key(connection, strange)
        note_keys(connection, old)
        assert knows_a_key(connection, ("p" * 40,)) and len(fact(connection, KEYS).split()) == 2
        for turn in range(20):
            note_keys(connection, (f"{turn}" * 40,))
        assert knows_a_key(connection, (f"{19}" * 40,)) and not knows_a_key(connection, ours)
    assert "o" * 16 not in fact_of(elsewhere)
    assert run(elsewhere, accept_keys).exit_code == 0
    with connected(elsewhere) as connection:
        assert knows_a_key(connection, elsewhere.extensions["settings"].secret_keys)


def fact_of(app: Flask) -> Any:
    with connected(app) as connection:
        return fact(connection, KEYS)
