"""The whole product as people run it: database, web server, worker, each a process of its own."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

from tests.compiled import ALIKE, share_compiled
from tests.notify.mail_sink import MailSink

ROOT = Path(__file__).parents[2]
SECONDS_TO_START = 60


class Program:
    """Serves a folder's database on a free port; mail goes to a sink."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self.folder, self.mail = share_compiled(folder), MailSink()
        self.log = folder / "program.log"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")},
            "FLASK_APP": "wsgi", "PORTAL_ENV": "development", "PORTAL_QUIET_HOURS": "off",
            "PORTAL_DATA_DIR": str(folder), "PORTAL_UNDO_SEND_SECONDS": "0",
            "PORTAL_BASE_URL": self.address, "PORT": str(port),
            "PORTAL_SMTP_URL": self.mail.url, "PORTAL_MAIL_FROM": "portal@demo.example",
        }  # fmt: skip
        self.processes: list[subprocess.Popen[bytes]] = []

    def start(self) -> "Program":
        self._begin("gunicorn", "--config", "deploy/gunicorn.conf.py", "wsgi:app")
        self._begin("flask", "worker")
        self._wait_until_ready()
        return self

    def beside(self, **environment: str) -> "Program":
        """Another web server over the same folder, set up differently; the worker is the same."""
        other = Program(self.folder)
        other.log = self.log  # whatever is wrong there fails this run
        other.environment |= environment
        other._begin("gunicorn", "--config", "deploy/gunicorn.conf.py", "wsgi:app")
        other._wait_until_ready()
        return other

    def stop(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(30)
        self.mail.stop()

    def run(self, *command: str) -> None:
        """A `flask` command, to its end."""
        with self.log.open("ab") as log:
            subprocess.run(
                [_tool("flask"), *command], cwd=ROOT, env=self.environment, stdout=log, stderr=log, check=True
            )

    def _begin(self, tool: str, *arguments: str) -> None:
        with self.log.open("ab") as log:
            command = [_tool(tool), *arguments]
            self.processes.append(subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log))

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + SECONDS_TO_START
        while not self._is_ready():
            if time.monotonic() > until or any(process.poll() is not None for process in self.processes):
                self.stop()  # nobody else would
                raise RuntimeError(f"the program does not start:\n{self.log.read_text('utf-8')[-2000:]}")
            time.sleep(0.1)

    def _is_ready(self) -> bool:
        try:
            with urlopen(f"{self.address}/readyz", timeout=5) as answer:
                return answer.status == 200
        except OSError:  # refused, or silent for now on a busy machine
            return False


def demonstration(folder: Path, shared: Path) -> Program:
    """The program over the demonstration company; `shared` keeps the filled folder for whoever starts next."""
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        filled = shared / "demonstration"
        if not filled.exists():
            making = shared / "demonstration-in-the-making"
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir()
            program = Program(making)
            program.run("db", "upgrade")
            program.run("demo")
            program.mail.stop()
            making.rename(filled)
    shutil.copytree(filled, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*ALIKE))
    return Program(folder).start()


def _tool(name: str) -> str:
    return str(Path(sys.executable).with_name(name))
