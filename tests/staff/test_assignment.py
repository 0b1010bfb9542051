"""Assignment rules: written by administrators, applied by the worker once to each new request, undone by people."""

import threading
from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import select

from portal.db.transaction import transaction
from portal.domain.requests.assigning.rows import Assignment, AssignmentRule
from portal.domain.scope import EveryAccount
from portal.notify.jobs import JOBS, assign_by_rules, run_due
from tests.filing import filed
from tests.notify.acts import dispatch_all, file_request, messages
from tests.people import People, Person

ADMIN, QUALITY, BUSINESS, MEMBER = (
    "admin@demo.example", "quality@demo.example", "business@demo.example", "member@minchuan.example",
)  # fmt: skip
PLACE = "/staff/admin/assignment/"
JOB = next(job for job in JOBS if job.name == "assign")


def work(app: Flask) -> int:
    """What the worker does when the job is due."""
    with app.app_context(), transaction(EveryAccount("tests")) as session:
        return assign_by_rules(session, datetime.now(UTC))


def write(admin: Person, name: str, whom: str, **conditions: str) -> None:
    answer = admin.post(PLACE, {"name": name, "whom": whom, **conditions})
    assert answer.status_code == 303, answer.text


def rules(people: People) -> dict[str, int]:
    """Ids by name, in their order."""
    with people.backstage() as uow:
        return {one.name: one.id for one in uow.assignment_rules.listed()}


def given(people: People, number: str) -> tuple[str, str]:
    """The state, and who has it."""
    with people.backstage() as uow:
        found = uow.requests.at_desk(number)
        return found.state, found.desk.assignee.login.email if found.desk.assignee else ""


def test_a_new_request_goes_to_whom_the_rule_names_and_stays_new(app: Flask, people: People) -> None:
    before, admin = filed(people), people.sign_in(ADMIN)
    assert work(app) == 0
    write(admin, "物流给质量", "least_busy:quality", category="delivery_query")
    write(admin, "VIP 给商务经理", "manager", tier="vip", category="training")
    number, withdrawn, other = filed(people), filed(people), file_request(app)
    quiet = file_request(app, by="15400000201", account="N-000201")
    assert (work(app), work(app)) == (4, 0)
    assert given(people, number) == ("new", QUALITY) and given(people, other) == ("new", BUSINESS)
    assert given(people, before) == ("new", "") and given(people, quiet) == ("new", "")
    events = {event.number: event for event in people.events("request.assigned")}
    assert {one.actor_kind for one in events.values()} == {"system"} and set(events) == {number, withdrawn, other}
    assert events[number].facts["rule"] == "物流给质量"
    dispatch_all(app)
    told = {(row.recipient.email, row.event.number) for row in messages(app, "request.assigned")}
    assert told == {(QUALITY, number), (QUALITY, withdrawn), (BUSINESS, other)}
    partner = people.sign_in(MEMBER)
    assert "蒋清" not in partner.get(f"/requests/{number}").text
    assert partner.post(f"/requests/{withdrawn}/cancellation").status_code == 303, "nobody has said yes to it"
    quality = people.sign_in(QUALITY)
    desk = quality.get(f"/staff/requests/{number}").text
    assert "按规则“物流给质量”分派给蒋清" in desk and "受理</button>" in desk
    assert quality.post(f"/staff/requests/{number}/assignment", {"staff": people.staff_id(QUALITY)}).status_code == 303
    assert given(people, number) == ("accepted", QUALITY)
    with people.backstage() as uow:
        unmatched = uow.session.scalars(select(Assignment).where(Assignment.rule_id.is_(None))).all()
        assert {uow.requests.by_id(one.request_id).number for one in unmatched} == {before, quiet}


def test_the_page_rehearses_and_rules_are_moved_switched_removed_and_brought_back(app: Flask, people: People) -> None:
    number, admin = filed(people), people.sign_in(ADMIN)
    write(admin, "甲", "colleague:" + people.staff_id(QUALITY))
    write(admin, "乙", "care")
    assert admin.post(PLACE, {"name": "", "whom": "colleague:999"}).status_code == 422

    def rehearsed() -> str:
        page = admin.get(PLACE).text
        row = page.split('id="h-tried"')[1].split("</table>")[0]
        assert number in row
        return "蒋清" if "蒋清" in row else "顾婉" if "顾婉" in row else ""

    assert rehearsed() == "蒋清"
    first, second = rules(people).values()
    assert admin.post(f"{PLACE}{second}/moves", {"to": "up"}).status_code == 303
    assert (list(rules(people)), rehearsed()) == (["乙", "甲"], "顾婉")
    admin.post(f"{PLACE}{second}/switches", {"to": "off"})
    assert rehearsed() == "蒋清"
    admin.post(f"{PLACE}{first}/removal")
    assert rehearsed() == "" and "最近删除" in admin.get(PLACE).text
    admin.post(f"{PLACE}{first}/restoring")
    admin.post(f"{PLACE}{second}/switches", {"to": "on"})
    assert list(rules(people)) == ["乙", "甲"] and rehearsed() == "顾婉"
    form = {"name": "丙", "whom": "manager", "version": "1"}
    assert admin.post(f"{PLACE}{first}", form).status_code == 409, "it was written since version 1"
    with people.backstage() as uow:
        version = uow.session.get_one(AssignmentRule, first).version
    assert admin.post(f"{PLACE}{first}", form | {"version": str(version)}).status_code == 303
    assert list(rules(people)) == ["乙", "丙"]
    assert work(app) == 0, "what was filed before the rules is left as it is"
    assert people.events("request.assigned") == []
    assert admin.post(f"{PLACE}{2**70}/removal").status_code == 404


def test_workers_side_by_side_give_each_once_and_share_it_out(app: Flask, people: People) -> None:
    admin, failed = people.sign_in(ADMIN), list[Exception]()
    with people.backstage() as uow:
        legal = next(one for one in uow.people.staff() if one.login.email == "legal@demo.example")
        legal.roles = ["legal", "quality"]
    write(admin, "轮流", "least_busy:quality")
    numbers = [file_request(app) for _ in range(6)]

    def go() -> None:
        try:
            work(app)
        except Exception as mistake:
            failed.append(mistake)

    workers = [threading.Thread(target=go) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    work(app)
    assert failed == [] and sorted(one.number for one in people.events("request.assigned")) == sorted(numbers)
    with people.backstage() as uow:
        assert len(uow.session.scalars(select(Assignment)).all()) == len(numbers)
    holders = [given(people, number)[1] for number in numbers]
    assert {holders.count(QUALITY), holders.count("legal@demo.example")} <= {2, 3, 4}
    with app.app_context():
        assert (run_due(JOB, datetime.now(UTC)), run_due(JOB, datetime.now(UTC))) == (0, 0)
