"""Administration: what only administrators look after."""

from flask import Response

from portal.staff import staff
from portal.web.pages import page


@staff.get("/admin/")
def show_admin() -> Response:
    return page("staff/admin/index.html")
