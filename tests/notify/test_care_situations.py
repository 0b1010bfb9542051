"""The eight situations in which a reminder must come once or not at all, over the real plan, desk and worker; and the
list of the day: who is told, when, and that nobody is told of nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db.transaction import transaction
from portal.domain.accounts.kinds import AccountKind, AccountStatus
from portal.domain.accounts.models import Account, Contact
from portal.domain.care.digest import due_of
from portal.domain.care.keeping import renew
from portal.domain.care.models import Touch
from portal.domain.events import Actor
from portal.domain.people.models import Login, Staff
from portal.domain.requests.catalogue import RequestCategory
from portal.domain.scope import EveryAccount
from portal.domain.unit_of_work import UnitOfWork
from portal.domain.work import SHANGHAI
from portal.notify.choice import NoticeChoice
from portal.notify.dispatch import dispatch_events
from portal.notify.jobs import JOBS, run_due
from portal.notify.mail import compose
from portal.notify.models import EMAIL, INBOX, Message
from tests.notify.acts import messages
from tests.people import People

JOB = next(job for job in JOBS if job.name == "care_of_the_day")
TUESDAY = datetime(2026, 11, 24, 10, 30, tzinfo=SHANGHAI)
SAID = "谈了四季度的任务与回款安排，客户答应月底前付清。"
TALK: dict[str, Any] = {"type": "call", "content": SAID}


def in_days(days: int, hour: int = 8) -> datetime:
    return (TUESDAY + timedelta(days=days)).replace(hour=hour, minute=0)


class Cast:
    """Somebody acting at a moment of Tuesday."""

    def __init__(self, session: Any, who: str, at: datetime = TUESDAY) -> None:
        login = session.scalars(select(Login).where(Login.email == f"{who}@demo.example")).one()
        post = session.scalars(select(Staff).where(Staff.login_id == login.id)).one()
        self.post = post
        actor = Actor("staff", login.name, login.id, post.id, roles=frozenset(post.roles))
        self.work = UnitOfWork(session, actor, at.astimezone(UTC), writes=True)

    def log(self, account: Account, **facts: Any) -> Touch:
        return self.work.care.log(account, {"on": self.work.today, **TALK, **facts})


def call_by_a_colleague(session: Any, account: Account) -> None:
    Cast(session, "business").log(account)


def answer_a_request(session: Any, account: Account) -> None:
    desk = Cast(session, "service").work
    filed = desk.requests.post(account, category=RequestCategory.TRAINING, subject="要彩页", text="五十份")
    filed.answer(by=desk.actor, at=desk.now, text="明天寄出。")


def put_off(session: Any, account: Account) -> None:
    work = Cast(session, "care").work
    for rhythm in ("call", "message"):
        seen = work.care.duty(account, rhythm).version
        work.care.put_off(account, rhythm, work.today + timedelta(days=3), "老板出国", seen=seen)


def change_owner(session: Any, account: Account) -> None:
    work = Cast(session, "care").work
    director = Cast(session, "director").post
    work.accounts.standing(account).judge({"care_owner_id": director.id}, by=work.actor, at=work.now)


def change_tier(session: Any, account: Account) -> None:
    work = Cast(session, "care").work
    work.accounts.standing(account).judge({"tier": "b"}, by=work.actor, at=work.now)


def talk_to_two(session: Any, account: Account) -> None:
    care = Cast(session, "care")
    two = [Contact(account_id=account.id, name=name) for name in ("甲", "乙")]
    session.add_all(two)
    session.flush()
    for person, ago in zip(two, (1, 19), strict=True):
        care.log(account, contact_id=person.id, on=care.work.today - timedelta(days=ago))


def write_to_many(session: Any, account: Account) -> None:
    work = Cast(session, "care").work
    facts = {"type": "wechat", "on": work.today, "at": work.now, "by_id": work.actor.staff_id, "content": SAID}
    session.add(Touch(account_id=account.id, is_mass=True, **facts))
    session.flush()
    renew(session, [account.id])


def nothing(_session: Any, _account: Account) -> None:
    pass


SITUATIONS: tuple[tuple[Callable[[Any, Account], None], str, dict[str, int], dict[str, int]], ...] = (
    (call_by_a_colleague, "", {}, {"message": 23, "call": 15}),
    (answer_a_request, "", {}, {"message": 23, "call": 15}),
    (put_off, "", {}, {"message": 43, "call": 35}),
    (change_owner, "director", {"message": 14, "call": 6}, {"message": 43, "call": 35}),
    (change_tier, "", {}, {}),
    (talk_to_two, "", {}, {"message": 24, "call": 16}),
    (write_to_many, "care", {"message": 14, "call": 6}, {"message": 43, "call": 35}),
    (nothing, "care", {"message": 14, "call": 6}, {"message": 43, "call": 35}),
)
"""What happened on Tuesday; whom Wednesday's list tells, and of what by days late; and a month without a worker later,
on Thursday 24 December, what is told then. A VIP of twenty days: a message is 13 days late, a call five."""


def arrange(session: Any) -> dict[str, str]:
    """An account for each situation; its number by the name of what happened."""
    care, business = Cast(session, "care"), Cast(session, "business")
    found = {}
    for place, (act, *_) in enumerate(SITUATIONS, 910):
        account = care.work.accounts.add(AccountKind.DISTRIBUTOR, number=f"D-000{place}", name_zh=f"江夏堂{place}")
        account.status, account.created_at = AccountStatus.ACTIVE, care.work.now - timedelta(days=20)
        account.business_manager_id = business.post.id
        standing = care.work.accounts.standing(account)
        standing.tier, standing.care_owner_id, standing.sponsor_id = "vip", care.post.id, care.post.id
        session.flush()
        renew(session, [account.id])
        act(session, account)
        found[act.__name__] = account.number
    return found


def told(app: Flask, kind: str = "care.due") -> set[tuple[str, str]]:
    return {(row.recipient.email.partition("@")[0], row.channel) for row in messages(app, kind)}


def due(app: Flask, who: str, on: datetime) -> dict[str, dict[str, int]]:
    with app.app_context(), transaction(EveryAccount("tests")) as session:
        rows = due_of(session, Cast(session, who).post.id, on.date())
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row.number, {})[row.rhythm] = row.days_late
    return found


def run(app: Flask, at: datetime) -> int:
    with app.app_context():
        done = run_due(JOB, at.astimezone(UTC))
    dispatch(app, at)
    return done


def dispatch(app: Flask, at: datetime) -> None:
    with app.app_context(), transaction(EveryAccount("tests")) as session:
        while dispatch_events(session, at.astimezone(UTC)):
            pass


def test_eight_situations_and_the_list_of_the_day(app: Flask, people: People) -> None:
    with app.app_context(), transaction(EveryAccount("tests")) as session:
        numbers = arrange(session)
        director = session.scalars(select(Login).where(Login.email == "director@demo.example")).one()
        session.add(NoticeChoice(login_id=director.id, quiet="20:00-12:00"))
    dispatch(app, TUESDAY)
    wednesday, month = in_days(1), in_days(30)
    assert run(app, in_days(1, hour=7)) == 0, "not before eight"
    assert run(app, wednesday) == 2 and run(app, in_days(1, hour=15)) == 0, "once a day"
    for act, who, now, later in SITUATIONS:
        number = numbers[act.__name__]
        found = {name: due(app, name, wednesday).get(number, {}) for name in ("care", "director", "business")}
        assert found == {name: now if name == who else {} for name in found}, act.__name__
        found_later = due(app, "director" if who == "director" else "care", month).get(number, {})
        assert found_later == later, (act.__name__, "none is lost")
    names = {"care", "director"}
    assert told(app) == {(name, channel) for name in names for channel in (INBOX, EMAIL)}, "and nobody of nothing"
    settings = replace(app.extensions["settings"], mail_from="noreply@yanhe.example")
    for row in messages(app, "care.due", EMAIL):
        expected = 12 if row.recipient.email.startswith("director") else 8
        assert row.run_at == in_days(1, expected).astimezone(UTC), "quiet hours are kept"
        with app.app_context(), transaction(EveryAccount("tests")) as session:
            whole = select(Message).options(joinedload(Message.event), joinedload(Message.recipient))
            message = session.scalars(whole.where(Message.id == row.id)).one()
            mail = compose(session, message, settings, in_days(1, expected).astimezone(UTC))
        text = mail.get_body(("plain",)).get_content()
        late = numbers["change_owner" if expected == 12 else "nothing"]
        assert f"{late} 江夏堂" in text and "晚 14 天" in text and text.count("江夏堂") == (2 if expected == 12 else 4)
        assert "/staff/care/" in text and "今天该联系谁" in mail["Subject"]
    assert run(app, in_days(4)) == 0, "Saturday"
    assert run(app, month) == 2, "after a month without a worker there is one list, not thirty"
    assert len(people.events("care.due")) == 4
