"""Endpoints are told of events: signed, at least once under one id, never more than they may know (RE2, RE3, AZ8)."""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from portal.api.hook_body import HOOK_BODY
from portal.domain.accounts.models import Account
from portal.domain.feedback.kinds import FeedbackKind
from portal.domain.integrations.codes import CHOSEN_HOOKS, Side
from portal.domain.integrations.models import PAUSE_AFTER, Hook
from portal.notify import hook_backlog, hooks
from portal.notify.hook_delivery import deliver_hooks
from portal.notify.hook_outbox import hook_messages, take_due_hooks
from portal.notify.models import MOST_TRIES, Message
from portal.notify.signing import new_secret
from portal.web.problems import Fault
from tests.api.programs import FILED, Program, program
from tests.notify.acts import MEMBER, NEIGHBOUR, SERVICE, act, acting, answer, dispatch_all, file_request
from tests.notify.endpoint import Endpoint
from tests.people import People

ADMIN = "admin@demo.example"


@pytest.fixture
def endpoint(set_mail: Callable[..., None]) -> Iterator[Endpoint]:
    set_mail(webhook_allow=("127.0.0.0/8",), base_url="https://portal.yanhe.example")
    endpoint = Endpoint()
    yield endpoint
    endpoint.stop()


def listening(
    app: Flask, people: People, endpoint: Endpoint, name: str = "金蝶 ERP", **terms: Any
) -> tuple[Program, str]:
    """An integration whose endpoint hears of everything, and its secret."""
    caller, secret = program(app, name, **terms), None
    with people.backstage() as uow:
        with app.app_context():
            secret = new_secret()
        one = uow.integrations.get(caller.ref)
        uow.integrations.set_hook(one, endpoint.url, list(CHOSEN_HOOKS), secret.salt, secret.digest)
    return caller, secret.text


def work(app: Flask, worker: str = "w1") -> int:
    dispatch_all(app)
    with app.app_context():
        return deliver_hooks(worker)


def bodies(endpoint: Endpoint) -> list[dict[str, Any]]:
    return [json.loads(got.body) for got in endpoint.got]


def is_signed(got: Any, secret: str) -> bool:
    """As the handbook tells the other side to check it."""
    parts = [part.split("=", 1) for part in got.headers["Portal-Signature"].split(",")]
    stamp = next(value for name, value in parts if name == "t")
    wanted = hmac.new(secret.encode(), f"{stamp}.".encode() + got.body, hashlib.sha256).hexdigest()
    return any(hmac.compare_digest(wanted, value) for name, value in parts if name == "v1")


def test_what_an_endpoint_hears_and_what_it_never_hears(app: Flask, people: People, endpoint: Endpoint) -> None:
    caller, secret = listening(app, people, endpoint)
    number = file_request(app)
    answer(app, number)
    act(app, number, SERVICE, "resolve", outcome="MARK-OUTCOME")
    with acting(app, SERVICE) as uow:
        uow.requests.get(number).add_note(by=uow.actor, at=uow.now, text="MARK-NOTE")
        uow.accounts.standing(uow.accounts.get("D-000101")).judge({"tier": "b"}, by=uow.actor, at=uow.now)
        uow.accounts.get("D-000102").change({"city": "广州"}, by=uow.actor, at=uow.now)
    with acting(app, MEMBER) as uow:
        for subtype in ("speed", "integrity"):
            uow.feedback.post(
                uow.accounts.get("D-000101"), kind=FeedbackKind.COMPLAINT, subject="s", text="t", subtype=subtype
            )
    caller.post("/requests", FILED)  # its own doing
    assert work(app) == 5 and work(app) == 0
    told = bodies(endpoint)
    assert [(one["kind"], one["account"]) for one in told] == [
        ("request.posted", "D-000101"), ("request.answered", "D-000101"), ("request.state_changed", "D-000101"),
        ("account.changed", "D-000102"), ("feedback.posted", "D-000101"),
    ]  # fmt: skip
    faults: list[Fault] = []
    for one in told:
        HOOK_BODY.read(one, "", faults)
    assert faults == [] and len({one["id"] for one in told}) == 5
    assert told[0]["resource"]["api"] == f"https://portal.yanhe.example/api/v1/requests/{number}"
    assert caller.get(told[0]["resource"]["api"].partition("/api/v1")[2]).status_code == 200
    assert not any(b"MARK-" in got.body or "洛施坦".encode() in got.body for got in endpoint.got)
    assert all(is_signed(got, secret) and not is_signed(got, "whsec_x") for got in endpoint.got)


def test_within_its_reach_only(app: Flask, people: People, endpoint: Endpoint) -> None:
    listening(app, people, endpoint, "粤桥 ERP", side=Side.PARTNER, accounts=["D-000102"])
    file_request(app)
    own = file_request(app, by=NEIGHBOUR, account="D-000102")
    work(app)
    [told] = bodies(endpoint)
    assert told["resource"]["number"] == own
    assert told["resource"]["page"] == f"https://portal.yanhe.example/requests/{own}"
    file_request(app, by=NEIGHBOUR, account="D-000102")
    dispatch_all(app)
    with people.backstage() as uow:  # AZ7: what waits is not told any more either
        uow.session.execute(update(Account).where(Account.number == "D-000102").values(status="suspended"))
    assert work(app) == 1 and len(endpoint.got) == 1 and messages(people)[-1].state == "discarded"


def test_two_secrets_while_one_takes_over(app: Flask, people: People, endpoint: Endpoint) -> None:
    caller, old = listening(app, people, endpoint)
    with people.backstage() as uow:
        newer = new_secret()
        uow.integrations.get(caller.ref).hook.renew_secret(newer.salt, newer.digest, by=uow.actor, at=uow.now)
    file_request(app)
    work(app)
    assert is_signed(endpoint.got[0], old) and is_signed(endpoint.got[0], newer.text)
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=25), tick=False):
        file_request(app)
        work(app)
    assert not is_signed(endpoint.got[1], old) and is_signed(endpoint.got[1], newer.text)


def messages(people: People) -> list[Message]:
    with people.backstage() as uow:
        return list(uow.session.scalars(select(Message).where(Message.channel == "webhook").order_by(Message.id)))


def test_it_is_tried_again_given_up_and_replayed_under_one_id(app: Flask, people: People, endpoint: Endpoint) -> None:
    caller, _ = listening(app, people, endpoint)
    number = file_request(app)
    endpoint.ways = [500, "reset", 404, 302]
    for tried in range(MOST_TRIES):
        with people.backstage() as uow:
            uow.session.execute(update(Message).where(Message.channel == "webhook").values(run_at=uow.now))
        assert work(app) == 1, tried
        assert work(app) == 0, "not before its pause is over"
    [given_up] = messages(people)
    assert (given_up.state, given_up.last_error, given_up.tries) == ("dead", "HTTP 302", MOST_TRIES)
    place, admin = f"/staff/admin/integrations/{caller.ref}", people.sign_in(ADMIN)
    assert "HTTP 302" in admin.get(place).text and number in admin.get(place).text
    endpoint.ways = [200]
    assert admin.post(f"{place}/hook/replays", {"message": str(given_up.id)}).status_code == 303
    assert admin.post(f"{place}/hook/replays", {"message": str(given_up.id)}).status_code == 409
    assert admin.post(f"{place}/hook/replays", {"message": "999999"}).status_code == 404
    assert work(app) == 1
    assert [message.state for message in messages(people)] == ["sent"]
    assert len({told["id"] for told in bodies(endpoint)}) == 1 and len(endpoint.got) == MOST_TRIES + 1


def test_a_killed_worker_loses_nothing(app: Flask, people: People, endpoint: Endpoint) -> None:
    listening(app, people, endpoint)
    file_request(app)
    dispatch_all(app)
    with app.app_context():
        [(taken, _login)] = take_due_hooks("killed")
        assert take_due_hooks("other") == []
    assert work(app) == 0
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=4), tick=False):
        assert work(app, "other") == 1
    assert [message.id for message in messages(people)] == [taken] and len(endpoint.got) == 1


def test_many_failures_pause_it_and_an_administrator_hears(app: Flask, people: People, endpoint: Endpoint) -> None:
    """What happens meanwhile waits; nothing else is held up."""
    caller, _ = listening(app, people, endpoint)
    endpoint.ways = [503]
    with people.backstage() as uow:
        uow.session.execute(
            update(Hook).values(failures=PAUSE_AFTER - 1), execution_options={"synchronize_session": False}
        )
    file_request(app)
    work(app)
    file_request(app)
    assert work(app) == 0 and len(endpoint.got) == 1
    [paused] = people.events("integration.hook_paused")
    assert paused.facts == {"why": "failures"}
    place, admin = f"/staff/admin/integrations/{caller.ref}", people.sign_in(ADMIN)
    dispatch_all(app)
    assert "接收地址已暂停" in admin.get("/staff/notifications/").text
    assert f"连续 {PAUSE_AFTER} 次" in admin.get(place).text
    endpoint.ways = [200]
    assert admin.post(f"{place}/hook/resumption").status_code == 303
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=2), tick=False):
        assert work(app) == 2
    assert admin.post(f"{place}/hook/tests").status_code == 303
    work(app)
    assert bodies(endpoint)[-1]["kind"] == "ping" and bodies(endpoint)[-1]["resource"]["number"] is None
    file_request(app)
    dispatch_all(app)
    assert admin.post(f"{place}/revocation").status_code == 303
    sent = len(endpoint.got)
    work(app)
    assert len(endpoint.got) == sent and messages(people)[-1].state == "discarded"
    with people.backstage() as uow:
        assert hook_messages(uow, uow.integrations.get(caller.ref), "dead", "pending", "leased") == []


def test_a_silent_endpoint_holds_up_one_message_only(app: Flask, people: People, endpoint: Endpoint) -> None:
    listening(app, people, endpoint)
    other = Endpoint()
    try:
        listening(app, people, other, "另一个")
        endpoint.ways = [500]
        for _ in range(3):
            file_request(app)
        assert work(app) == 6
        assert (len(endpoint.got), len(other.got)) == (1, 3)
        assert sorted(message.state for message in messages(people)) == ["pending"] * 3 + ["sent"] * 3
    finally:
        other.stop()


def test_a_dead_peer_fills_the_outbox_no_further_than_its_cap(
    app: Flask, people: People, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is left out stays in the event log, and follows once somebody resumed it: nothing lost, nothing twice."""
    for name, most in (("MOST_WAITING", 4), ("REFILL_BELOW", 2), ("MOST_WRITTEN", 2), ("STRIDE", 7)):
        monkeypatch.setattr(hook_backlog, name, most)
    monkeypatch.setattr(hooks, "REFILL_BELOW", 2)
    monkeypatch.setattr("portal.staff.integrations.MOST_WAITING", 4)
    caller, _ = listening(app, people, endpoint)
    endpoint.ways = [503]
    filed = [file_request(app) for _ in range(6)]
    dispatch_all(app)
    filed += [file_request(app) for _ in range(3)]
    dispatch_all(app)
    assert [one.event.number for one in waiting(people)] == filed[:4]
    [paused] = people.events("integration.hook_paused")
    assert paused.facts == {"why": "full"} and not people.events("integration.hook_full")
    admin, place = people.sign_in(ADMIN), f"/staff/admin/integrations/{caller.ref}"
    assert "接收地址已暂停" in admin.get("/staff/notifications/").text
    page = admin.get(place).text
    assert "4 条等待，最多 4 条" in page and "不会丢失" in page
    assert "金蝶 ERP" in admin.get("/staff/admin/operations").text

    endpoint.ways = [200]
    assert admin.post(f"{place}/hook/resumption").status_code == 303
    for _ in range(20):
        with people.backstage() as uow:
            hooks.catch_up_endpoints(uow.session, uow.now)
        work(app)
    assert sorted(told["resource"]["number"] for told in bodies(endpoint)) == sorted(filed)
    with people.backstage() as uow:
        assert uow.session.scalars(select(Hook.behind_from)).one() is None

    # a second time, and whoever reads everything by itself wants none of it
    endpoint.ways = [503]
    with people.backstage() as uow:
        uow.integrations.get(caller.ref).hook.pause("hand", by=uow.actor, at=uow.now)
    for _ in range(6):
        file_request(app)
    dispatch_all(app)
    assert len(people.events("integration.hook_full")) == 1
    assert admin.post(f"{place}/hook/emptyings").status_code == 303 and waiting(people) == []
    assert people.events("integration.hook_emptied")[0].facts == {"count": 4}
    endpoint.ways = [200]
    admin.post(f"{place}/hook/resumption")
    last = file_request(app)
    work(app)
    assert bodies(endpoint)[-1]["resource"]["number"] == last and len(endpoint.got) == len(filed) + 1


def test_everything_given_up_is_tried_again_by_one_press(app: Flask, people: People, endpoint: Endpoint) -> None:
    caller, _ = listening(app, people, endpoint)
    for _ in range(3):
        file_request(app)
    dispatch_all(app)
    with people.backstage() as uow:
        uow.session.execute(update(Message).where(Message.channel == "webhook").values(state="dead", tries=MOST_TRIES))
    admin, place = people.sign_in(ADMIN), f"/staff/admin/integrations/{caller.ref}"
    assert admin.post(f"{place}/hook/replays/all").status_code == 303
    assert work(app) == 3 and {message.state for message in messages(people)} == {"sent"}
    assert len(people.events("message.replayed")) == 3


def waiting(people: People) -> list[Message]:
    with people.backstage() as uow:
        query = select(Message).where(Message.channel == "webhook", Message.state.in_(("pending", "leased", "dead")))
        return list(uow.session.scalars(query.options(joinedload(Message.event)).order_by(Message.id)))
