"""Nodes of a drill: web servers and workers of their own data folders over one database, and people who wander."""

import itertools
import os
import re
import secrets
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.compiled import share_compiled
from tests.faults.filers import Filer, multipart
from tests.forked import Forked
from tests.house.program import ask, free_port
from tests.people import Person

FORM = "application/x-www-form-urlencoded"


class Node:
    """One machine: a web server with two processes, and one worker; nothing of it is on another."""

    def __init__(self, name: str, folder: Path, environment: dict[str, str]) -> None:
        self.name, self.port = name, free_port()
        own = {
            "PORTAL_DATA_DIR": str(share_compiled(folder / name)), "PORT": str(self.port), "PORTAL_WEB_WORKERS": "2",
            "FLASK_APP": "wsgi",
        }  # fmt: skip
        self._environment = {**os.environ, **environment, **own}
        self.web: Forked | None = None
        self.worker: Forked | None = None

    def start(self) -> None:
        self.web = Forked(["gunicorn", "--config", "deploy/gunicorn.conf.py", "wsgi:app"], self._environment)
        self.worker = Forked(["flask", "worker"], self._environment)
        until(lambda: self.answers("/readyz"), f"node {self.name} does not come up")

    def kill(self) -> None:
        """Like pulling its plug."""
        for process in (self.web, self.worker):
            if process is not None:
                process.kill()

    def answers(self, address: str) -> bool:
        try:
            return ask(self.port, "GET", address)[0] == 200
        except (OSError, HTTPException):
            return False

    def is_listening(self) -> bool:
        with closing(socket.socket()) as probe:
            probe.settimeout(1)
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


class Wanderer:
    """A browser whose every request goes to the next node, as behind a balancer without sticky sessions. A node that
    does not answer is passed over; what is sent again has the same form id, as a browser's would."""

    def __init__(self, nodes: Sequence[Node], cookie: str = "") -> None:
        self.nodes, self.token = nodes, ""
        self.cookies = dict([cookie.split("=", 1)]) if cookie else {}
        self._turns = itertools.count()
        self.passed_over = 0

    def get(self, address: str) -> tuple[int, bytes]:
        status, _, body = self._ask("GET", address, b"", "")
        if found := re.search(rb'name="csrf-token" content="([^"]+)"', body):
            self.token = found[1].decode()
        return status, body

    def post(self, address: str, fields: dict[str, str]) -> tuple[int, str, bytes]:
        """Status, where a 303 leads, body."""
        told = {"csrf_token": self.token, "form_id": secrets.token_urlsafe(16), **fields}
        status, headers, body = self._ask("POST", address, urlencode(told).encode(), FORM)
        return status, headers.get("Location", ""), body

    def post_file(self, address: str, fields: dict[str, str], content: bytes, name: str) -> tuple[int, str, bytes]:
        told = {"csrf_token": self.token, "form_id": secrets.token_urlsafe(16), **fields}
        kind, body = multipart(told, content)
        status, headers, answer = self._ask("POST", address, body.replace("单.pdf".encode(), name.encode(), 1), kind)
        return status, headers.get("Location", ""), answer

    def _ask(self, method: str, address: str, body: bytes, kind: str) -> tuple[int, dict[str, Any], bytes]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        more = {"Cookie": cookies, **({"Content_Type": kind} if kind else {})}
        for _ in range(200):
            try:
                status, headers, answer = ask(self._next().port, method, address, body, **more)
            except (OSError, HTTPException):
                self.passed_over += 1
                time.sleep(0.05)
                continue
            if "Set-Cookie" in headers:
                name, _, value = headers["Set-Cookie"].partition(";")[0].partition("=")
                self.cookies[name] = value
            return status, headers, answer
        raise AssertionError("no node answers")

    def _next(self) -> Node:
        return self.nodes[next(self._turns) % len(self.nodes)]


class WanderingFiler(Filer):
    """Files request after request, each with a file, each at the next node, and again at another where one fell."""

    def __init__(self, person: Person, nodes: list[Node], told: dict[str, str]) -> None:
        super().__init__(person, 0, told)
        self._round = itertools.cycle(nodes)

    def _send(self, subject: str, form_id: str, content: bytes) -> bool:
        self.port = next(self._round).port
        return super()._send(subject, form_id, content)


def signed_in(person: Person, nodes: list[Node]) -> Wanderer:
    """Wanders with the cookie of somebody who is signed in."""
    wanderer = Wanderer(nodes, f"portal={person.visit_id}")
    wanderer.token = person.csrf_token
    return wanderer


def until(happened: Callable[[], object], otherwise: str, seconds: float = 90) -> None:
    give_up = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > give_up:
            raise AssertionError(otherwise)
        time.sleep(0.1)


def quietly(log: Path) -> None:
    """The programs write a line for each request to standard error: into a file; our own complaints still get there.
    Asked to stop, whatever was begun is ended."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    sys.stderr = os.fdopen(os.dup(2), "w", buffering=1)
    log.parent.mkdir(exist_ok=True)
    kept = os.open(log, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    os.dup2(kept, 2)
    os.close(kept)
