"""Budgets that need no clock: statements per page, query plans of lists and searches, bytes on the wire."""

import gzip
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, insert, select, text

from portal.app import create_app
from portal.cli.demo.clock import AS_OF
from portal.db.extension import db
from portal.db.transaction import transaction
from portal.domain.accounts.models import Account
from portal.domain.events import Actor
from portal.domain.people.models import Staff
from portal.domain.promises.models import Pledge
from portal.domain.requests.assigning.applying import assign_new
from portal.domain.requests.escalation import escalate
from portal.domain.scope import EveryAccount
from portal.domain.work import SHANGHAI, Work
from portal.search import schema
from portal.settings import Settings
from tests.compiled import share_compiled
from tests.house.ways_in import strays_among
from tests.people import People, Person
from tests.statements import Counting

pytestmark = pytest.mark.engineless

STAFF, PARTNER = "service@demo.example", "owner@minchuan.example"
STAFF_PAGES = {
    "/staff/": 12, "/staff/requests/": 8, "/staff/requests/?view=overdue": 8, "/staff/requests/?view=mine": 8,
    "/staff/requests/?view=today": 8, "/staff/requests/?view=unassigned": 8, "/staff/requests/?view=waiting": 8,
    "/staff/requests/?view=resolved": 8, "/staff/requests/?view=silent": 8, "/staff/requests/?view=all": 8,
    "/staff/requests/?view=all&category=training": 8, "/staff/requests/?view=mine&sort=newest": 8,
    "/staff/requests/?state=closed&sort=newest": 8, "/staff/requests/?view=overdue&category=training&priority=p1": 8,
    "/staff/requests/views/": 8, "/staff/requests/?category=delivery_query": 8,
    "/staff/requests/?priority=p2": 8, "/staff/requests/?state=closed": 8, "/staff/requests/?q=货": 9,
    "/staff/find": 8, "/staff/find?q=mc": 22, "/staff/find?q=医药": 22, "/staff/find?q=货": 22,
    "/staff/accounts/": 7, "/staff/accounts/?kind=distributor": 7, "/staff/accounts/?status=active": 7,
    "/staff/accounts/?quality=red": 7, "/staff/accounts/?quality=worst": 7,
    "/staff/accounts/?quality=stale&kind=distributor": 7,
    "/staff/accounts/quality": 10, "/staff/accounts/quality?whose=all": 10,
    "/staff/accounts/quality?whose=all&show=stale&province=510000": 10,
    "/staff/accounts/?province=510000": 7, "/staff/accounts/?tier=a": 7, "/staff/accounts/?q=mc": 8,
    "/staff/accounts/D-000101": 12, "/staff/accounts/D-000101?tab=requests": 12,
    "/staff/accounts/D-000101?tab=contracts": 12, "/staff/feedback/": 8, "/staff/contracts/": 10,
    "/staff/notifications/": 8, "/staff/contracts/upstream": 12,
    "/staff/contracts/upstream?upstream=U-2024-001&ends=2026-12-01": 16,
    **{f"/staff/promises/?show={show}&whose={whose}": 9
       for show in ("open", "overdue", "today", "coming", "done", "in_time", "late")
       for whose in ("all", "mine", "left")},
    "/staff/accounts/D-000101?tab=promises": 12, "/staff/accounts/D-000101?tab=papers": 12,
    **{f"/staff/papers/?view={view}": 8 for view in ("submitted", "expired", "7", "30", "60", "90")},
    "/staff/papers/?view=90&type=poa&kind=distributor&mine=1": 8,
    "/staff/care/?whose=all": 8, "/staff/care/": 8, "/staff/care/executive": 8,
    "/staff/accounts/D-000101?tab=care": 12,
    "/staff/contracts/deadlines?whose=all": 7, "/staff/contracts/deadlines?whose=mine": 7,
}  # fmt: skip
ONE_THING = {"/staff/clauses/calculator?contract=D-2026-011&article=第 9 条": 12, "/staff/requests/SR-202611-0001": 22,
             "/staff/accounts/D-000101/brief": 12, "/staff/care/coverage": 10}  # fmt: skip
"""Pages of one thing, whose few rows may be sorted."""
REPORTS = {"/staff/care/report": 16, "/staff/insight/": 9}
PARTNER_PAGES = {
    "/": 12, "/requests/": 8, "/requests/?show=ended": 8,
    "/requests/?state=waiting_partner": 8, "/requests/?category=training&contract=D-2026-011": 8, "/requests/?q=货": 8,
    "/contracts/": 10, "/documents/": 8, "/feedback/": 8,
    "/promises/": 7, "/promises/?show=ended": 7, "/notifications/": 8, "/requests/new?category=delivery_query": 12,
}  # fmt: skip
"""Pages and how many statements each may ask at most, who is recognised included."""
SMALL = {"staff", "product", "calendar_day", "series", "absence", "assignment_rule"}
"""Tables that do not grow with the business, and may be read whole."""
GROWING = {"account", "account_standing", "contact", "qualification", "contract", "contract_version", "clause",
           "service_request", "desk_card", "answer", "note", "feedback", "event", "message", "attachment", "login",
           "membership", "web_session", "search_entry", "form_receipt", "notice_given", "reminder", "pledge",
           "pledge_move", "escalation", "assignment", "archive_quality", "field_check", "gap_rest"}  # fmt: skip
ONLY_LOOKED_FOR = re.compile(r"EXISTS \((?:[^()]|\([^()]*\))*\)")
"""Whether there is such a row: nothing of it is sorted."""
MANY_OF_ONE = {"event", "service_request", "desk_card", "message", "feedback", "search_entry"}
"""Of these one account or person may have thousands."""
GIVEN = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
FIRST_VISIT, NEXT_PAGE, FRAGMENT = 45_000, 8_000, 5_000


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The demonstration company with some thousand rows on SQLite, its tables analysed."""
    folder = tmp_path_factory.mktemp("grown")
    app = create_app(Settings(env="development", data_dir=share_compiled(folder), secret_keys=("k" * 40,)).prepared())
    with app.app_context():
        db.create_all()
        with db.engine.begin() as connection:
            schema.create(connection)
    done = app.test_cli_runner().invoke(args=["demo", "--accounts", "400", "--requests", "3000"])
    assert done.exit_code == 0, done.output
    with app.app_context(), db.engine.begin() as connection:
        _promise_much(connection)
        connection.execute(text("ANALYZE"))
    yield app
    with app.app_context():
        db.engine.dispose()


def _promise_much(connection: Connection) -> None:
    """Promises of some years to the accounts in turn: one in ten of those that fell due is still open."""
    rows = connection.execute(select(Account.id).order_by(Account.id)).scalars().all()
    posts, today = connection.execute(select(Staff.id, Staff.login_id)).all(), datetime.now(SHANGHAI).date()
    given = []
    for index in range(2000):
        post, due_on = posts[index % len(posts)], today + timedelta(days=40 - index // 3)
        kept_on = None if index % 10 == 3 or due_on > today else due_on + timedelta(days=index % 3 - 1)
        given.append({
            "account_id": rows[index % len(rows)], "number": f"PM-{due_on:%Y%m}-{index + 1000}", "what": "到货",
            "due_on": due_on, "owner_id": post.id, "given_by_id": post.login_id, "given_at": GIVEN, "dated_on": due_on,
            "kept_at": kept_on and GIVEN, "kept_on": kept_on, "is_internal": index % 9 == 0,
        })  # fmt: skip
    connection.execute(insert(Pledge), given)


@pytest.fixture
def app(grown: Flask) -> Flask:
    """What `people` and `statements` work with here."""
    return grown


Asked = list[tuple[str, int, list[tuple[str, Any]]]]
ASKED: dict[Flask, Asked] = {}


@pytest.fixture
def asked_by_pages(app: Flask, people: People, statements: Counting) -> Asked:
    """Each page with the most statements it may ask and those it asked; opened once for all who count or explain."""
    if app not in ASKED:
        staff, partner, head = people.sign_in(STAFF), people.sign_in(PARTNER), people.sign_in("director@demo.example")
        staff.get("/staff/requests/")  # a process reads the calendar and the clock policy once a minute, not for a page
        ASKED[app] = []
        for person, pages in ((staff, STAFF_PAGES), (partner, PARTNER_PAGES), (staff, ONE_THING), (head, REPORTS)):
            for path, most in pages.items():
                with statements() as asked:
                    assert person.get(path).status_code == 200, path
                ASKED[app].append((path, most, asked))
    return ASKED[app]


def test_no_page_asks_more_than_its_statements(asked_by_pages: Asked) -> None:
    over = [f"{path}: {len(asked)} instead of {most}" for path, most, asked in asked_by_pages if len(asked) > most]
    assert not over, over


def test_every_list_and_search_walks_an_index(app: Flask, asked_by_pages: Asked) -> None:
    slow: set[str] = set()
    with app.app_context(), db.engine.connect() as connection:
        for path, _, asked in asked_by_pages:
            for sql, values in asked if path not in ONE_THING | REPORTS else ():
                slow |= {f"{path}: {step}" for step in unindexed(connection, sql, values)}
    assert not slow, sorted(slow)


def test_what_belongs_to_one_is_found_by_way_of_it(asked_by_pages: Asked) -> None:
    assert not strays_among(sql for _, _, asked in asked_by_pages for sql, _ in asked)


def test_what_the_worker_asks_every_few_seconds_walks_an_index(app: Flask, statements: Counting) -> None:
    """The rules that assign and the look for what is late, on a working morning of the demonstration."""
    slow: set[str] = set()
    with app.app_context(), transaction(EveryAccount("tests")) as session, statements() as asked:
        assert escalate(Work(session, Actor.system("worker"), AS_OF, writes=True)) > 0
        assert assign_new(Work(session, Actor.system("worker"), datetime.now(UTC), writes=True)) == 0
    for kind in ("escalation.step", "assignment.request_id"):
        assert any(kind in sql for sql, _ in asked), kind
    assert not strays_among(sql for sql, _ in asked)
    with app.app_context(), db.engine.connect() as connection:
        for sql, values in asked:
            slow |= set(unindexed(connection, sql, values)) if sql.startswith("SELECT") else set()
    assert not slow, sorted(slow)


NEARLY_ALWAYS = re.compile(r"\sWHERE likelihood\(\w+\.status != \?, 1\.0\)(?=\s+ORDER BY)")
"""The only condition is that merged accounts stay hidden (scope.py), which narrows nothing: the walk ends as soon."""


def unindexed(connection: Connection, sql: str, values: Any) -> list[str]:
    """Steps of the plan that read a growing table whole, or sort more than what belongs to one thing."""
    plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)]
    names, shown = tables_in(sql), tables_in(ONLY_LOOKED_FOR.sub("", sql))
    sorts = [f"{step}: {sql}" for step in plan if "TEMP B-TREE" in step]
    # without a condition (or but for the few that are confidential) a page is a walk along its key that soon ends
    narrowing = NEARLY_ALWAYS.sub("", sql)
    walks = not sorts and "LIMIT" in sql and ("WHERE" not in narrowing or "feedback" in names)
    scanned = [step for step in plan if step.startswith("SCAN ") and names.get(step.split()[1]) in GROWING]
    # what one person, account or page has but a few of is sorted after it was found by index
    few = re.search(r"\w+\.(account_id|contract_id|request_id|login_id|id) (= \?|IN \(\?)", sql)
    few = few and MANY_OF_ONE.isdisjoint(shown.values())
    in_small = {names.get(step.split()[1]) for step in plan if step.startswith(("SCAN ", "SEARCH "))} & SMALL
    return ([] if walks else scanned) + ([] if few or in_small else sorts)


def tables_in(sql: str) -> dict[str, str]:
    return {alias or table: table for table, alias in re.findall(r"(?:FROM|JOIN) (\w+)(?: AS (\w+))?", sql)}


@pytest.mark.parametrize("path", ["/staff/requests/", "/staff/accounts/", "/staff/"])
def test_pages_and_pieces_are_light(people: People, path: str) -> None:
    """Squeezed as the proxy in front squeezes them; static files as they are sent to a browser that takes brotli."""
    staff = people.sign_in(STAFF)
    page = staff.get(path).data
    static = {found.decode() for found in re.findall(rb'(?:href|src)="(/static/[^"#]+)', page)}
    assert len(static) >= 4
    assert squeezed(page) <= NEXT_PAGE
    assert squeezed(page) + sum(weight(staff, name) for name in static) <= FIRST_VISIT


def test_a_piece_of_the_queue_is_lighter_than_its_page(people: People) -> None:
    staff = people.sign_in(STAFF)
    piece = staff.piece("/staff/requests/?view=open", "request_list").data
    assert b"<html" not in piece
    assert squeezed(piece) <= FRAGMENT


def squeezed(body: bytes) -> int:
    return len(gzip.compress(body, 5))


def weight(person: Person, name: str) -> int:
    """Bytes of a static file on the wire; it is never asked for again."""
    answer = person.get(name, headers={"Accept-Encoding": "br, gzip"})
    assert "immutable" in answer.headers["Cache-Control"], name
    assert answer.headers["Content-Encoding"] == "br" or name.endswith(".png"), name
    return len(answer.data)
