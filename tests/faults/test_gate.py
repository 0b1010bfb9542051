"""The queue of writers: nobody waits for themselves, and nobody waits for ever (BI1, RE4)."""

import fcntl
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from portal.db import courtesy, gate
from portal.db.courtesy import Courtesy
from portal.db.gate import AlreadyInside, WriteGate
from portal.db.presence import Presence
from tests.people import People

pytestmark = pytest.mark.engineless


def test_who_is_inside_is_told_at_once_instead_of_waiting_for_themselves(tmp_path: Path) -> None:
    door = WriteGate(tmp_path / "gate")
    token = door.enter()
    with pytest.raises(AlreadyInside, match="end it before"):
        door.enter()
    with ThreadPoolExecutor(1) as other:
        waiting = other.submit(door.enter)
        assert not waiting.done()
        door.leave(token)
        door.leave(waiting.result(10))
    door.leave(door.enter())
    assert WriteGate(None).enter() is None


def test_a_second_writing_transaction_within_the_first_is_refused_and_the_first_goes_on(people: People) -> None:
    with people.backstage() as uow:
        with pytest.raises(AlreadyInside):
            people.sign_in("owner@minchuan.example")
        uow.accounts.get("D-000101").city = "乐山"
    with people.backstage() as uow:
        assert uow.accounts.get("D-000101").city == "乐山"


def test_whoever_is_stuck_inside_stops_the_others_for_a_while_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "PATIENCE", 0.05)
    door = WriteGate(tmp_path / "gate")
    stuck = os.open(tmp_path / "gate", os.O_CREAT | os.O_RDWR)
    fcntl.flock(stuck, fcntl.LOCK_EX)
    with pytest.raises(OperationalError, match="did not open"):
        door.enter()
    os.close(stuck)
    door.leave(door.enter())


WAITER = "import sys; from pathlib import Path; from portal.db.gate import WriteGate as Gate; print(flush=True); g = Gate(Path(sys.argv[1])); g.leave(g.enter())"  # noqa: E501


def test_whose_work_nobody_waits_for_rests_as_long_as_others_had_to_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rests, priorities = [], []
    monkeypatch.setattr(courtesy, "sleep", rests.append)
    monkeypatch.setattr(courtesy, "_take", lambda priority: priorities.append(priority) or True)
    door = WriteGate(tmp_path / "gate")
    door.courtesy = Courtesy(Presence(None))
    door.leave(door.enter())
    assert rests == [], "nobody stood there"
    token = door.enter()
    with subprocess.Popen([sys.executable, "-c", WAITER, str(tmp_path / "gate")], stdout=subprocess.PIPE) as other:
        assert other.stdout.readline()
        while not gate._somebody_waits(token):
            assert other.poll() is None
        door.leave(token)
        assert other.wait(10) == 0
    assert len(rests) == 1 and 0 < rests[0] <= courtesy.LONGEST
    usual = os.getpriority(os.PRIO_PROCESS, 0)
    assert priorities[-4:] == [usual, usual + courtesy.KINDNESS] * 2, "inside it hurries"
