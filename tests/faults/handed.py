"""The web server behind a socket that outlives it, as systemd hands it over (deploy/systemd/portal-web.socket)."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.house.program import ask

ROOT = Path(__file__).parents[2]
TAKES_OVER = 'exec 3<&"$1"; shift; export LISTEN_FDS=1 LISTEN_PID=$$; exec "$@"'


class Handed:
    """Any number of servers, of this release or another one, that take their visitors from one socket."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = {**os.environ, "PORTAL_WEB_WORKERS": "2", **environment, "FLASK_APP": "wsgi"}
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=2048)
        self.port = int(self.socket.getsockname()[1])
        self.running: list[subprocess.Popen[bytes]] = []
        self.longest_leave = 0.0
        """Seconds that the slowest took from being asked to leave until it had left."""

    def start(self, code: Path = ROOT) -> subprocess.Popen[bytes]:
        words = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "wsgi:app"]
        begun = subprocess.Popen(
            ["bash", "-c", TAKES_OVER, "-", str(self.socket.fileno()), *words], cwd=code, env=self.environment,
            pass_fds=(self.socket.fileno(),), start_new_session=True
        )  # fmt: skip
        self.running.append(begun)
        return begun

    def restart(self) -> None:
        """As `systemctl restart`: the old one leaves before the new one comes; whoever knocks meanwhile waits."""
        self.leave(self.running[0])
        self.start()
        self.wait()

    def leave(self, one: subprocess.Popen[bytes]) -> None:
        one.send_signal(signal.SIGTERM)
        asked = time.monotonic()
        one.wait(90)
        self.longest_leave = max(self.longest_leave, time.monotonic() - asked)
        self.running.remove(one)

    def wait(self, seconds: float = 60) -> None:
        give_up = time.monotonic() + seconds
        while not self._answers():
            assert time.monotonic() < give_up

    def _answers(self) -> bool:
        try:
            return ask(self.port, "GET", "/healthz")[0] == 200
        except TimeoutError:  # a busy machine takes its time
            return False

    def stop(self) -> None:
        for one in self.running:
            os.killpg(one.pid, signal.SIGKILL)
            one.wait()
        self.running.clear()
        self.socket.close()
