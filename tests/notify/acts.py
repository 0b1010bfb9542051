"""Acting as somebody of the cast without a browser, and looking at the outbox."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db.transaction import transaction
from portal.domain.events import Actor
from portal.domain.people.models import Login, Membership, Staff
from portal.domain.requests.catalogue import RequestCategory
from portal.domain.requests.models import ServiceRequest
from portal.domain.scope import EveryAccount
from portal.domain.unit_of_work import UnitOfWork
from portal.notify.dispatch import dispatch_events
from portal.notify.models import Message

OWNER, MEMBER = "owner@minchuan.example", "member@minchuan.example"
NEIGHBOUR, SERVICE, BUSINESS = "owner@yueqiao.example", "service@demo.example", "business@demo.example"


@contextmanager
def acting(app: Flask, name: str) -> Iterator[UnitOfWork]:
    """A unit of work over everything, in which somebody of the cast acts."""
    with app.app_context(), transaction(EveryAccount("tests")) as session:
        login = session.scalars(select(Login).where((Login.email == name) | (Login.mobile == name))).one()
        staff = session.scalar(select(Staff).where(Staff.login_id == login.id))
        member = session.scalar(select(Membership).where(Membership.login_id == login.id))
        actor = Actor(
            "staff" if staff else "partner", login.name, login.id, staff.id if staff else None,
            member.account_id if member else None,
        )  # fmt: skip
        yield UnitOfWork(session, actor, datetime.now(UTC), writes=True)


def file_request(app: Flask, by: str = MEMBER, subject: str = "洛施坦 20 件到哪了", account: str = "D-000101") -> str:
    """A request of Minchuan's, by default filed by its member; returns its number."""
    with acting(app, by) as uow:
        made = uow.requests.post(
            uow.accounts.get(account), category=RequestCategory.TRAINING, subject=subject, text="请问什么时候能到？",
        )  # fmt: skip
        return made.number


def answer(app: Flask, number: str, by: str = SERVICE, text: str = "明天到。") -> None:
    with acting(app, by) as uow:
        uow.requests.get(number).answer(by=uow.actor, at=uow.now, text=text)


def act(app: Flask, number: str, by: str, verb: str, **facts: Any) -> None:
    with acting(app, by) as uow:
        service_request: ServiceRequest = uow.requests.at_desk(number)
        getattr(service_request, verb)(by=uow.actor, at=uow.now, **facts)


def dispatch_all(app: Flask) -> None:
    with app.app_context(), transaction(EveryAccount("tests")) as session:
        while dispatch_events(session, datetime.now(UTC)):
            pass


def messages(app: Flask, kind: str | None = None, channel: str | None = None) -> list[Message]:
    """The outbox, oldest first, with recipients."""
    query = select(Message).options(joinedload(Message.recipient), joinedload(Message.event)).order_by(Message.id)
    for column, value in ((Message.kind, kind), (Message.channel, channel)):
        query = query if value is None else query.where(column == value)
    with app.app_context(), transaction(EveryAccount("tests"), writes=False) as session:
        return list(session.scalars(query))


def told(app: Flask, kind: str) -> set[tuple[str, str]]:
    """(sign-in name, channel) of everybody who is told of events of this kind."""
    return {(row.recipient.email or row.recipient.mobile or "", row.channel) for row in messages(app, kind)}


def change(app: Flask, message_id: int, **values: Any) -> None:
    """Arrange one message."""
    with app.app_context(), transaction(EveryAccount("tests")) as session:
        message = session.scalars(select(Message).where(Message.id == message_id)).one()
        for name, value in values.items():
            setattr(message, name, value)
