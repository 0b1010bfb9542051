"""Many events through every channel to servers that misbehave, while workers are killed: nothing may be lost.

`python -m tests.notify.channel_drill 1000 50` sends 1,000 events through mail, text messages and three group bots,
kills a worker 50 times, and says what came of it (`PORTAL_TEST_ENGINE=postgresql` on that engine). Waiting is cut
short: pauses between tries, leases of killed workers and caps of services are set back, for they would take hours.
"""

import os
import random
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from portal.domain.people.models import Login
from portal.domain.requests.models import ServiceRequest
from portal.notify.bot import Bot, BotPost
from portal.notify.bots import Bots
from portal.notify.choice import NoticeChoice
from portal.notify.models import GOES_OUT, Message
from portal.notify.outbox import CHANNELS
from portal.notify.services import SERVICES
from tests.cast import LONG_AGO
from tests.forked import Forked
from tests.notify.acts import MEMBER, acting, answer, file_request
from tests.notify.drill_mail import MoodyMail
from tests.notify.drill_place import Tally, channel_of, delivery_of, dispatched, in_place
from tests.notify.peers import SECRET, Peer
from tests.people import People

SEED = 20261128
MISBEHAVES, FINALLY = 0.3, 0.03
FINAL = {"wecom": {"errcode": 93000, "errmsg": "invalid webhook url"},
         "dingtalk": {"errcode": 310000, "errmsg": "keywords not in content"},
         "sms": {"code": 1002, "msg": "no such number"}}  # fmt: skip
NUMBER = re.compile(r"SR-\d{6}-\d+")
UNSETTLED = ("pending", "leased")


class Drill:
    def __init__(self, app: Flask, peer: Peer, mail: MoodyMail, environment: dict[str, str]) -> None:
        self.app, self.peer, self.mail, self.people = app, peer, mail, People(app)
        self.environment, self.dice = {**os.environ, **environment}, random.Random(SEED)
        self.workers: list[Forked] = []
        self.numbers: list[str] = []

    def run(self, events: int, kills: int) -> Tally:
        self.tally = Tally(events)
        self._furnish()
        self.peer.mood = self.mail.mood = lambda name: self._mood(name)
        try:
            self._rage(events, kills)
            self._until_settled()
            self._see_and_replay()
            self._until_settled()
        finally:
            for worker in self.workers:
                worker.kill()
        self._judge()
        return self.tally

    def _furnish(self) -> None:
        """Three bots that hear of new requests, and a member who wants text messages."""
        with self.people.backstage() as uow:
            for name in SERVICES:
                facts = {"name": name, "service": name, "locale": "zh", "hears": ["new"], "quiet": "", "per_minute": 20}
                Bots(uow).add({**facts, "url": self.peer.url(name), "secret": SECRET})
            login = uow.session.scalars(select(Login).where(Login.email == MEMBER)).one()
            login.mobile = "13900000001"
            uow.session.add(NoticeChoice(login_id=login.id, mail={}, sms=["requests"], quiet="", digest_at="09:00"))

    def _mood(self, name: str) -> str | None:
        if name in FINAL and self.dice.random() < FINALLY:
            self.peer.answers[name] = FINAL[name]  # for this one and the next few: whoever comes meanwhile is refused
        elif name in self.peer.answers:
            del self.peer.answers[name]
        if self.dice.random() > MISBEHAVES:
            return None
        return self.dice.choice(("hang", "500", "code", "code", "reset", "reset", "lost"))

    def _rage(self, events: int, kills: int) -> None:
        admin = self.people.sign_in("admin@demo.example")
        self.workers = [self._worker(), self._worker()]
        for round_ in range(max(kills, 1)):
            for _ in range(events * (round_ + 1) // max(kills, 1) - len(self.numbers)):
                self._event()
            begun = time.monotonic()
            assert admin.get("/staff/requests/").status_code == 200
            self.tally.slowest = max(self.tally.slowest, time.monotonic() - begun)
            time.sleep(self.dice.uniform(0.1, 0.8))
            if round_ % 10 == 5:
                self.peer.be_away(0.3)
            if round_ < kills:
                self.workers.pop(0).kill()
                self.tally.kills += 1
                self.workers.append(self._worker())
            self._cut_waiting_short()

    def _event(self) -> None:
        number = file_request(self.app)
        with acting(self.app, MEMBER) as uow:  # urgent: each text message of its own
            uow.session.execute(update(ServiceRequest).where(ServiceRequest.number == number).values(priority="p1"))
        answer(self.app, number)
        self.numbers.append(number)

    def _worker(self) -> Forked:
        return Forked(["flask", "--app", "wsgi", "worker"], self.environment)

    def _cut_waiting_short(self) -> None:
        """Leases of workers that live stay what they are."""
        now, alive = datetime.now(UTC), [f"%:{worker.pid}:%" for worker in self.workers]
        with self.people.backstage() as uow:
            for table in (Message, BotPost):
                abandoned = (table.state == "leased", *(table.leased_by.not_like(pattern) for pattern in alive))
                uow.session.execute(update(table).where(*abandoned).values(lease_until=LONG_AGO))
                uow.session.execute(update(table).where(table.state == "pending", table.tries > 0).values(run_at=now))
            uow.session.execute(update(Bot).values(recent=[], paused_until=None))

    def _until_settled(self, seconds: float = 400) -> None:
        give_up = time.monotonic() + seconds
        while self._unsettled():
            assert time.monotonic() < give_up, "it does not come to rest"
            time.sleep(0.5)
            self._cut_waiting_short()

    def _unsettled(self) -> bool:
        with self.people.backstage() as uow:
            told = select(BotPost.id).where(BotPost.state.in_(UNSETTLED)).limit(1)
            sent = select(Message.id).where(GOES_OUT, Message.state.in_(UNSETTLED)).limit(1)
            few = len({row.number for row in dispatched(uow.session)}) < self.tally.events
            return few or uow.session.scalar(told) is not None or uow.session.scalar(sent) is not None

    def _see_and_replay(self) -> None:
        """Everything given up stands in the outbox; the servers behave again, and all of it is sent once more."""
        admin = self.people.sign_in("admin@demo.example")
        self.peer.mood = self.mail.mood = lambda _name: None
        self.peer.answers.clear()
        for channel in CHANNELS:
            dead = self._dead(channel)
            self.tally.dead[channel] = len(dead)
            page = admin.get(f"/staff/admin/outbox?channel={channel}").text
            seen = page.count('name="message" value="') - page.count('value="all"')
            self._check(seen == min(len(dead), 50), f"{channel}: {len(dead)} given up, {seen} on the page")
            while dead:
                sent = admin.post("/staff/admin/outbox/replays", {"message": "all", "channel": channel})
                self._check(sent.status_code == 303, f"replaying answered {sent.status_code}")
                dead = [
                    row for row in self._rows(of_any_kind=True) if channel_of(row) == channel and row.state == "dead"
                ]

    def _dead(self, channel: str) -> list[Any]:
        return [row for row in self._rows(of_any_kind=True) if channel_of(row) == channel and row.state == "dead"]

    def _judge(self) -> None:
        """Each event was told once by each channel, under the delivery id that is noted, however often that came."""
        known = set(self.numbers)
        taken = {"email": self.mail.taken, **{name: self._taken(name) for name in self.peer.taken}}
        by_name: dict[str, dict[str, Any]] = defaultdict(dict)
        for row in self._rows():
            by_name[row.bot.service if isinstance(row, BotPost) else row.channel][row.facts["number"]] = row
        for name, deliveries in taken.items():
            told: dict[str, set[str]] = defaultdict(set)
            ids: Counter[str] = Counter()
            for delivery, text in deliveries:
                for number in set(NUMBER.findall(text)) & known:
                    told[number].add(delivery)
                ids[delivery] += bool(set(NUMBER.findall(text)) & known)
            self.tally.accepted[name], self.tally.deliveries[name] = ids.total(), sum(map(bool, ids.values()))
            for number in self.numbers:
                row = by_name[name].get(number)
                own = None if row is None else delivery_of(row)
                self._check(row is not None and row.state == "sent", f"{name} {number}: {row and row.state}")
                self._check(told[number] == {own}, f"{name} {number}: told under {told[number]}, noted as {own}")

    def _taken(self, name: str) -> list[tuple[str, str]]:
        return [(one.delivery, one.text or str(one.body)) for one in self.peer.taken[name]]

    def _rows(self, *, of_any_kind: bool = False) -> list[Any]:
        with self.people.backstage() as uow:
            query = select(Message).where(GOES_OUT)
            mails = uow.session.scalars(query if of_any_kind else query.where(Message.kind == "request.answered"))
            posts = uow.session.scalars(select(BotPost).options(joinedload(BotPost.bot)))
            return [*mails, *posts]

    def _check(self, holds: bool, complaint: str) -> None:
        if not holds:
            self.tally.wrong.append(complaint)


def main(events: str = "1000", kills: str = "50") -> None:
    engine, begun = os.environ.get("PORTAL_TEST_ENGINE", "sqlite"), time.monotonic()
    with tempfile.TemporaryDirectory() as folder, in_place(engine, Path(folder)) as place:
        tally = Drill(*place).run(int(events), int(kills))
    print(f"{engine}, {time.monotonic() - begun:.0f} s\n{tally}")
    raise SystemExit(1 if tally.wrong else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
