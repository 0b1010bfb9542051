"""Addresses with the number of an account that goes on in another one: they lead there."""

import re
from urllib.parse import urlencode

from flask import Response, make_response, redirect, request, url_for
from flask_babel import gettext as _

from portal.domain.base import NotFound
from portal.staff import staff
from portal.web.current import uow
from portal.web.errors import nothing_there
from portal.web.pages import see_other

ACCOUNT_NUMBER = re.compile(r"[SDNP]-[0-9]{6}")


@staff.errorhandler(NotFound)
def go_where_it_is_now(error: NotFound) -> Response:
    """A form sent to the old address is not carried out: it was written for another account."""
    named = dict(request.view_args or {})
    number = str(named.get("number") or "")
    now = uow.account_merging.now_at(number) if ACCOUNT_NUMBER.fullmatch(number) else None
    if now is None or request.endpoint is None:
        return nothing_there(error)
    if request.method == "POST":
        words = _(
            "%(number)s was merged into %(now)s meanwhile. Nothing of the form was saved.", number=number, now=now
        )
        return see_other(".show_account", words, "warn", number=now)
    address = url_for(request.endpoint, **{**named, "number": now})
    asked = urlencode(list(request.args.items(multi=True)))  # as they are: url_for would obey some of their names
    return make_response(redirect(f"{address}?{asked}" if asked else address, 302))
