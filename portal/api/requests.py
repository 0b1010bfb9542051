"""Requests: reading them, and saying something about one."""

from typing import Any

from flask import g

from portal.api.files import FILES, hung_on, taken_for
from portal.api.lists import shown, wanted
from portal.api.operations import PAGE, body_of, operation
from portal.api.rendering import MESSAGE, REQUESTS, WHOLE_REQUEST, message_shown, request_shown, whole_request
from portal.api.shapes import Choice, Text, Thing
from portal.domain.requests.catalogue import RequestCategory
from portal.domain.requests.states import RequestState
from portal.web.current import uow

ASKED = Thing(
    {
        **PAGE, "state": Choice(tuple(RequestState)), "category": Choice(tuple(RequestCategory)),
        "account": Text(1, 20, "Number of an account."),
    }
)  # fmt: skip


@operation("GET", "/requests", "Requests within reach", REQUESTS, query=ASKED)
def list_requests(asked: dict[str, Any]) -> dict[str, Any]:
    equal = {name: asked.get(name) for name in ("state", "category", "account")}
    return shown(uow.feed.requests(wanted(asked, "service_request"), **equal), request_shown)


@operation("GET", "/requests/<number:number>", "One request with what both sides said", WHOLE_REQUEST)
def show_request(number: str) -> dict[str, Any]:
    row = uow.feed.request(number)
    answers = uow.requests.answers(row.ServiceRequest)
    return whole_request(row, answers, hung_on(row.ServiceRequest, *answers))


@operation(
    "POST", "/requests/<number:number>/answers", "Say something to the other side, as the integration", MESSAGE,
    status=201, body=body_of(Thing({"text": Text(1, 4000, is_line=False), "files": FILES}, frozenset({"text"}))),
    may_conflict=True, takes_files=True,
)  # fmt: skip
def answer_request(number: str, sent: dict[str, Any]) -> dict[str, Any]:
    """On our side an answer, on the partner's a reply; never the first response that we promised from a person."""
    service_request = uow.requests.get(number, alone=True)
    speak = service_request.answer if uow.actor.is_staff else service_request.reply
    files = taken_for(service_request.account_id)
    said = speak(by=uow.actor, at=uow.now, text=sent["text"])
    uow.attachments.hang(files, said)
    uow.session.flush()
    return message_shown(said, g.caller.name, hung_on(said))
