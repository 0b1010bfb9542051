"""Tender decisions of an account's unit: around them nothing is given."""

from flask import Response
from flask_babel import gettext as _

from portal.domain.accounts.models import Account
from portal.domain.care.gifts import AROUND_TENDER
from portal.staff import staff
from portal.staff.gift_forms import NoteTender
from portal.web.current import uow
from portal.web.pages import Answer, page, see_other


@staff.get("/accounts/<number:number>/tenders")
def list_tender_days(number: str) -> Response:
    return _page(uow.accounts.get(number), NoteTender.blank())


@staff.post("/accounts/<number:number>/tenders")
def note_tender_day(number: str) -> Answer:
    account, form = uow.accounts.get(number), NoteTender.from_post()
    if not form.validate():
        return _page(account, form), 422
    uow.tender_days.note(account, form.on.data, form.what.data or "")
    return see_other(".list_tender_days", _("Noted."), number=number)


@staff.post("/accounts/<number:number>/tenders/<int:tender_id>/removal")
def remove_tender_day(number: str, tender_id: int) -> Response:
    uow.tender_days.remove(uow.accounts.get(number), tender_id)
    return see_other(".list_tender_days", _("Removed."), number=number)


def _page(account: Account, form: NoteTender) -> Response:
    return page(
        "staff/gifts/tenders.html", account=account, form=form, rows=uow.tender_days.of(account), around=AROUND_TENDER
    )
