"""A server that speaks S3, on a free port of the loopback, for drills: `s3rver` of npm or `moto_server` of PyPI.

Neither is among our packages. `PORTAL_DRILL_S3` names the program; else it is looked for on the path.
"""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from tests.house.program import free_port

BUCKET = "portal"
KEYS = {"s3rver": ("S3RVER", "S3RVER")}
HOW = "npm install s3rver (or pip install 'moto[server]') somewhere and set PORTAL_DRILL_S3 to its program"


class ObjectServer:
    """What settings of a node need to know of it, and where its bytes lie."""

    def __init__(self, program: str, port: int) -> None:
        self.key, self.secret = KEYS.get(Path(program).name, ("portal", "portal-secret"))
        self.environment = {
            "PORTAL_FILES_URL": f"s3://{BUCKET}/files", "PORTAL_S3_ENDPOINT": f"http://127.0.0.1:{port}",
            "PORTAL_S3_KEY": self.key, "PORTAL_S3_SECRET": self.secret, "PORTAL_S3_ALLOW_HTTP": "yes",
        }  # fmt: skip


@contextmanager
def serving(folder: Path) -> Iterator[ObjectServer]:
    """Running, with an empty bucket."""
    program = os.environ.get("PORTAL_DRILL_S3") or shutil.which("s3rver") or shutil.which("moto_server")
    if program is None:
        raise SystemExit(f"No server that speaks S3: {HOW}.")
    port = free_port()
    words = ["-d", str(folder), "-a", "127.0.0.1", "-p", str(port), "--silent", "--configure-bucket", BUCKET]
    if Path(program).name != "s3rver":
        words = ["-H", "127.0.0.1", "-p", str(port)]
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "server.log").open("wb") as log:
        running = subprocess.Popen([program, *words], stdout=log, stderr=log, start_new_session=True)
    try:
        _wait(port, running)
        yield ObjectServer(program, port)
    finally:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def _wait(port: int, running: subprocess.Popen[bytes]) -> None:
    """Until it answers; the bucket is made, where it is not there from the beginning."""
    for _ in range(300):
        if running.poll() is not None:
            raise SystemExit("The server that speaks S3 ended at once; see its server.log.")
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("PUT", f"/{BUCKET}")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise SystemExit("The server that speaks S3 does not answer.")
