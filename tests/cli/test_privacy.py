"""Being forgotten and leads whose time is over: no mark of a person is left outside what is kept (AL2, AL5)."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from portal.cli.privacy_work import carry_out_erasures, let_old_leads_go
from portal.domain.accounts.kinds import AccountKind
from portal.domain.accounts.models import Contact
from portal.domain.base import Base
from portal.domain.events import Actor, Event
from portal.domain.people.models import Invitation, Login, WebSession
from portal.domain.privacy.models import Erasure
from portal.domain.privacy.persons import Traces
from portal.domain.privacy.retention import months_before
from portal.domain.privacy.scrubbing import KEPT, KEPT_COLUMNS, replaced, words_for, words_of
from portal.domain.proposals.models import ArchiveProposal
from portal.domain.seal import broken_links, seal_events, vouched_count
from portal.mailroom.models import IncomingMail
from tests.notify.acts import dispatch_all, file_request, told
from tests.people import People

MEMBER = "member@minchuan.example"
NAME, MOBILE, MAIL, WECHAT = "欧阳标记", "15400004711", "mark@erase.example", "wx_mark_77"
MARKS = (NAME, MOBILE, MAIL, WECHAT)


def plant(people: People) -> int:
    """The member of Minchuan with marks all over the place; the id of the sign-in."""
    with people.backstage() as uow:
        login = uow.session.query(Login).filter_by(email=MEMBER).one()
        account = uow.accounts.get("D-000101")
        login.rename(NAME, by=uow.actor, at=uow.now)
        login.email, login.mobile = MAIL, MOBILE
        facts = {"name": NAME, "role": "sales", "mobile": MOBILE, "email": MAIL, "wechat": WECHAT, "is_primary": False}
        uow.contacts.add(account, facts)
        account.change({"mobile": MOBILE}, by=uow.actor, at=uow.now)
        uow.accounts.standing(account).remark = f"{NAME}是老板的侄子，微信 {WECHAT}"
        uow.session.add(
            Invitation(account_id=account.id, login_id=login.id, email=MAIL, name=NAME, role="member",
                       invited_by_id=login.id, invited_at=uow.now, accepted_at=uow.now)
        )  # fmt: skip
        uow.session.add(
            IncomingMail(ref="m" * 22, mailbox="m", uidvalidity=1, uid=1, arrived_at=uow.now, sha256="0" * 64, size=1,
                         sender=MAIL, sender_name=NAME, subject=f"{NAME}来信", text=f"请打 {MOBILE}，{NAME}",
                         files=[{"name": f"{NAME}.pdf"}])
        )  # fmt: skip
    file_request(people.app, by=MAIL, subject=f"请联系{NAME}")
    person = people.sign_in(MAIL)
    change = {"field": "contact", "name": NAME, "role": "sales", "mobile": MOBILE, "email": MAIL, "wechat": WECHAT}
    assert person.post("/archive-changes/", {**change, "note": f"我是{NAME}"}).status_code == 303
    person.post("/feedback/", {"kind": "praise", "subject": "谢谢", "text": f"{NAME}，电话 {MOBILE}，{WECHAT}"})
    dispatch_all(people.app)
    with people.backstage() as uow:
        seal_events(uow.session, uow.now + timedelta(hours=1))
        return uow.session.query(Login).filter_by(email=MAIL).one().id


def left(people: People) -> dict[str, list[str]]:
    """By table the cells that still hold a mark."""
    found: dict[str, list[str]] = {}
    with people.backstage() as uow:
        connection = uow.session.unguarded("looks at everything")
        for table in Base.metadata.sorted_tables:
            for row in connection.execute(select(table)):
                for name, value in row._mapping.items():
                    text = json.dumps(value, ensure_ascii=False, default=str)
                    if any(mark in text for mark in MARKS):
                        found.setdefault(table.name, []).append(f"{name}: {text}")
    return found


def test_after_an_erasure_no_mark_of_the_person_is_left_in_any_table(people: People) -> None:
    login_id = plant(people)
    person, admin = people.sign_in(MAIL), people.sign_in("admin@demo.example")
    assert {"login", "contact", "event", "service_request", "account_standing", "archive_proposal", "incoming_mail",
            "feedback", "invitation", "search_entry"} - left(people).keys() <= {"search_entry"}  # fmt: skip
    assert person.post("/me/data/erasure", {"why": f"我是{NAME}"}).status_code == 303
    assert person.post("/me/data/erasure", {"why": ""}).status_code == 422, "one at a time"
    with people.backstage() as uow:
        wish = uow.session.query(Erasure).one()
        ref, asked = wish.ref, wish.asked_at.date()
        assert timedelta(days=18) < wish.due_on - asked < timedelta(days=40), "15 working days"
    assert NAME in admin.get(f"/staff/admin/privacy/erasures/{ref}").text
    assert admin.post(f"/staff/admin/privacy/erasures/{ref}/approval").status_code == 303
    assert admin.post(f"/staff/admin/privacy/erasures/{ref}/refusal", {"reason": "晚了一步"}).status_code == 409
    shown = person.get("/me/data").text
    assert "期满后十年" in shown, "what stays and why is told while they can still read it"
    dispatch_all(people.app)
    assert told(people.app, "erasure.approved") == {(MAIL, "inbox"), (MAIL, "email")}
    with people.backstage() as uow:
        assert carry_out_erasures(uow.session, uow.now) == 0, "not before its hour"
    with people.backstage() as uow:
        later = uow.now + timedelta(hours=25)
        assert carry_out_erasures(uow.session, later) == 1
    assert left(people) == {}
    assert person.get("/").status_code == 303 and person.get("/").headers["Location"].startswith("/login")
    with people.backstage() as uow:
        login = uow.session.get_one(Login, login_id)
        assert login.deactivated_at is not None and login.email is None
        assert uow.session.query(ArchiveProposal).one().state == "withdrawn", "a pseudonym is accepted into no archive"
        assert uow.session.query(WebSession).filter_by(login_id=login_id).count() == 0
        assert list(broken_links(uow.session)) == [], "the chain of the audit holds"
        assert vouched_count(uow.session) > 0
        altered = uow.session.query(Event).filter(Event.seal_no.is_not(None)).order_by(Event.id.desc()).first()
        assert altered is not None
        altered.facts = {**altered.facts, "x": 1}
        uow.session.flush()
        assert [fault for _, fault in broken_links(uow.session)] == ["altered"], "and still tells what was altered"
        altered.facts = {key: value for key, value in altered.facts.items() if key != "x"}


def test_an_agent_with_contracts_keeps_the_name_that_signed_them(people: People) -> None:
    agent = people.sign_in("15400000201")
    assert agent.post("/me/data/erasure").status_code == 303
    assert agent.post("/me/data/erasure/withdrawal").status_code == 303
    assert agent.post("/me/data/erasure/withdrawal").status_code == 303, "told that it is over"
    assert agent.post("/me/data/erasure").status_code == 303
    assert people.sign_in("owner@yueqiao.example").get("/me/data").text.count("注销并删除") > 0
    assert people.sign_in("admin@demo.example").post("/me/data/erasure").status_code == 404, "colleagues: labour law"
    with people.backstage() as uow:
        wish = uow.erasures.listed()[0]
        uow.erasures.approve(wish)
        carry_out_erasures(uow.session, uow.now + timedelta(hours=25))
    with people.backstage() as uow:
        account = uow.accounts.get("N-000201")
        has_contract = bool(uow.contracts.brief_of_account(account.id))
        assert account.mobile is None and (account.name_zh == "罗景川") == has_contract
        assert [one.name for one in uow.contacts.of(account)] == [f"注销用户{wish.login_id}"]


def test_a_lead_is_told_of_first_and_loses_its_people_two_weeks_later(people: People) -> None:
    with people.backstage() as uow:
        lead = uow.accounts.add(AccountKind.DISTRIBUTOR, name_zh="绵阳旧线索医药", mobile=MOBILE)
        uow.session.flush()
        uow.session.add(Contact(account_id=lead.id, name=NAME, mobile=MOBILE, is_primary=True))
        number, now = lead.number, uow.now
    assert _run_retention(people, now, 700) == 0, "not old enough"
    assert _run_retention(people, now, 740) == 1 and people.events("account.due_to_go")
    assert _run_retention(people, now, 741) == 0
    assert "0 leads" in people.app.test_cli_runner().invoke(args=["privacy", "retention"]).output
    assert _run_retention(people, now, 755) == 1 and _run_retention(people, now, 800) == 0
    with people.backstage() as uow:
        account = uow.accounts.get(number)
        assert (account.name_zh, account.mobile, account.status) == ("绵阳旧线索医药", None, "archived")
        assert NAME not in [one.name for one in uow.contacts.of(account)]
    assert {table for table in left(people) if table not in ("event",)} == set()


def test_a_lead_that_somebody_called_meanwhile_is_told_of_anew(people: People) -> None:
    with people.backstage() as uow:
        lead = uow.accounts.add(AccountKind.DISTRIBUTOR, name_zh="绵阳旧线索医药", mobile=MOBILE)
        number, now = lead.number, uow.now
    assert _run_retention(people, now, 740) == 1 and len(people.events("account.due_to_go")) == 1
    with people.backstage() as uow:
        somebody = Actor("staff", "顾婉")
        uow.accounts.get(number).record("touch.logged", by=somebody, at=now + timedelta(days=745))
    assert _run_retention(people, now, 755) == 0 and _run_retention(people, now, 745 + 740) == 1
    assert len(people.events("account.due_to_go")) == 2 and not people.events("account.let_go")
    assert _run_retention(people, now, 745 + 740 + 14) == 1 and people.events("account.let_go")


def _run_retention(people: People, now: datetime, days: int) -> int:
    with people.backstage() as uow:
        return let_old_leads_go(uow.session, now + timedelta(days=days))


@pytest.mark.engineless
def test_every_table_that_stays_says_why_and_names_only_what_there_is() -> None:
    tables = Base.metadata.tables
    assert all(KEPT.values()) and KEPT.keys() <= tables.keys()
    for name, columns in KEPT_COLUMNS.items():
        assert columns <= set(tables[name].c.keys()) and words_of(tables[name])


WORDS = st.text("甲乙丙1@x", max_size=6)
LEAVES = WORDS | st.integers() | st.none()
NESTED = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(WORDS, inner), max_leaves=8)


@pytest.mark.engineless
@given(NESTED, st.sets(st.text("甲乙丙", min_size=2, max_size=4), max_size=3))
def test_nothing_of_a_person_survives_in_whatever_shape(value: Any, names: set[str]) -> None:
    traces = Traces(frozenset({"x1@x"}), frozenset(names), frozenset(), frozenset())
    clean = replaced(value, words_for(traces, "〇", with_names=True))
    values = json.dumps(_values(clean), ensure_ascii=False)
    assert not [mark for mark in ("x1@x", *names) if mark in values]


def _values(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [part for inner in value.values() for part in _values(inner)]
    return [part for inner in value for part in _values(inner)] if isinstance(value, list) else [value]


@pytest.mark.engineless
@pytest.mark.parametrize("moment, months, day", [
    ("2026-11-28T03:00+00:00", 24, "2024-11-28"), ("2026-03-31T03:00+00:00", 1, "2026-02-28"),
    ("2026-01-15T03:00+00:00", 1, "2025-12-15"), ("2024-12-31T03:00+00:00", 10, "2024-02-29"),
])  # fmt: skip
def test_months_are_calendar_months(moment: str, months: int, day: str) -> None:
    assert months_before(datetime.fromisoformat(moment), months).date().isoformat() == day
