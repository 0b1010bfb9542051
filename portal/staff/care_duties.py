"""The written duties of every role, to read and to print."""

from flask import Response

from portal.domain.care.raci import RACI, Role, Work, duties_of
from portal.staff import staff
from portal.web.pages import page
from portal.web.raci_words import LETTERS, ROLES, WORKS


@staff.get("/care/duties")
def show_duties() -> Response:
    return page(
        "staff/care/duties.html", raci=RACI, works=WORKS, roles=ROLES, letters=LETTERS, order=list(Work),
        by_role={role: duties_of(role) for role in Role},
    )  # fmt: skip
