"""A database that is put back without a file copied is the one that was kept, to the byte of every row."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from portal.db.extension import db
from tests.databases import SqliteStage, Stage
from tests.filing import file_delivery
from tests.house.snapshot import differences, rows_of
from tests.people import People

Deed = Callable[[People, Path], object]


def file_many(people: People, file: Path) -> None:
    person = people.sign_in("owner@minchuan.example")
    for _ in range(3):
        file_delivery(person)


def drop_a_table(people: People, file: Path) -> None:
    _run(people, "DROP TABLE radar_item")


def copy_the_journal(people: People, file: Path) -> None:
    file_many(people, file)
    with closing(sqlite3.connect(file)) as other:
        other.execute("PRAGMA wal_checkpoint(PASSIVE)")


def close_all(people: People, file: Path) -> None:
    file_many(people, file)
    with people.app.app_context():
        db.engine.dispose()


def write_from_elsewhere(people: People, file: Path) -> None:
    with closing(sqlite3.connect(file)) as other:
        other.execute("UPDATE login SET name = 'elsewhere'")
        other.commit()


def _run(people: People, statement: str) -> None:
    with people.app.app_context(), db.engine.connect() as connection:
        connection.execute(text(statement))
        connection.commit()


DEEDS = (file_many, drop_a_table, copy_the_journal, close_all, write_from_elsewhere)


@pytest.mark.engineless
@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
def test_whatever_was_done_the_kept_rows_are_there_again(people: People, stage: Stage, deed: Deed) -> None:
    if not isinstance(stage, SqliteStage):
        pytest.skip("a file is put back")
    before = rows_of(people, but=frozenset())
    for _ in range(2):  # the second time over what the first one left in the journal
        deed(people, stage.file)
        assert deed is drop_a_table or differences(before, rows_of(people, but=frozenset()))
        stage.reset(people.app)
        assert differences(before, rows_of(people, but=frozenset())) == {}
        with closing(sqlite3.connect(stage.file)) as other:
            assert other.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert other.execute("SELECT count(*) FROM radar_item").fetchall() == [(0,)]


@pytest.mark.engineless
def test_nothing_is_copied_where_all_was_written_to_the_journal(people: People, stage: Stage) -> None:
    if not isinstance(stage, SqliteStage):
        pytest.skip("a file is put back")
    file_many(people, stage.file)
    with people.app.app_context():
        assert db.engine.pool.checkedin() >= 1  # type: ignore[attr-defined]
        stage.reset(people.app)
        assert db.engine.pool.checkedin() >= 1, "the connections are the same as before"  # type: ignore[attr-defined]
