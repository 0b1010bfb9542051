"""Operations, for administrators: what needs care, what waits, what runs at regular times, how large it all is."""

from flask import Response, current_app

from portal.staff import staff
from portal.upkeep import job_words
from portal.upkeep.board import command_lines, job_lines
from portal.upkeep.checks import found_now
from portal.upkeep.figures import figures
from portal.upkeep.findings import Look
from portal.upkeep.words import NAMES, advice
from portal.web.current import uow
from portal.web.pages import page


@staff.get("/admin/operations")
def show_operations() -> Response:
    look = Look(current_app.extensions["settings"], uow.session, uow.now)
    return page(
        "staff/operations/index.html",
        found=[(NAMES[name], advice(finding)) for name, finding in found_now(look).items()],
        figures=figures(look),
        jobs=job_lines(look),
        commands=command_lines(look),
        words=job_words,
    )
