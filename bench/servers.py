"""Servers under load: gunicorn with two synchronous workers on a free port of the loopback, and our worker process."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from bench.load import ask

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
LOG = ROOT / "bench" / ".data" / "programs.log"
"""What the programs under load say, a line for each request: not for the screen."""


class Served:
    """A process tree that is started, watched and ended."""

    def __init__(self, command: list[str], environ: dict[str, str]) -> None:
        self._command, self._environ = command, {**os.environ, **environ}
        self._environ.pop("PYTHONDONTWRITEBYTECODE", None)

    def __enter__(self) -> Self:
        LOG.parent.mkdir(exist_ok=True)
        with LOG.open("ab") as log:
            self.process = subprocess.Popen(
                self._command, env=self._environ, cwd=ROOT, start_new_session=True, stdout=log, stderr=log
            )
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def megabytes(self) -> float:
        """Memory of the process and its children, what they share counted once. The database file that is mapped into
        them is the system's page cache and is left out."""
        return sum(_own_kilobytes(pid) for pid in self._pids()) / 1024

    def _pids(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [self.process.pid, *map(int, children)]


class Watched:
    """The most memory that a process tree has while this lasts, in megabytes; the mapped database left out as ever."""

    def __init__(self, served: Served) -> None:
        self._served, self._over, self.highest = served, threading.Event(), 0.0
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.25):
            try:
                self.highest = max(self.highest, self._served.megabytes())
            except OSError:  # a child that has just ended
                continue


class Web(Served):
    """An application behind gunicorn; `seconds` is how long it took until the first answer."""

    def __init__(
        self, app: str, environ: dict[str, str] | None = None, *, first: str = "/", config: str, workers: int = 2
    ) -> None:
        self.port, self._first = _free_port(), first
        command = [
            str(BIN / "gunicorn"), "--config", config, "--workers", str(workers), "--worker-class", "sync",
            "--max-requests", "0", "--bind", f"127.0.0.1:{self.port}", "--log-level", "warning", app,
        ]  # fmt: skip
        super().__init__(command, {"PORT": str(self.port), **(environ or {})})

    def __enter__(self) -> Self:
        begun = time.perf_counter()
        super().__enter__()
        self.first_answer = self._wait()
        self.seconds = time.perf_counter() - begun
        return self

    def _wait(self) -> bytes:
        for _ in range(3000):
            if self.process.poll() is not None:
                raise RuntimeError("the server ended before it answered")
            try:
                return ask(self.port, get(self.port, self._first).encode())
            except OSError:
                time.sleep(0.01)
        raise RuntimeError("the server did not answer within 30 seconds")


def get(port: int, path: str, headers: dict[str, str] | None = None) -> str:
    """A GET as it goes over the line."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in (headers or {}).items())
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n{lines}\r\n"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _own_kilobytes(pid: int) -> int:
    total, is_database = 0, False
    for line in Path(f"/proc/{pid}/smaps").read_text().splitlines():
        if line.startswith("Pss:"):
            total += 0 if is_database else int(line.split()[1])
        elif line[0] in "0123456789abcdef":
            is_database = ".sqlite3" in line
    return total
