"""The calculator of clauses: every type, the working, mistakes beside their fields, and nothing that is kept."""

import json
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask_babel import force_locale
from sqlalchemy import func, select

from portal.db.extension import db
from portal.domain.contracts.clauses import CLAUSE_TYPES, read_clause, typed_defaults
from portal.domain.contracts.clauses.catalogue import clause_type
from portal.domain.contracts.clauses.records import kinds_in, values_in, written
from portal.domain.contracts.clauses.typed import typed_values
from portal.domain.contracts.computing.registry import assess, facts_type
from portal.web.assessment_words import line_in_words, outcome_in_words
from portal.web.locale import money
from tests.filing import filed
from tests.people import People

pytestmark = pytest.mark.engineless
AT, LEGAL = "/staff/clauses/calculator", "legal@demo.example"
EXAMPLES: list[dict[str, Any]] = json.loads(Path("docs/handbook/clause-cases.json").read_text("utf-8"))
LATE = {
    "type": "delivery", "ask": "1", "on": "2026-11-23", "p.days": "3", "p.rate_per_day": "0.1",
    "f.due_on": "2026-11-19", "f.goods_fen": "114,400",
}  # fmt: skip


def asked(case: dict[str, Any]) -> dict[str, Any]:
    """A case of the handbook as somebody would type it."""
    query: dict[str, Any] = {"type": case["clause_type"], "ask": "1", "on": case["day"]}
    for prefix, record, given in (
        ("p.", clause_type(case["clause_type"]), case["params"]), ("f.", facts_type(case["clause_type"]), case["facts"])
    ):  # fmt: skip
        values, errors = values_in(record, given)
        assert not errors
        typed = typed_values(kinds_in(record), written(record(**values)))
        query |= {prefix + name: texts for name, texts in typed.items() if texts}
    return query


def test_every_case_of_the_handbook_can_be_typed_and_nothing_is_kept(people: People) -> None:
    staff = people.sign_in(LEGAL)
    assert {case["clause_type"] for case in EXAMPLES} == set(CLAUSE_TYPES)
    before = rows(people)
    with people.backstage() as uow:
        days = uow.requests.working_days
    for case in EXAMPLES:
        answer = staff.get(AT, query_string=asked(case))
        assert answer.status_code == 200, case
        terms = read_clause(case["clause_type"], case["params"])
        found = assess(terms, case["facts"], date.fromisoformat(case["day"]), days)
        worked = unescape(answer.text.split('id="calculated"')[1])
        with people.app.test_request_context(), force_locale("zh"):
            said = [outcome_in_words(found.outcome), *map(line_in_words, found.lines)]
        said += [money(found.fen)] if found.fen is not None else []
        assert [words for words in said if words not in worked] == [], case
    assert rows(people) == before


def test_the_working_is_shown_with_what_was_typed(people: People) -> None:
    page = people.sign_in(LEGAL).get(AT, query_string=LATE).text
    worked = page.split('id="calculated"')[1]
    assert "¥457.60" in worked and "¥114,400.00" in worked and 'value="114,400"' in page
    piece = people.sign_in(LEGAL).piece(f"{AT}?type=delivery&ask=1&on=2026-11-23&p.days=3", "calculation").text
    assert "<html" not in piece and "事实还不够：下单日" in piece and "¥0.00" not in piece


@pytest.mark.parametrize(
    ("name", "text", "beside"),
    [
        ("p.days", "", "p.days"), ("p.days", "-1", "p.days"), ("f.goods_fen", "1e99", "f.goods_fen"),
        ("f.goods_fen", "99999999999999", "f.goods_fen"), ("f.due_on", "2026-02-30", "f.due_on"),
        ("f.due_on", "9999-12-31", "f.due_on"), ("on", "", "on"), ("on", "soon", "on"),
        ("f.parts-0-fen", "10", "f.parts-0-on"),
    ],
)  # fmt: skip
def test_a_mistake_is_said_beside_its_field(people: People, name: str, text: str, beside: str) -> None:
    answer = people.sign_in(LEGAL).get(AT, query_string={**LATE, name: text})
    assert answer.status_code == 422
    assert (
        f'id="{beside}-error"' in answer.text
        and 'class="sum"' not in answer.text
        and f'href="#{beside}"' in answer.text
    )


def test_a_clause_of_a_contract_and_the_facts_of_a_request_come_filled_in(people: People) -> None:
    number = filed(people, ordered_on="2026-11-09", order_amount="1000")
    staff = people.sign_in("service@demo.example")
    page = staff.get(AT, query_string={"contract": "D-2026-011", "article": "第 9 条", "request": number}).text
    assert 'name="p.days" value="3"' in page and 'name="f.ordered_on" value="2026-11-09"' in page
    assert 'name="f.goods_fen" value="1,000' in page and 'class="sum"' in page
    blank = staff.get(AT, query_string={"contract": "D-2026-011", "article": "第 99 条"})
    assert blank.status_code == 200 and "当天没有这一条" in blank.text
    assert "calculator?contract=D-2026-011" in staff.get("/staff/contracts/D-2026-011").text
    assert people.sign_in("owner@minchuan.example").get(AT).status_code == 404


def test_an_empty_form_of_every_type_begins_with_its_proposals(people: People) -> None:
    staff = people.sign_in(LEGAL)
    assert all(text in staff.get(AT).text for text in ("自动续约", "争议解决"))
    for code in ("delivery", "exclusivity", "takeback_compensation"):
        page = staff.get(AT, query_string={"type": code}).text
        assert all(f'name="p.{name}"' in page for name in typed_defaults(code) if "-" not in name)
    assert 'class="desk"' not in staff.get(AT, query_string={"type": "no_such_type"}).text


def rows(people: People) -> dict[str, int]:
    """How many rows each table has."""
    with people.app.app_context(), db.engine.connect() as connection:
        tables = [table for name, table in db.metadata.tables.items() if name not in ("web_session",)]
        return {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables}
