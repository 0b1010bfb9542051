"""The question after a request: one reminder within its window of seven days, and nobody twice in sixty (domain 6)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.db.transaction import transaction
from portal.domain.people.models import Membership
from portal.domain.privacy.models import Consent
from portal.domain.requests.models import ServiceRequest
from portal.domain.scope import EveryAccount
from portal.domain.surveys.kinds import Segment, SurveyKind
from portal.domain.surveys.models import SurveyAsk
from portal.domain.surveys.rating_reminder import RatingReminder
from portal.notify.mail import compose
from portal.notify.models import EMAIL
from portal.notify.still_there import Pointless
from portal.notify.survey_jobs import remind_ratings
from tests.notify.acts import MEMBER, OWNER, SERVICE, act, acting, answer, dispatch_all, file_request, messages, told
from tests.people import People

REMINDED = "survey.rating_reminded"


def done(app: Flask, by: str = MEMBER, days: float = 4.0) -> str:
    """A request resolved so many days ago; returns its number."""
    number = file_request(app, by)
    answer(app, number)
    act(app, number, SERVICE, "resolve")
    resolved(app, number, days)
    return number


def resolved(app: Flask, number: str, days: float) -> None:
    with app.app_context(), transaction(EveryAccount("tests")) as session:
        at = datetime.now(UTC) - timedelta(days=days)
        session.execute(update(ServiceRequest).where(ServiceRequest.number == number).values(resolved_at=at))


def remind(app: Flask, later: timedelta = timedelta()) -> int:
    with app.app_context(), transaction(EveryAccount("tests")) as session:
        return remind_ratings(session, datetime.now(UTC) + later)


def whom(people: People) -> list[tuple[str, str]]:
    """(number, sign-in name) of every reminder, the first one first."""
    with people.backstage() as uow:
        rows = uow.session.scalars(select(RatingReminder).order_by(RatingReminder.id)).all()
        members = {one.login_id: one.login.email for one in uow.people.members(uow.accounts.get("D-000101").id)}
        return [(row.number, members[row.login_id] or "") for row in rows]


@pytest.mark.parametrize(("days", "count"), [(3.99, 0), (4.01, 1), (6.99, 1), (7.01, 0)])
def test_it_comes_in_the_second_half_of_the_window(people: People, days: float, count: int) -> None:
    done(people.app, days=days)
    assert remind(people.app) == count


def test_it_comes_once_and_tells_whoever_filed(people: People) -> None:
    number = done(people.app)
    assert [remind(people.app), remind(people.app), remind(people.app, timedelta(days=2))] == [1, 0, 0]
    dispatch_all(people.app)
    assert whom(people) == [(number, MEMBER)]
    assert told(people.app, REMINDED) == {(MEMBER, "inbox"), (MEMBER, "email")}
    [event] = people.events(REMINDED)
    assert (event.number, event.actor_kind, event.facts) == (number, "system", {})
    assert number in people.sign_in(MEMBER).get("/notifications/").text


def test_closed_ones_are_asked_about_and_open_ones_not(people: People) -> None:
    closed, again = done(people.app), done(people.app, by=OWNER)
    act(people.app, closed, MEMBER, "confirm")
    act(people.app, again, OWNER, "reopen", text="还没好")
    assert remind(people.app) == 1 and [number for number, _ in whom(people)] == [closed]


def test_who_said_it_is_not_reminded_until_it_is_resolved_again(people: People) -> None:
    number = done(people.app)
    people.sign_in(MEMBER).post(f"/requests/{number}/ratings", {"score": "4"})
    assert remind(people.app) == 0
    act(people.app, number, MEMBER, "reopen", text="还没好")
    act(people.app, number, SERVICE, "resolve")
    assert remind(people.app, timedelta(days=4, minutes=1)) == 1


def test_nobody_is_reminded_twice_in_sixty_days(people: People) -> None:
    first, second = done(people.app, days=5), done(people.app, days=4.5)
    other = done(people.app, by=OWNER)
    assert [remind(people.app), remind(people.app)] == [2, 0], "two of one person in one run are one"
    assert whom(people) == [(first, MEMBER), (other, OWNER)]
    with people.backstage() as uow:
        uow.session.execute(update(RatingReminder).values(reminded_at=uow.now - timedelta(days=61)))
    resolved(people.app, first, 8), resolved(people.app, other, 8)
    assert remind(people.app) == 1 and whom(people)[-1] == (second, MEMBER)


def test_who_was_asked_in_a_wave_lately_or_wants_none_is_left_alone(people: People) -> None:
    done(people.app), done(people.app, by=OWNER)
    with people.backstage() as uow:
        members = {one.login.email: one for one in uow.people.members(uow.accounts.get("D-000101").id)}
        wave = uow.surveys.open(SurveyKind.NPS, "十一月", Segment())
        wave.asked_at = uow.now
        uow.session.add(SurveyAsk(account_id=members[MEMBER].account_id, wave_id=wave.id, number=wave.number,
                                  login_id=members[MEMBER].login_id, asked_at=uow.now))  # fmt: skip
        uow.session.add(Consent(login_id=members[OWNER].login_id, is_given=False, purpose="survey", at=uow.now,
                                address="", notice_no=None))  # fmt: skip
    assert remind(people.app) == 0


def test_an_owner_is_reminded_where_the_filer_left(people: People) -> None:
    number = done(people.app)
    with people.backstage() as uow:
        gone = next(
            one for one in uow.people.members(uow.accounts.get("D-000101").id) if one.login.email == MEMBER
        )  # fmt: skip
        uow.session.execute(update(Membership).where(Membership.id == gone.id).values(ended_at=uow.now))
    assert remind(people.app) == 1 and whom(people) == [(number, OWNER)]


def test_the_mail_asks_until_when_and_falls_away_once_it_is_said(people: People) -> None:
    number = done(people.app)
    remind(people.app)
    dispatch_all(people.app)
    settings = replace(people.app.extensions["settings"], mail_from="noreply@yanhe.example")
    [message] = messages(people.app, REMINDED, EMAIL)
    with people.backstage() as uow:
        mail = compose(uow.session, uow.session.merge(message), settings, uow.now)
        plain = mail.get_body(("plain",))
        assert plain is not None and number in mail["Subject"]
        words = plain.get_content()
        assert words.count(f"/ratings/{number}/") == 5 and "我们不会再次提醒" in words
        over = uow.now + timedelta(days=3, minutes=1)
        with pytest.raises(Pointless):
            compose(uow.session, uow.session.merge(message), settings, over)
    with acting(people.app, MEMBER) as uow:
        uow.ratings.rate(uow.requests.get(number), 5, by=uow.actor)
    with people.backstage() as uow, pytest.raises(Pointless):
        compose(uow.session, uow.session.merge(message), settings, uow.now)


def test_the_pages_say_until_when(people: People) -> None:
    number = done(people.app, days=0)
    member = people.sign_in(MEMBER)
    page = member.get(f"/requests/{number}").text
    assert "点一下即可" in page and "之前" in page
    member.post(f"/requests/{number}/ratings", {"score": "4"})
    assert "之前可以修改" in member.get(f"/requests/{number}").text
    resolved(people.app, number, 7)
    assert "可以修改" not in member.get(f"/requests/{number}").text
