"""What we promised this account: the list, and one of them with every moving of its day."""

from typing import Any

from flask import Response, request

from portal.partner import partner
from portal.web.current import turn, uow
from portal.web.pages import page
from portal.web.pledge_words import PARTNER_PLEDGE_STATES, PLEDGE_TONES, page_of_source, partner_clock

WORDS: dict[str, Any] = {
    "states": PARTNER_PLEDGE_STATES, "tones": PLEDGE_TONES, "clock": partner_clock, "page_of_source": page_of_source,
}  # fmt: skip


@partner.get("/promises/")
def list_promises() -> Response:
    ended = request.args.get("show") == "ended"
    found = uow.promises.of_account(uow.accounts.own().id, is_open=not ended, **turn())
    return page("partner/promises/index.html", found=found, ended=ended, today=uow.today, **WORDS)


@partner.get("/promises/<number:number>")
def show_promise(number: str) -> Response:
    return page("partner/promises/show.html", pledge=uow.promises.get(number), today=uow.today, **WORDS)
