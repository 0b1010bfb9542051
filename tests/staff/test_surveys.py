"""Surveys: who is asked, one answer each by link or in the portal, hidden when few, and who is called back (E)."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from portal.db.transaction import transaction
from portal.domain.privacy.models import Consent
from portal.domain.promises.models import Pledge
from portal.domain.scope import EveryAccount
from portal.domain.surveys.asking import ask_people
from portal.domain.surveys.kinds import Segment, SurveyKind
from portal.domain.surveys.models import SurveyAsk, SurveyWave
from portal.domain.work import Work
from portal.notify.mail import compose
from portal.notify.models import EMAIL
from portal.notify.still_there import Pointless
from portal.notify.survey_jobs import ask_surveys, call_back_asked, remind_surveys
from portal.notify.survey_link import ref_for
from tests.notify.acts import dispatch_all, messages, told
from tests.people import People

CARE, OWNER, MEMBER, VIEWER = (
    "care@demo.example", "owner@minchuan.example", "member@minchuan.example", "viewer@minchuan.example"
)  # fmt: skip
NEIGHBOUR = "owner@yueqiao.example"
MINCHUAN: dict[str, Any] = {"kinds": ["distributor"], "tiers": ["vip"], "province": "510000"}
"""Whom a wave asks that is for Minchuan alone."""


def work(people: People, job: Any, later: timedelta = timedelta()) -> int:
    with people.app.app_context(), transaction(EveryAccount("tests")) as session:
        return int(job(session, datetime.now(UTC) + later))


def open_wave(people: People, **facts: Any) -> str:
    sent = {"title": "十一月", "kind": "nps", **facts}
    answer = people.sign_in(CARE).post("/staff/surveys/", sent)
    assert answer.status_code == 303, answer.text
    work(people, ask_surveys)
    return answer.headers["Location"].rsplit("/", 1)[1]


def asked(people: People, number: str) -> set[str]:
    with people.backstage() as uow:
        query = select(SurveyAsk).where(SurveyAsk.number == number)
        return {uow.people.names_of_logins([ask.login_id])[ask.login_id] for ask in uow.session.scalars(query)}


def link(people: People, number: str, who: str = OWNER) -> str:
    with people.backstage() as uow:
        [ask] = [one for one in uow.session.scalars(select(SurveyAsk).where(SurveyAsk.number == number))
                 if who in {message.recipient.email for message in messages(people.app, "survey.asked")
                            if message.recipient_id == one.login_id}]  # fmt: skip
        return f"/surveys/{number}/{ref_for(ask)}"


def test_who_is_asked(people: People) -> None:
    """Those who speak for accounts of the segment, not who said no, nobody twice in sixty days."""
    with people.backstage() as uow:
        members = {one.login.email: one.login_id for one in uow.people.members(uow.accounts.get("D-000101").id)}
        consent = {"purpose": "survey", "at": uow.now, "address": "", "notice_no": None}
        uow.session.add_all([
            Consent(login_id=members[MEMBER], is_given=True, **consent),
            Consent(login_id=members[MEMBER], is_given=False, **consent),
        ])  # fmt: skip
    for sent in ({"title": ""}, {"kind": "guess"}, {"kinds": ["planet"]}, {"province": "999999"}):
        assert people.sign_in(CARE).post("/staff/surveys/", {"title": "x1", "kind": "nps", **sent}).status_code == 422
    first = open_wave(people, **MINCHUAN)
    names = asked(people, first)
    assert len(names) == 1 and "何晓岷" not in names, "the owner: the viewer does not speak, the member said no"
    second = open_wave(people)
    everybody = asked(people, second)
    assert names.isdisjoint(everybody) and "罗景川" in everybody
    third = open_wave(people)
    assert not asked(people, third)
    with people.backstage() as uow:
        uow.session.execute(update(SurveyAsk).values(asked_at=uow.now - timedelta(days=61)))
    assert asked(people, open_wave(people)) == names | everybody
    assert work(people, ask_surveys) == 0
    with people.backstage() as uow:
        next(one for one in uow.people.staff() if one.login.email == CARE).reach = "own"
    care = people.sign_in(CARE)
    assert "/staff/surveys/new" not in care.get("/staff/surveys/").text
    assert care.get("/staff/surveys/new").status_code == 404, "who sees some accounts asks none of the others"
    assert care.post("/staff/surveys/", {"title": "越界", "kind": "nps"}).status_code == 404


def test_lots_go_on_where_a_killed_worker_stopped(people: People) -> None:
    with people.backstage() as uow:
        uow.surveys.open(SurveyKind.NPS, "每次两个", Segment())
    looked = 1
    while looked:
        with people.backstage() as uow:
            looked = ask_people(Work(uow.session, uow.actor, uow.now, writes=True), lot=2)
    with people.backstage() as uow:
        logins = list(uow.session.scalars(select(SurveyAsk.login_id)))
        wave = uow.session.scalars(select(SurveyWave)).one()
        assert wave.asked_at is not None and len(logins) == len(set(logins)) >= 3


def test_the_mail_asks_and_only_sending_counts_once(people: People) -> None:
    number = open_wave(people, **MINCHUAN)
    dispatch_all(people.app)
    assert told(people.app, "survey.asked") >= {(OWNER, "inbox"), (OWNER, "email"), (MEMBER, "email")}
    where, nobody = link(people, number), people.anonymous()
    settings = replace(people.app.extensions["settings"], mail_from="noreply@yanhe.example")
    with people.backstage() as uow:
        [message] = [one for one in messages(people.app, "survey.asked", EMAIL) if one.recipient.email == OWNER]
        mail = compose(uow.session, uow.session.merge(message), settings, uow.now)
        plain = mail.get_body(("plain",))
        assert plain is not None
        text = plain.get_content()
        assert mail["Subject"] and len(re.findall(re.escape(where) + r"\?score=\d+", text)) == 11
    assert "checked" in nobody.get(f"{where}?score=9").text and not people.events("survey.answered")
    assert nobody.get(where[:-1] + ("A" if where[-1] != "A" else "B")).status_code == 404, "forged"
    assert nobody.post(where, {"score": "11"}).status_code == 422
    assert nobody.post(where, {"score": "9", "comment": "很好"}).status_code == 303
    assert nobody.post(where, {"score": "0"}).status_code == 303 and "谢谢" in nobody.get(where).text
    owner = people.sign_in(OWNER)
    assert owner.post(f"/surveys/{number}", {"score": "0"}).status_code == 303
    [event] = [one for one in people.events() if one.kind.startswith("survey.answered")]
    assert (event.number, event.facts["score"], event.facts["by_mail"]) == (number, 9, True)
    with people.backstage() as uow, pytest.raises(Pointless):
        compose(uow.session, uow.session.merge(message), settings, uow.now)


def test_in_the_portal_one_tap_and_a_call_for_who_is_not_content(people: People) -> None:
    number = open_wave(people, kind="csat", question="这次合作满意吗？")
    member = people.sign_in(MEMBER)
    assert "这次合作满意吗？" in member.get("/").text
    assert people.sign_in(VIEWER).get(f"/surveys/{number}").status_code == 404, "not asked"
    assert member.post(f"/surveys/{number}", {"score": "9"}).status_code == 422
    assert member.post(f"/surveys/{number}", {"score": "2", "comment": "返利慢"}).status_code == 303
    assert "这次合作满意吗？" not in member.get("/").text
    people.sign_in(NEIGHBOUR).post(f"/surveys/{number}", {"score": "3"})
    assert [work(people, call_back_asked), work(people, call_back_asked)] == [1, 0]
    with people.backstage() as uow:
        [task] = uow.session.scalars(select(Pledge))
        days = uow.requests.working_days
        assert task.is_internal and task.source == number and "何晓岷" in task.what
        assert sum(days.is_workday(uow.today + timedelta(n)) for n in range(1, (task.due_on - uow.today).days + 1)) == 2
    dispatch_all(people.app)
    assert (CARE, "inbox") in told(people.app, "survey.answered_low")
    assert "返利慢" not in people.sign_in(CARE).get(f"/staff/surveys/{number}").text, "two answers are too few"


def test_one_reminder_and_then_the_window_closes(people: People) -> None:
    number = open_wave(people, **MINCHUAN)
    people.sign_in(MEMBER).post(f"/surveys/{number}", {"score": "10"})
    assert work(people, remind_surveys, timedelta(days=3)) == 0
    assert work(people, remind_surveys, timedelta(days=4)) == 1, "the owner, who has not answered"
    assert work(people, remind_surveys, timedelta(days=5)) == 0
    with people.backstage() as uow:
        uow.session.execute(update(SurveyWave).values(closes_at=uow.now))
    owner = people.sign_in(OWNER)
    assert number not in owner.get("/").text
    assert owner.post(f"/surveys/{number}", {"score": "5"}).status_code == 409
    assert len(people.events("survey.answered")) == 1


def test_scores_are_hidden_under_five_and_counted_right(people: People) -> None:
    """22 promoters, 9 passives and 6 detractors of 37: +43.2 (domain 6); and with four answers nothing but n."""
    with people.backstage() as uow:
        account = uow.accounts.get("D-000101")
        for title, marks in (("多", [10] * 22 + [8] * 9 + [3] * 6), ("少", [9, 9, 9, 0])):
            wave = uow.surveys.open(SurveyKind.NPS, title, Segment())
            wave.asked_at = uow.now
            for place, mark in enumerate(marks):
                login = uow.people.staff()[0].login
                spare = type(login)(name=f"n{place}", email=f"{title}{place}@x.example", password_hash="x",
                                    created_at=uow.now)  # fmt: skip
                uow.session.add(spare)
                uow.session.flush()
                uow.session.add(SurveyAsk(
                    account_id=account.id, wave_id=wave.id, number=wave.number, login_id=spare.id, asked_at=uow.now,
                    score=mark, comment="返利太慢" if mark in (0, 3) else "", answered_at=uow.now,
                ))  # fmt: skip
        many, few = [wave.number for wave in reversed(uow.surveys.waves())]
    desk = people.sign_in(CARE)
    page = desk.get(f"/staff/surveys/{many}").text
    assert "+43.2" in page and 'class="chart"' in page and "返利太慢" in page and "59.5 %" in page
    page = desk.get(f"/staff/surveys/{few}").text
    assert "答复少于 5 份" in page and "返利太慢" not in page and 'class="chart"' not in page and "4 / 4" in page
    table = desk.get("/staff/surveys/").text
    assert "+43.2" in table and table.count("答复少于 5 份") == 1
