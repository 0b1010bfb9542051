"""Administration: what only administrators look after."""

from flask import Response, current_app

from portal.staff import staff
from portal.upkeep.checks import found_now
from portal.upkeep.findings import Look
from portal.upkeep.words import NAMES
from portal.web.current import uow
from portal.web.pages import page


@staff.get("/admin/")
def show_admin() -> Response:
    look = Look(current_app.extensions["settings"], uow.session, uow.now)
    return page("staff/admin/index.html", care=[NAMES[name] for name in found_now(look)])
