"""A filled instance moves to another database and back, and no row differs (OP3, RE8)."""

from datetime import UTC, datetime
from subprocess import CompletedProcess

import pytest
from flask import Flask
from sqlalchemy import delete, select, text

from portal.cli import move as moving
from portal.cli.backup.rows import lines_of
from portal.cli.move import move
from portal.db.extension import db
from portal.domain.base import Base
from portal.domain.people.models import Login
from portal.notify.models import Job
from tests.cli.instances import run
from tests.people import People


@pytest.fixture(autouse=True)
def tables_are_there(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Migrations have tests of their own."""
    asked: list[str] = []

    def upgrade(command: list[str], env: dict[str, str], **_: object) -> CompletedProcess[str]:
        assert command[-2:] == ["db", "upgrade"]
        asked.append(env["PORTAL_DATABASE_URL"])
        return CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(moving, "run", upgrade)
    return asked


def rows_of(app: Flask) -> dict[str, bytes]:
    with app.app_context(), db.engine.connect() as connection:
        return {
            table.name: b"".join(lines_of(connection, table))
            for table in Base.metadata.sorted_tables
            if table.name != "search_entry"
        }


def test_a_filled_instance_moves_there_and_back(here: People, elsewhere: Flask, tables_are_there: list[str]) -> None:
    visit = here.sign_in("service@demo.example").visit_id
    before = rows_of(here.app)
    url, own = (app.extensions["settings"].database_url for app in (elsewhere, here.app))
    moved = run(here.app, move, "--to", url)
    assert moved.exit_code == 0 and tables_are_there == [url], moved.output
    assert (
        "each with the same SHA-256 on both sides" in moved.output
        and f"set PORTAL_DATABASE_URL to {url}" in moved.output
    )
    count = before["account"].count(b"\n")
    assert any(line.split() == ["account", str(count)] for line in moved.output.splitlines())
    assert rows_of(elsewhere) == before
    there = People(elsewhere).sign_in("service@demo.example")
    there.client.set_cookie("portal", visit)  # who was signed in still is
    assert "D-000101" in there.get("/staff/accounts/?q=岷川").text
    kept = rows_of(elsewhere)
    refused = run(elsewhere, move, "--to", own)
    assert refused.exit_code == 1 and "name an empty one" in refused.output and rows_of(here.app) == before
    with here.app.app_context(), db.engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(delete(table))
    back = run(elsewhere, move, "--to", own)
    assert back.exit_code == 0, back.output
    assert rows_of(here.app) == kept
    filed = here.sign_in("owner@minchuan.example").post(
        "/requests/", {"category": "delivery_query", "subject": "货到哪了", "text": "请查一下", "order_no": "PO-1"}
    )
    assert filed.status_code == 303  # ids go on where they were


def test_what_cannot_be_moved_is_refused_in_one_line_and_nothing_stays(
    here: People, elsewhere: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = elsewhere.extensions["settings"].database_url
    for address, said in (
        (here.app.extensions["settings"].database_url, "in use"),
        ("mysql://portal", "takes sqlite:///"),
    ):
        assert said in run(here.app, move, "--to", address).output
    with here.backstage() as uow:
        uow.session.add(Job(name="heartbeat", begun_at=datetime.now(UTC)))
    assert "The worker is running" in run(here.app, move, "--to", url).output
    with here.backstage() as uow:
        uow.session.execute(delete(Job))
    with elsewhere.app_context(), db.engine.begin() as connection:  # a database that does not keep what it is given
        connection.execute(text("CREATE TRIGGER spoil AFTER INSERT ON login BEGIN UPDATE login SET name = 'x'; END"))
    refused = run(here.app, move, "--to", url)
    assert refused.exit_code == 1 and "login is not the same there; nothing was kept" in refused.output
    with elsewhere.app_context(), db.engine.begin() as connection:
        assert connection.scalar(select(Login.__table__.c.id)) is None
        connection.execute(text("DROP TRIGGER spoil"))
    monkeypatch.setattr(moving, "run", lambda command, **_: CompletedProcess(command, 1, "", "Trace\nno such host"))
    assert "Tables could not be made there: no such host" in run(here.app, move, "--to", url).output
