"""Copies of a cookie are tried on every worker after whatever ends a session (SE1, SE2, AZ7)."""

from collections.abc import Callable
from urllib.parse import urlencode

from flask import Flask

from portal.domain.unit_of_work import UnitOfWork
from tests.faults.crowds import served
from tests.faults.figure import Figure
from tests.faults.place import own_place
from tests.house.program import ask
from tests.identity import test_sessions as ways
from tests.people import People

MEMBER, DESK = ways.MEMBER, ways.DESK
Ending = Callable[[UnitOfWork], None]
WAYS: tuple[tuple[str, Ending], ...] = (
    (MEMBER, ways.new_password), (DESK, ways.deactivation), (MEMBER, ways.other_role), (DESK, ways.other_post),
    (MEMBER, ways.suspension), (MEMBER, ways.everywhere), (MEMBER, ways.removal),
)  # fmt: skip


class Copies:
    """Every cookie is used before, so that no worker can say it never knew it, and copied."""

    def __init__(self, app: Flask, port: int, figure: Figure) -> None:
        self.people, self.port, self.figure = People(app), port, figure
        self.tried = self.accepted = 0

    def opened(self, name: str, count: int) -> list[tuple[str, str]]:
        people = [self.people.sign_in(name) for _ in range(count)]
        for person in people:
            self.figure.check(self._home(name, person.visit_id) == 200, f"{name} is not let in to begin with")
        return [(person.visit_id, person.csrf_token) for person in people]

    def all_refused(self, name: str, visits: list[str], why: str) -> None:
        for visit in visits:
            let_in = self._home(name, visit) == 200
            self.tried, self.accepted = self.tried + 1, self.accepted + let_in
            self.figure.check(not let_in, f"let in after {why}")

    def post(self, address: str, visit: str, token: str, **fields: str) -> int:
        kind, body = "application/x-www-form-urlencoded", urlencode({**fields, "csrf_token": token}).encode()
        return ask(self.port, "POST", address, body, Cookie=f"portal={visit}", Content_Type=kind)[0]

    def _home(self, name: str, visit: str) -> int:
        return ask(self.port, "GET", "/staff/" if name == DESK else "/", Cookie=f"portal={visit}")[0]


def tried(tries: int, app: Flask) -> Figure:
    figure, each = Figure("copied cookies"), -(-tries // (len(WAYS) + 2))
    with served(app, []) as sender:
        copies = Copies(app, sender.port, figure)
        bystander = copies.opened("owner@yueqiao.example", 1)[0]
        mine = copies.opened(MEMBER, each)
        for visit, token in mine:
            figure.check(copies.post("/logout", visit, token) == 303, "signing out failed")
        copies.all_refused(MEMBER, [visit for visit, _ in mine], "sign_out")
        mine = copies.opened(MEMBER, each + 1)
        figure.check(copies.post("/me/ended-devices", *mine[0], device="others") == 303, "ending the others failed")
        copies.all_refused(MEMBER, [visit for visit, _ in mine[1:]], "ended_devices")
        for name, ending in WAYS:
            visits = [visit for visit, _ in copies.opened(name, each)]
            with copies.people.backstage() as uow:
                ending(uow)
            copies.all_refused(name, visits, ending.__name__)
        figure.check(copies.opened("owner@minchuan.example", 1), "")
        figure.check(ask(sender.port, "GET", "/", Cookie=f"portal={bystander[0]}")[0] == 200, "a bystander was put out")
    figure.said = f"{copies.tried} tries after {len(WAYS) + 2} kinds of ending, 4 workers: {copies.accepted} accepted"
    return figure


def drill(size: int) -> Figure:
    with own_place() as (app, _, _folder):
        return tried(size, app)
