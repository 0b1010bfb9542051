"""A web worker that is asked to leave before it has begun does so: it never stays to be killed with a request (RE7)."""

import os
import queue
import runpy
import signal
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from tests.faults.handed import ROOT

pytestmark = pytest.mark.engineless
CONF = runpy.run_path(str(ROOT / "deploy" / "gunicorn.conf.py"))


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    kept = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, kept)


def begun(*told: int) -> Any:
    """A worker just forked; what was told it meanwhile lies in the queue of its parent."""
    worker = SimpleNamespace(alive=True)
    worker.handle_exit = lambda *_: setattr(worker, "alive", False)
    server: Any = SimpleNamespace(SIG_QUEUE=queue.SimpleQueue())
    for number in told:
        server.SIG_QUEUE.put(number)
    CONF["heed_an_early_farewell"](server, worker)
    return worker


def test_the_word_to_leave_is_heard_before_and_after_the_worker_listens() -> None:
    assert begun(signal.SIGCHLD).alive and begun().alive
    assert not begun(signal.SIGCHLD, signal.SIGTERM).alive
    worker = begun()
    os.kill(os.getpid(), signal.SIGTERM)
    assert not worker.alive


def test_a_restart_waits_as_long_as_a_request_may_take() -> None:
    unit = (ROOT / "deploy/systemd/portal-web.service").read_text()
    [stop] = [int(line.partition("=")[2]) for line in unit.splitlines() if line.startswith("TimeoutStopSec")]
    assert CONF["timeout"] <= CONF["graceful_timeout"] < stop
