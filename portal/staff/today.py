"""Today: my work, sorted by when."""

from flask import Response

from portal.staff import staff
from portal.web.pages import page


@staff.get("/")
def today() -> Response:
    return page("staff/today.html")
