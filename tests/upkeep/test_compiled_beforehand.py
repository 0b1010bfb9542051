"""The server has its program compiled by other processes before it loads it, where it may and there is something to."""

import os
import runpy
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.handed import ROOT

pytestmark = pytest.mark.engineless


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "room").mkdir()
    for name in ("app.py", "room/views.py"):
        (tmp_path / name).write_text("ONE = 1\n")
    return tmp_path


@pytest.fixture
def server() -> Callable[[str], None]:
    return runpy.run_path(str(ROOT / "deploy" / "gunicorn.conf.py"))["compile_beforehand"]


def test_what_is_new_or_was_changed_is_compiled(program: Path, server: Callable[[str], None]) -> None:
    server(str(program))
    compiled = sorted(program.rglob("*.pyc"))
    assert [one.name.split(".")[0] for one in compiled] == ["app", "views"]
    before = [one.stat().st_mtime_ns for one in compiled]
    server(str(program))
    assert [one.stat().st_mtime_ns for one in compiled] == before, "nothing to do"
    (program / "app.py").write_text("TWO = 2\n")
    os.utime(program / "app.py", (before[0] / 1e9 + 5, before[0] / 1e9 + 5))
    server(str(program))
    assert b"TWO" in compiled[0].read_bytes()


def test_nothing_is_compiled_where_it_may_not_be_kept(
    program: Path, server: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as told:
        told.setattr(os, "access", lambda *_: False)
        server(str(program))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    server(str(program))
    assert not list(program.rglob("*.pyc"))


def test_a_fault_in_a_file_is_left_to_whoever_loads_it(program: Path, server: Callable[[str], None]) -> None:
    (program / "broken.py").write_text("def (:\n")
    server(str(program))
    assert len(list(program.rglob("*.pyc"))) == 2
