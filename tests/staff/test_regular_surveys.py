"""Twice a year active agents are asked whether they would recommend us, unless it is held back (domain 6)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from portal.db.transaction import transaction
from portal.domain.accounts.models import Account
from portal.domain.scope import EveryAccount
from portal.domain.surveys.kinds import Segment, SurveyKind
from portal.domain.surveys.models import SurveyAsk, SurveyWave
from portal.domain.surveys.regular import next_day
from portal.domain.work import SHANGHAI
from portal.notify.survey_jobs import ask_surveys, plan_surveys, remind_surveys
from tests.notify.acts import dispatch_all, told
from tests.people import People

CARE, DIRECTOR, SERVICE = "care@demo.example", "director@demo.example", "service@demo.example"
DAYS = ((4, 15), (10, 15))


def at(day: str, hour: int = 8) -> datetime:
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), SHANGHAI).replace(hour=hour).astimezone(UTC)


def run(people: People, job: Any, now: datetime) -> int:
    with people.app.app_context(), transaction(EveryAccount("tests")) as session:
        return int(job(session, now))


def waves(people: People) -> list[tuple[str, str, date | None]]:
    """(number, the moment it opens in Shanghai, for which day) of each wave."""
    with people.backstage() as uow:
        return [(one.number, f"{one.opened_at.astimezone(SHANGHAI):%m-%d %H:%M}", one.regular_on)
                for one in uow.session.scalars(select(SurveyWave).order_by(SurveyWave.id))]  # fmt: skip


@pytest.mark.engineless
@pytest.mark.parametrize(
    ("today", "day"),
    [
        ("2026-04-15", "2026-04-15"),
        ("2026-04-16", "2026-10-15"),
        ("2026-10-16", "2027-04-15"),
        ("2026-01-01", "2026-04-15"),
    ],
)
def test_the_next_day(today: str, day: str) -> None:
    assert next_day(DAYS, date.fromisoformat(today)) == date.fromisoformat(day)
    assert next_day((), date.fromisoformat(today)) is None


@pytest.mark.parametrize(
    ("today", "opens"),
    [
        ("2026-04-07", None), ("2026-04-08", "04-15 10:00"), ("2026-04-20", "04-27 10:00"), ("2026-04-30", None),
        ("2026-10-08", "10-15 10:00"), ("2028-10-10", "10-17 10:00"), ("2023-10-09", "10-16 10:00"),
    ],
)  # fmt: skip
def test_it_is_planned_a_week_ahead_for_a_working_day(people: People, today: str, opens: str | None) -> None:
    """Also after a downtime of days, then with the same notice; later than two weeks it is left for the next time."""
    assert [run(people, plan_surveys, at(today)), run(people, plan_surveys, at(today, 12))] == [int(bool(opens)), 0]
    assert [wave[1] for wave in waves(people)] == ([opens] if opens else [])


def test_once_a_half_year_and_only_on_its_day(people: People) -> None:
    day = at("2026-04-08")
    while day < at("2027-04-08"):
        run(people, plan_surveys, day)
        day += timedelta(days=3)
    assert [wave[2] for wave in waves(people)] == [date(2026, 4, 15), date(2026, 10, 15)]
    assert run(people, ask_surveys, at("2026-04-15", 9)) == 0 and asked(people) == 0
    assert run(people, ask_surveys, at("2026-04-15", 10)) > 0 and asked(people) > 0


def asked(people: People) -> int:
    with people.backstage() as uow:
        return len(uow.session.scalars(select(SurveyAsk)).all())


def test_active_agents_are_asked_and_nobody_else(people: People) -> None:
    with people.backstage() as uow:
        uow.session.execute(update(Account).where(Account.number == "D-000102").values(status="dormant"))
        uow.session.execute(update(Account).where(Account.number.in_(("D-000101", "N-000201"))).values(status="active"))
    run(people, plan_surveys, at("2026-04-08"))
    run(people, ask_surveys, at("2026-04-15", 10))
    with people.backstage() as uow:
        ids = set(uow.session.scalars(select(SurveyAsk.account_id)))
        numbers = set(uow.session.scalars(select(Account.number).where(Account.id.in_(ids))))
    assert numbers == {"D-000101", "N-000201"}
    assert run(people, remind_surveys, at("2026-04-19", 11)) == asked(people), "one reminder, as in every wave"


def test_staff_hear_of_it_and_hold_it_back(people: People) -> None:
    now = datetime.now(UTC) + timedelta(hours=1)
    number = planned(people, now + timedelta(days=3))
    dispatch_all(people.app)
    here, care = f"/staff/surveys/{number}", people.sign_in(CARE)
    assert "会从" in care.get(here).text and "计划" in care.get("/staff/surveys/").text
    assert people.sign_in(SERVICE).post(f"{here}/holding", {"why": "正在谈涨价"}).status_code == 404
    assert care.post(f"{here}/holding", {"why": ""}).status_code == 422
    assert care.post(f"{here}/release").status_code == 409
    assert care.post(f"{here}/holding", {"why": "正在谈涨价，先不问"}).status_code == 303
    assert care.post(f"{here}/holding", {"why": "再来一次不行"}).status_code == 409
    assert (
        "正在谈涨价" in people.sign_in(DIRECTOR).get(here).text
        and run(people, ask_surveys, now + timedelta(days=4)) == 0
    )
    assert not asked(people) and run(people, plan_surveys, now) == 0
    assert care.post(f"{here}/release").status_code == 303 and not asked(people)
    assert run(people, ask_surveys, now + timedelta(days=4)) > 0 and asked(people) > 0
    kinds = [event.kind for event in people.events() if event.kind in ("survey.held", "survey.let_go")]
    assert kinds == ["survey.held", "survey.let_go"]


def test_who_hears_of_a_plan(people: People) -> None:
    run(people, plan_surveys, at("2026-04-08"))
    dispatch_all(people.app)
    assert told(people.app, "survey.planned") >= {(CARE, "inbox"), (DIRECTOR, "inbox")}
    assert (SERVICE, "inbox") not in told(people.app, "survey.planned")
    number = waves(people)[0][0]
    assert number in people.sign_in(CARE).get("/staff/notifications/").text


def test_one_let_go_late_is_asked_at_once_and_for_seven_days(people: People) -> None:
    number = planned(people, datetime.now(UTC) + timedelta(days=1))
    care = people.sign_in(CARE)
    care.post(f"/staff/surveys/{number}/holding", {"why": "正在谈涨价，先不问"})
    with people.backstage() as uow:
        past = uow.now - timedelta(days=30)
        uow.session.execute(update(SurveyWave).values(opened_at=past, closes_at=past + timedelta(days=7)))
    assert care.post(f"/staff/surveys/{number}/release").status_code == 303
    with people.backstage() as uow:
        wave = uow.surveys.get(number)
        assert wave.is_open(uow.now) and wave.closes_at - wave.opened_at == timedelta(days=7)
    assert care.post(f"/staff/surveys/{number}/holding", {"why": "已经开始，太晚了"}).status_code == 409


def test_a_wave_that_has_not_begun_hides_no_figure(people: People) -> None:
    """The insight page goes on showing what was said last."""
    with people.backstage() as uow:
        last = uow.surveys.open(SurveyKind.NPS, "上半年", Segment())
        last.opened_at, last.asked_at = uow.now - timedelta(days=30), uow.now - timedelta(days=30)
        number = last.number
    coming = planned(people, datetime.now(UTC) + timedelta(days=3))
    desk = people.sign_in(DIRECTOR)
    page = desk.get("/staff/insight/").text
    assert number in page and coming not in page
    desk.post(f"/staff/surveys/{coming}/holding", {"why": "正在谈涨价，先不问"})
    assert coming not in desk.get("/staff/insight/").text


def planned(people: People, opens: datetime) -> str:
    """A wave the worker planned that opens then; its number."""
    run(people, plan_surveys, at("2026-04-08"))
    with people.backstage() as uow:
        wave = uow.session.scalars(select(SurveyWave).where(SurveyWave.regular_on.is_not(None))).one()
        wave.opened_at, wave.closes_at = opens, opens + timedelta(days=7)
        return wave.number
