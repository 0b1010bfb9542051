"""Many who act at the same moment, each over a connection of their own, on several workers (BI2, BI3, BI5)."""

import random
import secrets
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import func, select

from portal.domain.requests.models import ServiceRequest
from tests.faults.figure import Figure
from tests.faults.handed import Handed
from tests.faults.place import environment, own_place
from tests.filing import DELIVERY
from tests.house.program import ask
from tests.notify.acts import file_request
from tests.people import People

STAFF = ("service", "care", "business", "legal", "quality", "finance", "director", "admin")
MOST = 20
SEED = 20261128


class Sender:
    """Forms over the line, as these people."""

    def __init__(self, app: Flask, port: int, names: list[str]) -> None:
        self.port, self.people = port, People(app)
        signed_in = [self.people.sign_in(name) for name in names]
        self.of = [(f"portal={person.visit_id}", person.csrf_token) for person in signed_in]

    def post(self, who: int, address: str, **fields: str) -> tuple[int, str, str]:
        """Status, where to, and what is read there."""
        cookie, token = self.of[who]
        body = urlencode({**fields, "csrf_token": token}).encode()
        kind = "application/x-www-form-urlencoded"
        status, headers, content = ask(self.port, "POST", address, body, Cookie=cookie, Content_Type=kind)
        return status, headers.get("Location", ""), content.decode()


@contextmanager
def served(app: Flask, names: list[str]) -> Iterator[Sender]:
    handed = Handed(environment(app.extensions["settings"], WEB_WORKERS="4"))
    try:
        handed.start()
        handed.wait()
        yield Sender(app, handed.port, names)
    finally:
        handed.stop()


def at_once(pool: ThreadPoolExecutor, count: int, act: Callable[[int], Any]) -> list[Any]:
    """Everybody waits at the line, then goes."""
    line = threading.Barrier(count)

    def go(number: int) -> Any:
        line.wait()
        return act(number)

    return list(pool.map(go, range(count)))


def decided(objects: int, app: Flask) -> Figure:
    """Eight colleagues resolve or reject each of so many requests at the same moment: one wins, the others are told."""
    figure, dice, won = Figure("simultaneous decisions"), random.Random(SEED), Counter[str]()
    names = [f"{name}@demo.example" for name in STAFF]
    with served(app, names) as sender, ThreadPoolExecutor(len(names)) as pool:
        numbers = [file_request(app) for _ in range(objects)]
        for number in numbers:
            verbs = [dice.choice(("resolve", "reject")) for _ in names]

            def decide(who: int, number: str = number, verbs: list[str] = verbs) -> tuple[int, str, str]:
                return sender.post(who, f"/staff/requests/{number}/state", verb=verbs[who], text=f"定了 {who}")

            answers = at_once(pool, len(names), decide)
            seen = Counter(answer[0] for answer in answers)
            figure.check(seen == {303: 1, 409: len(names) - 1}, f"{number}: {dict(seen)}")
            won += Counter(verbs[who] for who, answer in enumerate(answers) if answer[0] == 303)
            lost = [who for who, answer in enumerate(answers) if answer[0] == 409 and f"定了 {who}" not in answer[2]]
            figure.check(not lost, f"{number}: {len(lost)} lost what they had written")
    kinds = {"resolve": "request.resolved", "reject": "request.rejected"}
    events = Counter(event.number for kind in kinds.values() for event in People(app).events(kind))
    figure.check(events == Counter(numbers), "decided more than once, or never")
    figure.said = f"{objects} objects × {len(names)} deciders, {dict(won)}: 0 with other than one winner, no text lost"
    return figure


def formed(forms: int, app: Flask) -> Figure:
    """Each of so many forms is sent two to twenty times in parallel: one thing, and everybody is led to it."""
    figure, dice, sent = Figure("forms in parallel"), random.Random(SEED), 0
    with served(app, ["owner@minchuan.example"]) as sender, ThreadPoolExecutor(MOST) as pool:
        for number in range(forms):
            written = {**DELIVERY, "contract": "", "subject": f"表单 {number}", "form_id": secrets.token_urlsafe(16)}
            copies = dice.randint(2, MOST)
            answers = at_once(pool, copies, lambda _, w=written: sender.post(0, "/requests/", **w))
            sent += copies
            where = {answer[:2] for answer in answers}
            figure.check(len(where) == 1 and answers[0][0] == 303, f"form {number}: {where}")
    with People(app).backstage() as uow:
        subjects = Counter(uow.session.scalars(select(ServiceRequest.subject)))
        numbers = uow.session.scalar(select(func.count(ServiceRequest.number.distinct())))
    figure.check(set(subjects.values()) == {1}, "a form made more than one request")
    figure.check(len(subjects) == numbers == forms, f"{len(subjects)} requests, {numbers} numbers")
    figure.said = f"{forms} forms sent {sent:,} times: {len(subjects)} requests"
    return figure


def drill_decisions(size: int) -> Figure:
    with own_place() as (app, _, _folder):
        return decided(size, app)


def drill_forms(size: int) -> Figure:
    with own_place() as (app, _, _folder):
        return formed(size, app)
