"""Group bots from the administrator's form to the group: caps, secrets, refusals, replays (RE2, IN7, AZ8, OP2)."""

import re
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.notify.bot import Bot, BotPost
from portal.notify.bots import Bots
from portal.notify.channels import deliver_posts
from tests.notify.acts import acting, dispatch_all, file_request
from tests.notify.peers import SECRET, Peer
from tests.people import People, Person

ADMIN, SERVICE = "admin@demo.example", "service@demo.example"
CHANNELS = "/staff/admin/channels/"


@pytest.fixture
def peer(set_mail: Callable[..., None]) -> Iterator[Peer]:
    peer = Peer()
    set_mail(webhook_allow=("127.0.0.1",), send_timeout=0.5, base_url="https://portal.yanhe.example")
    yield peer
    peer.stop()


def form_of(peer: Peer, service: str, **more: str) -> dict[str, Any]:
    return {"name": f"{service} 值班群", "service": service, "url": peer.url(service), "secret": SECRET, "locale": "zh",
            "hears": ["new", "low"], "quiet_from": "", "quiet_to": "", "per_minute": "", **more}  # fmt: skip


def add_bot(app: Flask, peer: Peer, service: str, **more: Any) -> int:
    facts = {"name": service, "service": service, "locale": "zh", "hears": ["new"], "quiet": "", "per_minute": 20}
    with acting(app, ADMIN) as uow:
        bot = Bots(uow).add({**facts, "url": peer.url(service), "secret": SECRET, **more})
        uow.session.flush()
        return bot.id


def deliver(app: Flask) -> None:
    dispatch_all(app)
    with app.app_context():
        deliver_posts("tests")


def posts(app: Flask) -> list[BotPost]:
    with acting(app, ADMIN) as uow:
        return list(uow.session.scalars(select(BotPost).order_by(BotPost.id)))


def rested(app: Flask) -> None:
    """A minute later, as far as caps and pauses are concerned."""
    with acting(app, ADMIN) as uow:
        uow.session.execute(update(Bot).values(recent=[], paused_until=None))
        uow.session.execute(update(BotPost).where(BotPost.state == "pending").values(run_at=datetime.now(UTC)))


def test_from_the_form_to_the_group(app: Flask, people: People, peer: Peer) -> None:
    admin = people.sign_in(ADMIN)
    for service in ("wecom", "dingtalk", "feishu"):
        assert admin.post(CHANNELS, form_of(peer, service)).status_code == 303
    number = file_request(app, subject="患者王某的 20 件到哪了")
    deliver(app)
    for service in ("wecom", "dingtalk", "feishu"):
        (text,) = peer.texts(service)
        assert number in text and "岷川" in text and f"https://portal.yanhe.example/staff/requests/{number}" in text
        assert "王某" not in text and "何晓岷" not in text and "请问什么时候能到" not in text
    assert {post.state for post in posts(app)} == {"sent"}
    assert people.events("bot.added")[0].actor_kind == "staff"
    page, edit = admin.get(CHANNELS).text, admin.get(f"{CHANNELS}{posts(app)[0].bot_id}").text
    for text in (page, edit, str([event.facts for event in people.events()])):
        assert "geheim" not in text and SECRET not in text
    with acting(app, ADMIN) as uow:
        assert all(b"geheim" not in bot.url for bot in uow.session.scalars(select(Bot)))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"url": "https://evil.example/cgi-bin"}, "qyapi.weixin.qq.com"),
        ({"url": "http://qyapi.weixin.qq.com/cgi-bin"}, "qyapi.weixin.qq.com"),
        ({"url": ""}, "qyapi.weixin.qq.com"),
        ({"per_minute": "21"}, "20"),
        ({"per_minute": "0"}, "20"),
        ({"quiet_from": "21:00"}, "quiet_to-error"),
        ({"quiet_from": "25:00", "quiet_to": "08:00"}, "quiet_from-error"),
        ({"hears": "integrity"}, "hears"),
        ({"name": ""}, "name-error"),
    ],
)
def test_a_wrong_form_comes_back(people: People, peer: Peer, wrong: dict[str, str], said: str) -> None:
    answer = people.sign_in(ADMIN).post(CHANNELS, form_of(peer, "wecom", **wrong))
    assert answer.status_code == 422 and said in answer.text and "geheim" not in answer.text


def test_a_test_message_tells_what_is_wrong_and_a_better_secret_mends_it(
    app: Flask, people: People, peer: Peer
) -> None:
    bot, admin = add_bot(app, peer, "dingtalk", secret="SECwrong", quiet="00:00-23:59"), people.sign_in(ADMIN)
    assert admin.post(f"{CHANNELS}{bot}/tests").status_code == 303
    deliver(app)
    page = admin.get(CHANNELS).text
    assert "310000" in page and "平台不接受签名" in page
    outbox = admin.get("/staff/admin/outbox?channel=bot").text
    assert "sign not match" in outbox and "平台不接受签名" in outbox
    (post,) = posts(app)
    kept = {**form_of(peer, "dingtalk"), "url": "", "version": "1"}
    assert admin.post(f"{CHANNELS}{bot}", kept).status_code == 303
    assert admin.post(f"{CHANNELS}{bot}", kept).status_code == 409
    assert admin.post("/staff/admin/outbox/replays", {"message": post.id, "channel": "bot"}).status_code == 303
    deliver(app)
    (taken,) = peer.taken["dingtalk"]
    assert taken.delivery == f"post-{post.id}" and "测试消息" in taken.text
    assert people.events("message.replayed")[0].subject == "bot_post"
    changed = people.events("bot.changed")[0].facts
    assert changed["renewed"] == ["secret"] and changed["after"]["hears"] == ["low", "new"]


def test_beyond_the_cap_nothing_is_left_out(app: Flask, peer: Peer) -> None:
    add_bot(app, peer, "wecom", per_minute=3)
    first = [file_request(app) for _ in range(2)]
    deliver(app)
    assert len(peer.taken["wecom"]) == 2
    more = [file_request(app) for _ in range(30)]
    deliver(app)
    assert len(peer.taken["wecom"]) == 3 and peer.texts("wecom")[2].count("SR-") == 20
    deliver(app)
    assert len(peer.taken["wecom"]) == 3, "the minute is used up"
    rested(app)
    deliver(app)
    assert len(peer.taken["wecom"]) == 4
    assert sorted(re.findall(r"SR-\d+-\d+", " ".join(text.split("http")[0] for text in peer.texts("wecom")))) == sorted(
        first + more
    )
    assert {post.state for post in posts(app)} == {"sent"}
    assert max(len(text.encode()) for text in peer.texts("wecom")) <= 2048


def test_several_workers_keep_one_cap(app: Flask, peer: Peer) -> None:
    add_bot(app, peer, "feishu", per_minute=100)
    for _ in range(12):
        file_request(app)
    dispatch_all(app)

    def work() -> None:
        with app.app_context():
            deliver_posts(threading.current_thread().name)

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(peer.taken["feishu"]) <= 5, "Feishu takes five a second"
    assert sum(text.count("SR-") > 0 for text in peer.texts("feishu")) == len(peer.taken["feishu"])


def test_a_service_that_has_enough_is_left_alone_and_a_hung_one_is_asked_once(app: Flask, peer: Peer) -> None:
    add_bot(app, peer, "dingtalk")
    peer.answers["dingtalk"] = {"errcode": 130101, "errmsg": "send too fast, exceed 20 times per minute"}
    for _ in range(3):
        file_request(app)
    deliver(app)
    assert peer.asked == 1 and {(post.state, post.tries) for post in posts(app)} == {("pending", 0)}
    assert min(post.run_at for post in posts(app)) > datetime.now(UTC) + timedelta(minutes=9)
    peer.answers.clear()
    rested(app)
    peer.mood = lambda _name: "hang"
    deliver(app)
    assert peer.asked == 2 and {(post.state, post.tries) for post in posts(app)} == {("pending", 1)}
    peer.mood = lambda _name: None
    rested(app)
    deliver(app)
    assert len(peer.taken["dingtalk"]) == 3, "what was tried once keeps its own delivery id"


def test_switched_off_removed_and_in_the_demonstration_nothing_goes_out(
    app: Flask, people: People, peer: Peer, set_mail: Callable[..., None]
) -> None:
    bot, admin = add_bot(app, peer, "wecom"), people.sign_in(ADMIN)
    file_request(app)
    set_mail(env="demo")
    deliver(app)
    waiting = admin.get("/staff/admin/outbox?state=waiting&channel=bot").text.split('id="mail_list"')[1]
    assert "演示" in waiting.split("</table>")[0], "why it waits"
    set_mail(env="development")
    assert admin.post(f"{CHANNELS}{bot}/stop").status_code == 303
    file_request(app)
    deliver(app)
    assert [post.state for post in posts(app)] == ["discarded"]
    assert admin.post(f"{CHANNELS}{bot}/resumption").status_code == 303
    file_request(app)
    dispatch_all(app)
    assert admin.post(f"{CHANNELS}{bot}/removal").status_code == 303
    deliver(app)
    assert [post.state for post in posts(app)] == ["discarded", "discarded"] and peer.asked == 0
    assert admin.get(f"{CHANNELS}{bot}").status_code == 404


def test_quiet_hours_hold_back_all_but_what_is_urgent(app: Flask, peer: Peer) -> None:
    add_bot(app, peer, "wecom", quiet="00:00-23:59")
    file_request(app)
    deliver(app)
    (post,) = posts(app)
    assert peer.asked == 0 and post.run_at > datetime.now(UTC)


def test_others_find_no_channels(app: Flask, people: People, peer: Peer) -> None:
    bot = add_bot(app, peer, "wecom")
    stranger: Person = people.sign_in(SERVICE)
    for address in (CHANNELS, f"{CHANNELS}new", f"{CHANNELS}{bot}"):
        assert stranger.get(address).status_code == 404
    assert stranger.post(f"{CHANNELS}{bot}/removal").status_code == 404


def test_who_sees_some_accounts_lets_no_group_hear_of_all(app: Flask, people: People, peer: Peer) -> None:
    """AZ10: the group would read names that its administrator's own pages do not show."""
    bot, admin = add_bot(app, peer, "wecom"), people.sign_in(ADMIN)
    with people.backstage() as uow:
        next(post for post in uow.people.staff() if post.login.email == ADMIN).reach = "own"
    added = admin.post(CHANNELS, form_of(peer, "feishu"))
    changed = admin.post(f"{CHANNELS}{bot}", {**form_of(peer, "wecom"), "version": "1"})
    assert (added.status_code, changed.status_code) == (409, 409) and "全部客户" in added.text + changed.text
    assert not people.events("bot.changed") and len(people.events("bot.added")) == 1
