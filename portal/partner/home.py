"""Home: what needs the partner, at a glance."""

from flask import Response

from portal.partner import partner
from portal.web.current import uow
from portal.web.pages import page


@partner.get("/")
def home() -> Response:
    return page("partner/home.html", account=uow.accounts.own())
