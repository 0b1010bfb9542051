"""What staff do with a request besides writing: who has it, and where it stands."""

from collections.abc import Callable
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.domain.requests.models import ServiceRequest
from portal.staff import staff
from portal.staff.desk import desk
from portal.staff.desk_forms import Assignment, RequestMove
from portal.web.current import uow
from portal.web.pages import Answer, see_other

Move = Callable[[ServiceRequest, str, dict[str, Any]], object]
MOVES: dict[str, tuple[Move, Any]] = {
    "wait_for_partner": (lambda one, _, by: one.wait_for("partner", **by), _l("Waiting for the partner.")),
    "wait_for_supplier": (lambda one, _, by: one.wait_for("supplier", **by), _l("Waiting for the supplier.")),
    "resume": (lambda one, _, by: one.resume(**by), _l("Back to work.")),
    "resolve": (lambda one, words, by: one.resolve(outcome=words, **by), _l("Resolved. The partner is asked.")),
    "close": (lambda one, _, by: one.close(**by), _l("Closed.")),
    "reject": (lambda one, words, by: one.reject(reason=words, **by), _l("Rejected. The partner reads why.")),
    "reopen": (lambda one, words, by: one.reopen(text=words, **by), _l("Reopened.")),
}


@staff.post("/requests/<number:number>/assignment")
def assign_request(number: str) -> Answer:
    form = Assignment.among(uow.people.staff())
    service_request = uow.requests.at_desk(number)
    if not form.validate():
        return desk(service_request), 422
    assignee = uow.people.staff_member(int(form.staff.data))
    service_request.take_over(form.holder.data, assignee, by=uow.actor, at=uow.now)
    words = _("%(number)s is with %(name)s now.", number=number, name=assignee.login.name)
    if request.form.get("next") == "today":
        return see_other(".today", words)
    return see_other(".show_request", words, number=number)


@staff.post("/requests/<number:number>/state")
def move_request(number: str) -> Answer:
    form = RequestMove.from_post()
    service_request = uow.requests.at_desk(number)
    if not form.validate():
        return desk(service_request, move=form), 422
    move, words = MOVES[form.verb.data or ""]
    move(service_request, form.text.data or "", {"by": uow.actor, "at": uow.now})
    return see_other(".show_request", str(words), number=number)
