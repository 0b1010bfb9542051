"""Power cuts, and disks that are full, read-only or broken: a kind page, nothing half-written, and it works again.

RE1, RE4, FI5: a few of each; `make faults` does as many as one wants, and on real disks.
"""

import errno
import io
import os
import secrets
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from portal.db.extension import db
from tests.databases import SqliteStage, Stage
from tests.faults.power import PowerCuts
from tests.faults.sqlite_files import FULL, IOERR_WRITE, OK, READONLY, library, standing_in_the_door
from tests.filing import DELIVERY
from tests.people import HTMX, People, Person

pytestmark = [
    pytest.mark.engineless,
    pytest.mark.skipif(library() is None, reason="NOT TESTED: this Python hides its SQLite, so no disk can be played"),
]
KIND = "暂时无法保存"


@pytest.mark.parametrize("synchronous", ["FULL", "NORMAL"])
def test_a_power_cut_takes_nothing_acknowledged(app: Flask, stage: Stage, tmp_path: Path, synchronous: str) -> None:
    assert isinstance(stage, SqliteStage)
    figure = PowerCuts(app, stage, tmp_path).run(12, 5, synchronous)
    # with less than FULL the drill must find what is lost, or it could find nothing at all
    assert (figure.wrong == []) == (synchronous == "FULL"), figure


def form(**more: Any) -> dict[str, Any]:
    return {**DELIVERY, "contract": "", "form_id": secrets.token_urlsafe(16), **more}


@pytest.mark.parametrize("refusal", [FULL, READONLY, IOERR_WRITE])
def test_a_disk_that_takes_nothing(app: Flask, people: People, refusal: int) -> None:
    owner, staff = people.sign_in("owner@minchuan.example"), people.sign_in("service@demo.example")
    before = len(people.events())
    with app.app_context():
        db.engine.dispose()
    with standing_in_the_door() as door:
        door.refusal = refusal
        written = form()
        assert_refused_kindly(owner, written)
        for person, address in ((owner, "/"), (owner, "/requests/"), (staff, "/staff/requests/"), (owner, "/healthz")):
            assert person.get(address).status_code == 200, address
        assert door.refused
        door.refusal = OK
        again = owner.post("/requests/", written)
        assert again.status_code == 303 and owner.post("/requests/", written).location == again.location
        with app.app_context():
            db.engine.dispose()
    assert [event.kind for event in people.events()[before:]] == ["request.posted"]


def test_a_file_that_finds_no_room(app: Flask, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, content = people.sign_in("owner@minchuan.example"), b"%PDF-1.7\n%%EOF\n" + secrets.token_bytes(20)

    def no_room(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before, root = len(people.events()), app.extensions["storage"].root
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", no_room)
        assert_refused_kindly(owner, form(files=(io.BytesIO(content), "单.pdf")))
    assert [path for path in root.rglob("*") if "incoming" in path.name] == []
    assert len(people.events()) == before
    assert owner.post("/requests/", form(files=(io.BytesIO(content), "单.pdf"))).status_code == 303


def assert_refused_kindly(person: Person, written: dict[str, Any]) -> None:
    for headers in ({}, HTMX):
        sent = {name: (io.BytesIO(value[0].getvalue()), value[1]) if name == "files" else value
                for name, value in written.items()}  # fmt: skip
        answer = person.post("/requests/", sent, headers=headers)
        assert answer.status_code == 503 and KIND in answer.text, answer.text
        assert headers or DELIVERY["text"] in answer.text, "what was written is still there, to be sent again"
        assert "Traceback" not in answer.text and "sqlite" not in answer.text.lower()
