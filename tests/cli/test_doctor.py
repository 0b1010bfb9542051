"""The command that looks at everything it can reach (OP3)."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from subprocess import run

import pytest
from flask import Flask
from sqlalchemy import delete

from portal.cli.doctor import doctor
from portal.domain.people.models import Staff
from portal.notify.models import Job
from portal.search.models import SearchEntry
from portal.upkeep import checks
from tests.compiled import share_compiled
from tests.people import People

ROOT = Path(__file__).parents[2]


def said(app: Flask) -> dict[str, str]:
    """What it says, by the first words of each line."""
    result = app.test_cli_runner().invoke(doctor)
    assert result.exit_code == (1 if "CARE" in result.output else 0), result.output
    return dict(line[6:].partition(":")[::2] for line in result.output.splitlines() if line.startswith("CARE"))


def test_it_names_what_needs_care(people: People) -> None:
    assert {"worker", "mail"} <= set(said(people.app))


def test_without_tables_it_says_what_to_run_and_other_commands_do_so_in_one_line(tmp_path: Path) -> None:
    here = {"PORTAL_DATA_DIR": str(share_compiled(tmp_path)), "FLASK_APP": "wsgi"}
    ran = run([sys.executable, "-c", BOTH], env=os.environ | here, cwd=ROOT, capture_output=True, text=True)
    assert "Traceback" not in ran.stderr
    said = [part for part in ran.stdout.split(ENDED) if part.strip()]
    assert len(said) == 2 and all("run `flask db upgrade`" in part and part.rstrip().endswith(" 1") for part in said)


ENDED = "-- ended"
BOTH = f"""
import contextlib, sys
from flask.cli import main
for words in (["doctor"], ["end-sessions", "owner@minchuan.example"]):
    sys.argv = ["flask", *words]
    try:
        with contextlib.redirect_stderr(sys.stdout):
            main()
    except SystemExit as leaving:
        print("", leaving.code, {ENDED!r}, flush=True)
"""
"""Two commands in a process that begins from nothing: loading the program is most of what it does."""


def test_a_worker_that_was_just_seen_is_fine(people: People) -> None:
    with people.backstage() as uow:
        uow.session.add(Job(name="heartbeat", begun_at=datetime.now(UTC)))
    assert "worker" not in said(people.app)


def test_an_index_of_an_earlier_version_is_named_and_made_anew(people: People) -> None:
    with people.backstage() as uow:
        connection = uow.session.unguarded("an earlier version knew no contracts")
        connection.execute(delete(SearchEntry.__table__).where(SearchEntry.__table__.c.kind == "contract"))
    assert "flask reindex" in said(people.app)["search"]
    made = people.app.test_cli_runner().invoke(args=["reindex"])
    assert made.exit_code == 0 and "7 things can be found." in made.output
    assert "search" not in said(people.app)


def test_a_portal_without_administrator_is_told_how_to_make_one(people: People) -> None:
    assert "administrator" not in said(people.app)
    with people.backstage() as uow:
        uow.session.execute(delete(Staff).where(Staff.title == "administrator"))
    assert "create-admin" in said(people.app)["administrator"]


def test_a_key_that_others_can_read_is_named(people: People) -> None:
    file = Path(people.app.extensions["settings"].data_dir) / "secret_key"
    file.write_text("k" * 40)
    file.chmod(0o644)
    try:
        assert "chmod 600" in said(people.app)["secret key"]
    finally:
        file.unlink()


def test_a_clock_that_disagrees_with_the_database_is_told(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """One machine has one clock; where nodes share a PostgreSQL, leases depend on theirs."""
    assert "clock" not in said(people.app)
    monkeypatch.setattr(checks, "APART", -1)
    assert ("clock" in said(people.app)) == (not people.app.extensions["settings"].is_sqlite)
