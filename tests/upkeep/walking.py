"""What people do at two nodes in turn: each step at another one than the step before."""

import re
import secrets
import threading

from sqlalchemy import func, select

from portal.domain.requests.models import ServiceRequest
from tests.cast import PASSWORD
from tests.filing import DELIVERY
from tests.people import People
from tests.upkeep.nodes import Node, Wanderer, signed_in

OWNER, SERVICE = "owner@minchuan.example", "service@demo.example"
PAPER = b"%PDF-1.7\n" + b"two nodes " * 300 + b"\n%%EOF\n"


def the_main_job(people: People, nodes: list[Node]) -> list[str]:
    """Sign in, file with a file, read it elsewhere, answer, read the answer, resolve, be content, sign out."""
    partner = Wanderer(nodes)
    partner.get("/login")
    status, _, body = partner.post("/login", {"login": OWNER, "password": PASSWORD})
    assert status == 303, body.decode()[:2000]
    pages = [partner.get(address)[0] for address in ("/", "/requests/", "/contracts/", "/me/") * 10]
    assert set(pages) == {200}, pages
    fields = {**DELIVERY, "subject": "两个节点"}
    status, where, body = partner.post_file("/requests/", fields, PAPER, "单.pdf")
    assert status == 303, body.decode()[:2000]
    number = where.rsplit("/", 1)[1]
    staff = signed_in(people.sign_in(SERVICE), nodes)
    for wanderer, address in ((partner, f"/requests/{number}"), (staff, f"/staff/requests/{number}")):
        page = wanderer.get(address)[1].decode()
        files = set(re.findall(r'"(/attachments/[^"/]+)"', page))
        for file in [*files] * 2:  # at either node
            assert wanderer.get(file) == (200, PAPER)
        assert files, address
    assert staff.post(f"/staff/requests/{number}/answers", {"text": "明天到。", "resolve": "y"})[0] == 303
    for _ in nodes:
        assert "明天到。" in partner.get(f"/requests/{number}")[1].decode()
    assert partner.post(f"/requests/{number}/confirmation", {})[0] == 303
    assert partner.post("/logout", {})[0] == 303
    partner_again = [partner.get("/requests/")[0] for _ in nodes]
    assert partner_again == [303] * len(nodes), partner_again
    return [
        f"{len(pages)} pages with one sign-in at {len(nodes)} nodes in turn: all shown; after signing out at one: none",
        f"{number}: filed, its file read, answered, confirmed, each step at another node",
    ]


def throttled(nodes: list[Node]) -> str:
    """Wrong passwords at the nodes in turn count together."""
    guesser, statuses = Wanderer(nodes), list[int]()
    guesser.get("/login")
    for _ in range(8):
        statuses.append(guesser.post("/login", {"login": "viewer@minchuan.example", "password": "not this one"})[0])
    assert statuses == [422] * 5 + [429] * 3, statuses
    return f"wrong passwords at the nodes in turn: {statuses}"


def the_same_form_everywhere(people: People, nodes: list[Node], forms: int) -> str:
    """Each form is sent to all nodes at the same moment; one thing comes of it."""
    person, mark = people.sign_in(OWNER), secrets.token_hex(4)
    wanderers = [signed_in(person, [node]) for node in nodes]
    answers: list[tuple[int, str]] = []

    def send(wanderer: Wanderer, place: int, meet: threading.Barrier) -> None:
        fields = {
            **DELIVERY,
            "contract": "",
            "subject": f"同一张表 {place} {mark}",
            "form_id": f"{mark}-form-{place:06}",
        }
        meet.wait()
        status, where, _ = wanderer.post_file("/requests/", fields, PAPER, "单.pdf")
        answers.append((status, where))

    for place in range(forms):
        meet = threading.Barrier(len(wanderers))
        sending = [threading.Thread(target=send, args=(one, place, meet)) for one in wanderers]
        for thread in sending:
            thread.start()
        for thread in sending:
            thread.join()
    assert {status for status, _ in answers} == {303}, answers
    with people.backstage() as uow:
        made = uow.session.scalar(select(func.count()).where(ServiceRequest.subject.like(f"同一张表 % {mark}")))
    assert made == forms == len({where for _, where in answers}), (made, forms)
    return f"{forms} forms, each sent to {len(nodes)} nodes at once: {made} requests"
