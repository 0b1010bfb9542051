"""Suggestions for one account: loaded beside its care and under its call brief, and a page of their own."""

from flask import Response, request

from portal.domain.brief.heard import heard_of
from portal.domain.brief.ideas import ideas
from portal.staff import staff
from portal.staff.gift_limits import limits
from portal.web.current import uow
from portal.web.idea_words import ICONS, KINDS, idea_lines
from portal.web.lunar import to_solar
from portal.web.pages import page


@staff.get("/accounts/<number:number>/ideas")
def show_ideas(number: str) -> Response:
    asked = request.args.get("contact", "")
    is_id = asked.isascii() and asked.isdigit() and len(asked) < 19
    brief = uow.briefs.of(number, int(asked) if is_id else None, to_solar)
    lines = idea_lines(ideas(heard_of(brief, limits())), number)
    return page(
        "staff/care/ideas.html", account=brief.account, contact=brief.contact, lines=lines, kinds=KINDS, icons=ICONS
    )
