"""Tender decisions of an account's unit: around them nothing is given, and two of us take one off."""

from collections.abc import Callable

from flask import Response
from flask_babel import gettext as _

from portal.domain.accounts.models import Account
from portal.domain.base import Refused
from portal.domain.care.gifts import AROUND_TENDER
from portal.domain.care.giving.models import TenderDay
from portal.staff import staff
from portal.staff.gift_forms import NoteTender, RemoveTender
from portal.web.current import uow
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for


@staff.get("/accounts/<number:number>/tenders")
def list_tender_days(number: str) -> Response:
    return _page(uow.accounts.get(number))


@staff.post("/accounts/<number:number>/tenders")
def note_tender_day(number: str) -> Answer:
    account, form = uow.accounts.get(number), NoteTender.from_post()
    if not form.validate():
        return _page(account, form), 422
    uow.tender_days.note(account, form.on.data, form.what.data or "")
    return see_other(".list_tender_days", _("Noted."), number=number)


@staff.post("/accounts/<number:number>/tenders/<int:tender_id>/removal-requests")
def ask_tender_removal(number: str, tender_id: int) -> Answer:
    form = RemoveTender.from_post()
    if not form.validate():
        return _page(uow.accounts.get(number), remove=form, removes=tender_id), 422
    told = _("Asked for. It stops gifts until a second person agrees.")
    return _done(number, tender_id, lambda *one: uow.tender_days.ask_removal(*one, form.reason.data or ""), told)


@staff.post("/accounts/<number:number>/tenders/<int:tender_id>/removal")
def remove_tender_day(number: str, tender_id: int) -> Answer:
    return _done(number, tender_id, uow.tender_days.remove, _("Removed."))


@staff.post("/accounts/<number:number>/tenders/<int:tender_id>/keeping")
def keep_tender_day(number: str, tender_id: int) -> Answer:
    return _done(number, tender_id, uow.tender_days.keep, _("It stays."))


def _done(number: str, tender_id: int, act: Callable[[Account, TenderDay], None], told: str) -> Answer:
    account = uow.accounts.get(number)
    try:
        act(account, uow.tender_days.get(account, tender_id))
    except Refused as refusal:
        return _page(account, wrong=words_for(refusal)), 422
    return see_other(".list_tender_days", told, number=number)


def _page(
    account: Account, form: NoteTender | None = None, *, remove: RemoveTender | None = None, removes: int = 0,
    wrong: str = "",
) -> Response:  # fmt: skip
    return page(
        "staff/gifts/tenders.html", account=account, form=form or NoteTender.blank(), rows=uow.tender_days.of(account),
        around=AROUND_TENDER, remove=remove or RemoveTender.blank(), removes=removes, wrong=wrong,
        me=uow.actor.staff_id,
    )  # fmt: skip
