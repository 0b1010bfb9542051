"""The ledger of promises, one of them, and giving one in a call or about a breach."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from portal.domain.base import Refused
from portal.domain.promises.ledger import SHOWS, LedgerFilter
from portal.domain.promises.models import Pledge
from portal.domain.promises.source import source_of
from portal.staff import staff
from portal.staff.accounts import account_page
from portal.staff.breach_view import breach_page
from portal.staff.promise_forms import CallOffPromise, GivePromise, HandOverPromise, MovePromise
from portal.web.current import turn, uow
from portal.web.pages import Answer, page, see_other
from portal.web.pledge_words import PLEDGE_TONES, STAFF_PLEDGE_STATES, page_of_source, staff_clock
from portal.web.refusals import words_for

CHIPS: dict[str, Any] = {
    "open": _l("All open"),
    "overdue": _l("Overdue"),
    "today": _l("Due today"),
    "coming": _l("Coming"),
    "done": lazy_pgettext("promise", "Ended"),
}
FIGURES: dict[str, Any] = {"in_time": _l("Kept in time, last 90 days"), "late": _l("Kept late, last 90 days")}
"""Asked for by the figures of the record, not by a chip."""
WORDS: dict[str, Any] = {
    "states": STAFF_PLEDGE_STATES, "tones": PLEDGE_TONES, "clock": staff_clock, "page_of_source": page_of_source,
}  # fmt: skip


@staff.get("/promises/")
def list_promises() -> Response:
    names = uow.people.staff_names()
    whose, wanted = _wanted()
    found = uow.promises.page(wanted, **turn())
    return page(
        "staff/promises/index.html", found=found, wanted=wanted, whose=whose, names=names, chips=CHIPS, figures=FIGURES,
        records=uow.promises.records(), orphaned=uow.promises.orphaned_count(), today=uow.today, **WORDS,
    )  # fmt: skip


@staff.get("/promises/<number:number>")
def show_promise(number: str) -> Response:
    return promise_page(uow.promises.get(number))


def promise_page(pledge: Pledge, **forms: Any) -> Response:
    """The page with whatever was typed."""
    people = uow.people.staff_names().items()
    hand_over = forms.pop("hand_over", None) or HandOverPromise.blank()
    return page(
        "staff/promises/show.html", pledge=pledge, today=uow.today,
        move=forms.get("move") or MovePromise.blank(), call_off=forms.get("call_off") or CallOffPromise.blank(),
        hand_over=hand_over.among(people, but=pledge.owner_id), **WORDS,
    )  # fmt: skip


@staff.post("/accounts/<number:number>/promises")
def promise_to_account(number: str) -> Answer:
    account, form = uow.accounts.get(number), GivePromise.from_post().among(uow.people.staff_names().items())
    if not form.validate():
        return account_page(number, "promises", give=form), 422
    pledge = uow.promises.give(account.id, **form.promise())
    return see_other(".show_account", _given(pledge), number=number, tab="promises", _anchor="tabs")


@staff.post("/breaches/<number:number>/promises")
def promise_on_breach(number: str) -> Answer:
    breach, form = uow.breaches.get(number), GivePromise.from_post().among(uow.people.staff_names().items())
    if not form.validate():
        return breach_page(breach, give=form), 422
    try:
        pledge = uow.promises.give(breach.account_id, source=source_of(breach), **form.promise())
    except Refused as refusal:
        form.promise_internal.errors = [words_for(refusal)]
        return breach_page(breach, give=form), 422
    return see_other(".show_breach", _given(pledge), number=number)


def _given(pledge: Pledge) -> str:
    return _("%(number)s stands in the ledger.", number=pledge.number)


def _wanted() -> tuple[str, LedgerFilter]:
    """Whose promises, as the address says it, and the filter: mine unless everybody's, somebody's or nobody's."""
    show, whose = request.args.get("show", "open"), request.args.get("whose", "mine")
    show = show if show in SHOWS else "open"
    if whose in ("all", "left"):
        return whose, LedgerFilter(show, is_orphaned=whose == "left")
    if whose.isascii() and whose.isdigit() and len(whose) < 10:
        return whose, LedgerFilter(show, int(whose))
    return "mine", LedgerFilter(show, uow.actor.staff_id)
