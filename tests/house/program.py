"""The real program as processes: web server and worker on one database, to be killed and started again."""

import os
import socket
import time
from http.client import HTTPConnection
from typing import Any

from tests.forked import Forked


class Program:
    """Gunicorn with the configuration that is deployed, and one worker; each leads its own group of processes."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.port = free_port()
        own = {**environment, "PORT": str(self.port), "PORTAL_WEB_WORKERS": "2", "FLASK_APP": "wsgi"}
        self._environment = {**os.environ, **own}
        self._running: list[Forked] = []

    def start(self) -> None:
        """Begin both and wait until the web server answers."""
        for words in (["gunicorn", "--config", "deploy/gunicorn.conf.py", "wsgi:app"], ["flask", "worker"]):
            self._running.append(Forked(words, self._environment))
        give_up = time.monotonic() + 30
        while not self._answers():
            assert time.monotonic() < give_up and self._running[0].is_alive, "the web server does not come up"
            time.sleep(0.05)

    def kill(self) -> None:
        """Like pulling the plug of every process: nobody gets to clean up."""
        for process in self._running:
            process.kill()
        self._running.clear()

    def _answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()


def ask(port: int, method: str, address: str, body: bytes = b"", **headers: str) -> tuple[int, dict[str, Any], bytes]:
    """One request over a connection of its own: status, headers, body; OSError or HTTPException if it was cut off."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, address, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, dict(answer.headers), answer.read()
    finally:
        connection.close()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
