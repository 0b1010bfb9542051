"""Watching a request that is with somebody else."""

from flask import Response, request
from flask_babel import gettext as _

from portal.domain.requests.states import RequestState
from portal.staff import staff
from portal.web.current import uow
from portal.web.pages import see_other


@staff.post("/requests/<number:number>/watching")
def watch_request(number: str) -> Response:
    """`watch` says whether to begin or to leave off. A merged request is watched where it goes on."""
    filed = uow.requests.get(number, alone=True)
    number = filed.went_into if filed.state == RequestState.MERGED else number
    if request.form.get("watch") == "no":
        uow.attending.unwatch(filed)
        return see_other(".show_request", _("You do not watch it any more."), number=number)
    uow.attending.watch(filed)
    words = _("You watch it: your inbox tells you of answers and of every change of state.")
    return see_other(".show_request", words, number=number)
