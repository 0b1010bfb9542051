"""Time travel: over two years with random downtime, clocks set back and people acting, every reminder is told exactly
once and none after somebody acted (RE5).

`PORTAL_DAYS` makes the journey longer, `PORTAL_SEEDS` more often.
"""

import os
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from portal.db.transaction import transaction
from portal.domain.contracts.clauses import Party
from portal.domain.contracts.models import Contract
from portal.domain.contracts.notices_given import NoticeGiven, Reminder
from portal.domain.events import Actor
from portal.domain.requests.catalogue import RequestCategory
from portal.domain.scope import EveryAccount
from portal.domain.unit_of_work import UnitOfWork
from portal.domain.work import SHANGHAI
from portal.notify.reminding import remind
from tests.notify.agreements import ARTICLES, OPTION, OURS, RENEWAL, SOLE, agree
from tests.people import People

FIRST = date(2027, 1, 1)
DAYS = int(os.environ.get("PORTAL_DAYS", "730"))
SEEDS = range(int(os.environ.get("PORTAL_SEEDS", "1")))
FIXED = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
Told = tuple[str, str, str, str, str]
"""Contract, end of term, article, kind, reminder."""


@dataclass
class Deal:
    """What the test itself knows of one agreement; days are reckoned by hand."""

    number: str
    ends_on: date
    kinds: dict[str, tuple[int, str]]
    """Kind → days before the end by which it must arrive, and whose it is."""
    given: set[str] = field(default_factory=set)
    request: str | None = None
    over_on: date | None = None

    def windows(self) -> dict[str, date]:
        """Last day of everything that nobody has acted on yet."""
        last = {kind: self.ends_on - timedelta(days=before) for kind, (before, _) in self.kinds.items()}
        still = {kind: day for kind, day in last.items() if kind not in self.given}
        if self.request and self.kinds.get("ask", (0, "us"))[1] != "us":
            still.pop("ask", None)
        if not self.request and not self.given - {"negotiate"}:
            still["end"] = self.ends_on
        return still

    @property
    def is_over(self) -> bool:
        return self.over_on is not None

    def due(self, day: date) -> set[Told]:
        if self.over_on and self.over_on <= day:  # a clock set back may come before it
            return set()
        articles = {"ask": "extension_option", "refuse": "auto_renewal", "negotiate": "sole_negotiation"}
        return {
            (self.number, self.ends_on.isoformat(), ARTICLES[articles[kind]] if kind != "end" else "", kind, name)
            for kind, last in self.windows().items()
            for name, threshold in reminders(kind, last).items()
            if threshold <= day <= last
        }


def reminders(kind: str, last: date) -> dict[str, date]:
    if kind == "end":
        return {str(before): last - timedelta(days=before) for before in (180, 90, 75, 60, 30, 7)}
    found = {str(before): last - timedelta(days=before) for before in (90, 60, 30, 7)} | {"last_day": last}
    worked = last
    while worked.weekday() > 4 or (worked.month, worked.day) in FIXED:
        worked -= timedelta(days=1)
    return found if worked == last else found | {"last_working_day": worked}


class Journey:
    """One company through the years, and what should have been told."""

    def __init__(self, app: Flask, people: People, seed: int) -> None:
        self.app, self.people, self.dice = app, people, random.Random(seed)
        self.told: set[Told] = set()
        self.acts: Counter[str] = Counter()
        self.deals: list[Deal] = []
        with self.at(FIRST) as uow:
            uow.session.execute(update(Contract).values(terminated_on=date(2026, 1, 2)))  # the cast's own
            for number, side, clauses, kinds in (
                ("D-2027-001", "downstream", {"auto_renewal": RENEWAL}, {"refuse": (60, "either")}),
                ("D-2027-002", "downstream", {"extension_option": OPTION}, {"ask": (45, "partner")}),
                ("D-2027-003", "downstream", {}, {}),
                ("U-2027-004", "upstream", {"extension_option": OURS, "sole_negotiation": SOLE},
                 {"ask": (45, "us"), "negotiate": (61, "us")}),
            ):  # fmt: skip
                ends_on = FIRST + timedelta(days=self.dice.randint(20, 330))
                agree(uow, number, ends_on, clauses, side=side)
                self.deals.append(Deal(number, ends_on, kinds))

    def at(self, day: date, hour: int = 8) -> "Acting":
        return Acting(self.app, moment(day, hour))

    def go(self) -> None:
        downtime = 0
        for day in (FIRST + timedelta(days=n) for n in range(DAYS)):
            if self.dice.random() < 0.1:
                self.act(self.dice.choice(self.deals), day)
            downtime = downtime - 1 if downtime else self.dice.choice((0,) * 18 + (3, 40))
            if not downtime:
                self.look(day)
                if self.dice.random() < 0.03:
                    self.look(day - timedelta(days=self.dice.randint(1, 30)))

    def look(self, day: date) -> None:
        """The job runs, sometimes in two workers; what it told is what was due and not told before."""
        expected = {one for deal in self.deals for one in deal.due(day)} - self.told
        with self.app.app_context():
            for hour in self.dice.choice(((0,), (9, 23))):
                remind(moment(day, hour))
        self.told |= expected

    def act(self, deal: Deal, day: date) -> None:
        verb = self.dice.choice(("give", "give", "give", "ask", "cancel", "extend", "shorten", "terminate"))
        with self.at(day) as uow:
            if getattr(self, verb)(uow, deal, uow.contracts.get(deal.number), day):
                self.acts[verb] += 1

    def give(self, uow: UnitOfWork, deal: Deal, contract: Contract, day: date) -> bool:
        kind = self.dice.choice([*sorted(deal.windows().keys() - {"end"}), ""])
        last = deal.windows().get(kind)
        opens = {"ask": 120, "negotiate": 100}.get(kind, 9999)
        if deal.is_over or last is None or not deal.ends_on - timedelta(days=opens) <= day <= last:
            return False
        whose = Party.PARTNER if deal.kinds[kind][1] == "partner" else Party.US
        code = {"ask": "extension_option", "refuse": "auto_renewal", "negotiate": "sole_negotiation"}[kind]
        uow.deadlines.give_notice(contract, ARTICLES[code], kind, side=whose, arrived_on=day)
        deal.given.add(kind)
        return True

    def ask(self, uow: UnitOfWork, deal: Deal, contract: Contract, day: date) -> bool:
        if deal.request or contract.side == "upstream":
            return False
        made = uow.requests.post(
            uow.accounts.get("D-000101"), category=RequestCategory.CONTRACT_EXTENSION, subject="续签", text="再签一年",
            contract=contract, posted_by_id=1,
        )  # fmt: skip
        deal.request = made.number
        return True

    def cancel(self, uow: UnitOfWork, deal: Deal, contract: Contract, day: date) -> bool:
        if not deal.request:
            return False
        owner = Actor("partner", "x", account_id=contract.account_id, roles=frozenset({"owner"}))
        uow.requests.get(deal.request).cancel(by=owner, at=uow.now)
        deal.request = None
        return True

    def extend(self, uow: UnitOfWork, deal: Deal, contract: Contract, day: date) -> bool:
        return self.move(uow, deal, contract, max(deal.ends_on, day) + timedelta(days=self.dice.randint(60, 400)))

    def shorten(self, uow: UnitOfWork, deal: Deal, contract: Contract, day: date) -> bool:
        return self.move(uow, deal, contract, day + timedelta(days=self.dice.randint(10, 100)))

    def move(self, uow: UnitOfWork, deal: Deal, contract: Contract, ends_on: date) -> bool:
        if deal.is_over or ends_on == deal.ends_on:
            return False
        if deal.request:
            self.cancel(uow, deal, contract, uow.today)
        deal.ends_on = contract.ends_on = ends_on
        deal.given = {row.kind for row in given_about(uow, contract)}
        contract.touch(at=uow.now)
        return True

    def terminate(self, uow: UnitOfWork, deal: Deal, contract: Contract, day: date) -> bool:
        if deal.is_over or self.dice.random() < 0.8:
            return False
        contract.terminated_on = deal.over_on = day
        return True


def given_about(uow: UnitOfWork, contract: Contract) -> list[NoticeGiven]:
    query = select(NoticeGiven).where(NoticeGiven.contract_id == contract.id, NoticeGiven.ends_on == contract.ends_on)
    return list(uow.session.scalars(query))


class Acting:
    """A unit of work over everything at a moment of the journey."""

    def __init__(self, app: Flask, now: datetime) -> None:
        self.app, self.now = app, now

    def __enter__(self) -> UnitOfWork:
        self.context = self.app.app_context()
        self.context.__enter__()
        self.running = transaction(EveryAccount("tests"))
        return UnitOfWork(self.running.__enter__(), Actor.system("tests"), self.now, writes=True)

    def __exit__(self, *error: object) -> None:
        self.running.__exit__(*error)  # type: ignore[arg-type]
        self.context.__exit__(*error)  # type: ignore[arg-type]


def moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour, 30), SHANGHAI)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_reminder_exactly_once_and_none_after_action(app: Flask, people: People, seed: int) -> None:
    journey = Journey(app, people, seed)
    journey.go()
    kinds = ("contract.notice_reminded", "contract.end_reminded")
    told = Counter(
        (event.number, event.facts["ends_on"], event.facts["article"], event.facts["window"], name)
        for kind in kinds
        for event in people.events(kind)
        for name in event.facts["reminders"]
    )
    assert set(told) == journey.told
    assert set(told.values()) == {1}
    with people.backstage() as uow:
        assert uow.session.scalar(select(func.count(Reminder.id))) == sum(told.values())
    if DAYS >= 730:
        assert len(told) > 40 and {"give", "ask", "extend"} <= set(journey.acts), journey.acts
