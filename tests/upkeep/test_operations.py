"""Operations: what needs care is the same for the command, the mail and the page; machines read figures (OP3, AL3)."""

import json
import logging
import re
import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from portal.cli.audit import verify_audit
from portal.cli.backup.commands import backup
from portal.cli.doctor import doctor
from portal.db.transaction import transaction
from portal.domain.scope import EveryAccount
from portal.notify.jobs import Regular, run_due
from portal.notify.models import Job
from portal.notify.roll_call import WorkerSeen, arrive, leave
from portal.upkeep import job_words, words
from portal.upkeep.board import EVERY, job_lines
from portal.upkeep.checks import CHECKS
from portal.upkeep.findings import Look
from portal.upkeep.measuring import BOUNDS, Measured
from portal.web.logs import JsonLine
from tests.cli.instances import run
from tests.notify.mail_sink import MailSink, plain_text
from tests.people import People

PAGE = "/staff/admin/operations"
TOKEN = "t" * 30
HOST = socket.gethostname()[:40]
NOW = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)


Change = Callable[..., None]


def heartbeat(people: People, **ago: float) -> None:
    with people.backstage() as uow:
        row = uow.session.query(Job).filter_by(name="heartbeat").one_or_none() or Job(name="heartbeat")
        row.begun_at = datetime.now(UTC) - timedelta(**ago)
        uow.session.add(row)


def test_the_page_says_what_the_command_says_and_how_each_job_went(people: People) -> None:
    admin = people.sign_in("admin@demo.example")
    heartbeat(people, minutes=30)
    with people.app.app_context(), pytest.raises(ZeroDivisionError):
        run_due(Regular("sweep", timedelta(0), lambda *_: 1 // 0), datetime.now(UTC))
    page = admin.get(PAGE).text
    assert re.search(r"自 [0-9: -]+ UTC 起没有动静；请重新启动", page)
    assert "清理过期数据" in page and "ZeroDivisionError" in page and "失败" in page
    assert "请处理：" in (notice := admin.get("/staff/admin/").text) and "后台进程" in notice
    said = people.app.test_cli_runner().invoke(doctor)
    assert said.exit_code == 1
    for line in ("CARE  worker: not seen since", "CARE  jobs: sweep failed", "CARE  mail: no mail server"):
        assert line in said.output
    with people.app.app_context():
        assert run_due(Regular("sweep", timedelta(0), lambda *_: 7), datetime.now(UTC)) == 7
    heartbeat(people, seconds=5)
    page = admin.get(PAGE).text
    assert "ZeroDivisionError" not in page and "没有动静" not in page
    assert people.sign_in("service@demo.example").get(PAGE).status_code == 404


def test_one_of_several_workers_is_missed_and_one_that_leaves_is_not(people: People) -> None:
    """Another one goes on, so the heartbeat alone would not show it."""
    heartbeat(people, seconds=5)
    admin, app = people.sign_in("admin@demo.example"), people.app
    with app.app_context():
        for name in ("one", "two"):
            arrive(name)()
    assert "没有动静" not in admin.get(PAGE).text
    for name, host, pid, minutes in (
        ("three", "node-b", 1, 7),
        ("four", "node-c", 1, 61),
        ("five", HOST, 2**22 + 1, 5),
    ):
        with people.backstage() as uow:
            seen = datetime.now(UTC) - timedelta(minutes=minutes)
            uow.session.add(WorkerSeen(name=name, host=host, pid=pid, seen_at=seen))
    assert ", ".join(sorted(["node-b", "node-c", HOST])) in admin.get(PAGE).text
    with app.app_context():
        arrive("six")()  # strikes out who ended on this machine, and who was missed for an hour
    page = admin.get(PAGE).text
    assert "node-b" in page and "node-c" not in page
    assert not re.search(rf"(?<![\w-]){re.escape(HOST)}(?![\w-])", page), "a short name also stands within tokens"
    with app.app_context():
        leave("three")
    assert "node-b" not in admin.get(PAGE).text


def test_commands_leave_word_for_the_page(here: People, set_mail: Change, tmp_path: Path) -> None:
    set_mail(env="production")
    admin = here.sign_in("admin@demo.example")
    assert "两天没有备份" in admin.get(PAGE).text
    assert run(here.app, backup, f"{tmp_path}/one.backup").exit_code == 0
    assert run(here.app, verify_audit).exit_code == 0
    page = admin.get(PAGE).text
    assert "one.backup" in page and "两天没有备份" not in page
    assert run(here.app, verify_audit, "--anchor", f"9:{'a' * 64}").exit_code == 1
    assert "记录被改动" in admin.get(PAGE).text


def test_administrators_are_told_once_by_mail_and_again_when_it_is_well(here: People, sink: MailSink) -> None:
    heartbeat(here, minutes=30)
    for _ in range(2):
        assert run(here.app, doctor, "--mail").exit_code == 1
    [mail] = sink.mails
    assert mail["To"] == "admin@demo.example" and "系统需要处理" in mail["Subject"] and "后台进程" in mail["Subject"]
    assert "没有动静" in plain_text(mail) and "/staff/admin/operations" in plain_text(mail)
    heartbeat(here, seconds=5)
    run(here.app, doctor, "--mail")
    assert "已恢复：后台进程" in plain_text(sink.mails[1]) and len(sink.mails) == 2


def test_figures_are_for_whoever_brings_the_token(people: People, set_mail: Change) -> None:
    visitor = people.anonymous()
    assert visitor.get("/metrics").status_code == visitor.get("/no-such-page").status_code == 404
    set_mail(metrics_token=TOKEN)
    for sent in ("", "Bearer", f"Bearer {TOKEN[1:]}", f"Basic {TOKEN}", f"Bearer {TOKEN}é"):
        assert visitor.get("/metrics", headers={"Authorization": sent}).status_code == 404
    with people.backstage() as uow:
        uow.session.add(Job(name="seal", begun_at=uow.now - timedelta(seconds=90), took_ms=3))
    visitor.get("/login")
    answer = visitor.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    figures = dict(line.rpartition(" ")[::2] for line in answer.text.splitlines() if not line.startswith("#"))
    assert float(figures["portal_database_bytes"]) > 100_000 and figures["portal_dead_letters"] == "0"
    assert 89 < float(figures['portal_job_age_seconds{job="seal"}']) < 120
    assert int(figures['portal_requests_total{status="2xx"}']) >= 1
    assert "岷川" not in answer.text


@pytest.mark.engineless
def test_workers_count_in_rows_of_their_own_and_are_added_up() -> None:
    measured = Measured()
    for row, kind, status, seconds in ((0, "read", 200, 0.005), (1, "read", 303, 0.3), (1, "write", 500, 99.0)):
        measured.count_in_row(row)
        measured.add(kind, status, seconds)
    told = dict(line.rpartition(" ")[::2] for line in measured.lines() if not line.startswith("#"))
    reads = [int(told[f'portal_request_seconds_bucket{{kind="read",le="{bound}"}}']) for bound in (*BOUNDS, "+Inf")]
    assert reads == [1, 1, 1, 1, 1, 2, 2, 2, 2, 2]
    assert told['portal_request_seconds_sum{kind="read"}'] == "0.305"
    assert told['portal_request_seconds_bucket{kind="write",le="5.0"}'] == "0"
    assert told['portal_request_seconds_count{kind="write"}'] == told['portal_requests_total{status="5xx"}'] == "1"


def test_a_line_of_the_log_names_request_login_and_account_by_id_alone(
    people: People, caplog: pytest.LogCaptureFixture
) -> None:
    lines: list[dict[str, object]] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(json.loads(JsonLine().format(record)))

    logger, keep = logging.getLogger("portal"), Keep()
    logger.addHandler(keep)
    before = logger.level
    logger.setLevel(logging.INFO)
    try:
        people.sign_in("owner@minchuan.example").get("/requests/?q=岷川")
        people.anonymous().post("/login", {"login": "owner@minchuan.example\n{}", "password": "not-the-password"})
    finally:
        logger.removeHandler(keep)
        logger.setLevel(before)
    reading, guess = (line for line in lines if line["event"] == "request")
    assert (reading["route"], reading["status"], reading["method"]) == ("/requests/", 200, "GET")
    assert isinstance(reading["login"], int) and isinstance(reading["account"], int)
    assert guess["status"] == 422 and "login" not in guess and guess["request"] != reading["request"]
    written = json.dumps(lines, ensure_ascii=False)
    for secret in ("岷川", "minchuan", "not-the-password"):
        assert secret not in written


@pytest.mark.engineless
def test_everything_that_is_looked_at_has_a_name_and_every_job_words(app: Flask) -> None:
    assert set(words.NAMES) == set(CHECKS)
    assert set(EVERY) <= set(job_words.JOBS)
    with app.app_context(), transaction(EveryAccount("tests"), writes=False) as session:
        lines = job_lines(Look(app.extensions["settings"], session, NOW))
    assert {line.state for line in lines} == {"never"}
