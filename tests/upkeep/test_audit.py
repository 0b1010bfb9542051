"""The event log: searched and taken out by administrators alone; whatever is done to it is found (AL1, AL2, AL4)."""

import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import insert, select

from portal.cli.audit import verify_audit
from portal.domain.events import Event
from portal.domain.scope import GuardedSession
from portal.domain.seal import GENESIS, anchor, broken_links, keeps_anchor, link, seal_events
from portal.web.audit_words import KINDS, LABELS
from portal.web.timeline_words import EVENTS
from tests.cli.instances import run
from tests.notify.acts import file_request
from tests.notify.mail_sink import MailSink, plain_text
from tests.people import People

PAGE = "/staff/admin/audit"
NOW = datetime.now(UTC)
DAY_91, DAY_89 = (f"{NOW - timedelta(days=days):%Y-%m-%d}" for days in (91, 89))


def test_administrators_find_who_did_what_and_take_it_out(people: People) -> None:
    number = file_request(people.app)
    people.anonymous().post("/login", {"login": "owner@minchuan.example", "password": "not-this-one"})
    with people.backstage() as uow:
        account = uow.accounts.get("D-000101")
        account.record("account.revealed", by=uow.actor, at=uow.now, field="bank_account", reason="核对回款账户")
        account.record("account.changed", by=uow.actor, at=uow.now - timedelta(days=90), changes={})
    admin = people.sign_in("admin@demo.example")
    page = admin.get(PAGE).text
    assert number in page and "核对回款账户" in page and "account.changed" not in page  # of thirty days
    for asked, there, not_there in (
        ("kind=reveals", "核对回款账户", number),
        (f"number={number}", "request.posted", "核对回款账户"),
        ("number=D-000101", "核对回款账户", None),
        (f"who={quote('何晓岷')}", None, "核对回款账户"),
        ("who=nobody@nowhere.example", "没有符合条件的事件", number),
        (
            f"from={(NOW - timedelta(days=91)):%Y-%m-%d}&to={(NOW - timedelta(days=89)):%Y-%m-%d}",
            "account.changed",
            number,
        ),
        ("from=", "account.changed", None),
        ("kind=people", "登录失败", number),
        ("from=0001-01-01&to=0001-01-01", None, number),
        ("from=x&to=9999-12-31&kind=x&number=%00&who=%25", "没有符合条件的事件", number),
    ):
        found = admin.get(f"{PAGE}?{asked}")
        assert found.status_code == 200
        rows = found.text.partition('id="event_list"')[2]
        assert there is None or there in rows, asked
        assert not_there is None or not_there not in rows.partition("</section>")[0], asked
    taken = admin.post(f"{PAGE}/exports", {"format": "csv", "kind": "reveals", "from": ""})
    assert taken.mimetype == "text/csv" and "核对回款账户" in taken.text and number not in taken.text
    assert admin.post(f"{PAGE}/exports", {"format": "xlsx"}).data[:2] == b"PK"
    [first, second] = people.events("audit.taken")
    assert (first.facts["format"], first.facts["rows"], second.facts["format"]) == ("csv", 1, "xlsx")
    assert "导出了部分事件记录" in admin.get(PAGE).text
    other = people.sign_in("director@demo.example")
    assert other.get(PAGE).status_code == other.post(f"{PAGE}/exports", {"format": "csv"}).status_code == 404
    assert len(people.events("audit.taken")) == 2


@pytest.mark.engineless
def test_what_can_be_asked_for_has_words() -> None:
    assert set(LABELS) == set(KINDS) and all(set(kinds) <= set(EVENTS) for kinds in KINDS.values())
    assert {"export.taken", "audit.taken", "contract.bundled"} <= set(KINDS["taken"])


# ---- tampering


def _column(name: str, value: Callable[[Any, random.Random], Any]) -> Callable[..., None]:
    def tamper(session: GuardedSession, events: Sequence[Event], dice: random.Random) -> None:
        event = dice.choice(events)
        setattr(event, name, value(getattr(event, name), dice))

    return tamper


def _remove(session: GuardedSession, events: Sequence[Event], dice: random.Random) -> None:
    session.delete(dice.choice(events[:-1]))


def _swap(session: GuardedSession, events: Sequence[Event], dice: random.Random) -> None:
    one, other = dice.sample(list(events), 2)
    for name in ("facts", "at", "kind"):
        first, second = getattr(one, name), getattr(other, name)
        setattr(one, name, second)
        setattr(other, name, first)


def _seal_anew(session: GuardedSession, events: Sequence[Event], dice: random.Random) -> None:
    """Altered, with a fresh seal of its own: the next one does not follow from it."""
    place = dice.randrange(len(events) - 1)
    events[place].facts = {"forged": True}
    events[place].seal = link(events[place - 1].seal or "" if place else GENESIS, events[place])


def _forge(session: GuardedSession, events: Sequence[Event], dice: random.Random) -> None:
    """One event more, pressed in before the last."""
    last = events[-1]
    forged = Event(kind="request.closed", subject="x", actor_kind="staff", at=NOW, seal_no=last.seal_no, seal=last.seal)
    last.seal_no = (last.seal_no or 0) + 1
    session.flush()
    session.add(forged)


def _cut(session: GuardedSession, events: Sequence[Event], dice: random.Random) -> None:
    """The tail, which only a kept anchor shows."""
    for event in events[dice.randrange(1, len(events)) :]:
        session.delete(event)


def _cut_and_seal(session: GuardedSession, events: Sequence[Event], dice: random.Random) -> None:
    """The whole chain rewritten after an alteration: only the anchor tells."""
    events[0].facts = {"forged": True}
    previous = GENESIS
    for event in events:
        previous = event.seal = link(previous, event)


TAMPERS = (
    _column("facts", lambda facts, dice: {**facts, "n": dice.random()}),
    _column("at", lambda at, dice: at + timedelta(seconds=dice.randint(1, 10**6))),
    _column("kind", lambda kind, _: f"{kind}x"),
    _column("number", lambda number, _: f"{number}1"),
    _column("subject_id", lambda old, dice: (old or 0) + dice.randint(1, 99)),
    _column("actor_login_id", lambda old, dice: (old or 0) + dice.randint(1, 99)),
    _column("address", lambda _, dice: f"10.0.0.{dice.randint(1, 250)}"),
    _column("account_id", lambda old, dice: (old or 0) + dice.randint(1, 99)),
    _column("seal", lambda seal, _: "0" * 64),
    _remove, _swap, _seal_anew, _forge, _cut, _cut_and_seal,
)  # fmt: skip


def test_a_hundred_tamperings_are_found(people: People) -> None:
    """The figure of the requirements: 100 of 100, each undone before the next."""
    with people.backstage() as uow:
        rows = [
            {"kind": "request.answered", "subject": "service_request", "subject_id": no, "number": f"SR-{no}",
             "actor_kind": "staff", "actor_login_id": 1, "at": NOW - timedelta(hours=1, seconds=-no),
             "facts": {"no": no}, "address": "192.0.2.1"}
            for no in range(1, 13)
        ]  # fmt: skip
        uow.session.unguarded("tests").execute(insert(Event.__table__), rows)
        seal_events(uow.session, NOW)
        kept = anchor(uow.session)
    found = 0
    for number in range(100):
        dice = random.Random(number)
        with pytest.raises(Undone), people.backstage() as uow:
            events = uow.session.scalars(select(Event).order_by(Event.seal_no)).all()
            TAMPERS[number % len(TAMPERS)](uow.session, events, dice)
            uow.session.flush()
            uow.session.expire_all()
            found += next(broken_links(uow.session), None) is not None or not keeps_anchor(uow.session, kept)
            raise Undone
    assert found == 100
    with people.backstage() as uow:
        assert next(broken_links(uow.session), None) is None and keeps_anchor(uow.session, kept)


class Undone(Exception):
    """Takes back what was done to the log."""


def test_the_anchor_goes_by_mail_to_who_keeps_it(people: People, sink: MailSink, set_mail: Callable[..., None]) -> None:
    file_request(people.app)
    with people.backstage() as uow:
        seal_events(uow.session, uow.now + timedelta(minutes=1))
    assert run(people.app, verify_audit, "--mail").exit_code == 0 and sink.mails == []
    set_mail(anchor_to="keeper@elsewhere.example")
    assert run(people.app, verify_audit, "--mail").exit_code == 0
    [mail] = sink.mails
    assert mail["To"] == "keeper@elsewhere.example" and "封存凭据" in mail["Subject"]
    kept = plain_text(mail).split("--anchor ")[1].strip()
    assert run(people.app, verify_audit, "--anchor", kept).exit_code == 0
