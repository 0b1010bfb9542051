"""What changes around the answer box while somebody sits at the desk, asked again and again: it must cost little."""

from math import ceil

from flask import request

from portal.domain.requests.at_desk import AtDesk, Row
from portal.domain.requests.models import ServiceRequest
from portal.identity.going_out import let_out
from portal.identity.writing import late_write, short_write
from portal.staff import staff
from portal.web.current import uow
from portal.web.pages import Answer, page, see_other


class Now:
    """Who else is here, whose answers are about to go out, and what came since the page was made: how many messages of
    others, and of mine."""

    def __init__(self, filed: ServiceRequest, at_desk: AtDesk, seen: int, newer: tuple[int, int] = (0, 0)) -> None:
        self.request, self.at_desk, self.seen = filed, at_desk, seen
        self.newer, self.gone_out = newer

    def seconds_left(self, held: Row) -> int:
        """Until it goes out; 0 when it should be out."""
        return max(0, ceil((held.until - self.at_desk.now).total_seconds())) if held.until else 0


@staff.post("/requests/<number:number>/presence")
@late_write
def note_presence(number: str) -> Answer:
    """I am here; and who and what else is."""
    filed = uow.requests.get(number, alone=True)
    with short_write() as work:
        work.attending.note(filed)
    if not request.headers.get("HX-Request"):
        return see_other(".show_request", number=number)
    return page("staff/requests/now.html", now=_now(filed, request.form.get("seen", 0, type=int)))


def _now(filed: ServiceRequest, seen: int) -> Now:
    at_desk = uow.attending.at(filed)
    if let_out(at_desk.due):
        at_desk = uow.attending.at_again(filed)
    return Now(filed, at_desk, seen, uow.attending.newer(filed, seen))
