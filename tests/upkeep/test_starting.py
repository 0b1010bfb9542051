"""What keeps the portal from starting (RE10), and the files it is run by (OP4)."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, text

from portal.app import before_fork
from portal.cli.worker import worker
from portal.db.engine import prepare
from portal.db.extension import db
from portal.upkeep import starting
from tests.cli.instances import run
from tests.people import People

DEPLOY = Path(__file__).parents[2] / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))


def test_debug_a_newer_database_and_unsafe_settings_refuse_to_start(
    elsewhere: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    before_fork(elsewhere)
    with elsewhere.app_context(), db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SystemExit, match="newer release"):
        before_fork(elsewhere)
    refused = run(elsewhere, worker)
    assert refused.exit_code == 1 and "install that release" in refused.output
    with elsewhere.app_context(), db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    before_fork(elsewhere)  # older tables are brought up to date by `db upgrade`, which runs first
    monkeypatch.setitem(starting.PRAGMAS, "foreign_keys", 7)
    with pytest.raises(SystemExit, match="did not take foreign_keys"):
        before_fork(elsewhere)
    monkeypatch.setitem(starting.PRAGMAS, "foreign_keys", 1)
    monkeypatch.setattr(starting, "SAFE", ())
    with pytest.raises(SystemExit, match="power cut"):
        before_fork(elsewhere)


def test_debug_mode_in_production_refuses_to_start(
    people: People, set_mail: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    set_mail(env="production")
    monkeypatch.setattr(people.app, "debug", True)
    with pytest.raises(SystemExit, match="FLASK_DEBUG"):
        before_fork(people.app)


def test_what_is_acknowledged_waits_for_the_disk(people: People, set_mail: Callable[..., None], tmp_path: Path) -> None:
    """RE1: each connection does, whatever the server's file says; a server that never does keeps us from starting."""
    with people.app.app_context():
        engine = db.engine
    if engine.dialect.name == "sqlite":  # the tests' own waits for no disk
        engine = create_engine(f"sqlite:///{tmp_path / 'own.sqlite3'}")
        prepare(engine)
        with engine.connect() as connection:
            assert connection.scalar(text("PRAGMA synchronous")) == 2
        return
    with engine.connect() as connection:
        assert connection.scalar(text("SHOW synchronous_commit")) == "on"
    before_fork(people.app)
    set_mail(env="production")  # the server of these tests is told to be quick
    with pytest.raises(SystemExit, match="fsync=off"):
        before_fork(people.app)


@pytest.mark.engineless
@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_every_unit_runs_unprivileged_and_can_write_its_data_only(unit: Path) -> None:
    lines = unit.read_text("utf-8").splitlines()
    for line in (
        "User=portal", "NoNewPrivileges=yes", "ProtectSystem=strict", "ProtectHome=yes", "PrivateTmp=yes",
        "CapabilityBoundingSet=", "UMask=0077", "EnvironmentFile=/etc/portal.env",
    ):  # fmt: skip
        assert line in lines, line
    [written] = [line for line in lines if line.startswith("ReadWritePaths=")]
    assert set(written.partition("=")[2].split()) <= {"/var/lib/portal", "/var/backups/portal"}
    begun = unit.with_suffix(".timer").exists() or unit.with_suffix(".socket").exists()
    assert begun or "WantedBy=multi-user.target" in lines


@pytest.mark.engineless
def test_both_proxies_overwrite_what_visitors_claim_and_limit_what_they_send() -> None:
    caddy, nginx = ((DEPLOY / name).read_text("utf-8") for name in ("Caddyfile", "nginx.conf"))
    assert "header_up X-Forwarded-For {remote_host}" in caddy and "header_up -X-Forwarded-Host" in caddy
    assert re.search(r"proxy_set_header X-Forwarded-For \$remote_addr;", nginx)
    assert "$proxy_add_x_forwarded_for" not in nginx and 'proxy_set_header X-Forwarded-Host "";' in nginx
    assert "max_size 21MB" in caddy and "client_max_body_size 21m" in nginx
    assert "PORTAL_TRUSTED_PROXIES=1" in (DEPLOY / "portal.env.example").read_text("utf-8")
