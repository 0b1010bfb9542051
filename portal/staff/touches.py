"""Touches of an account: logging one, taking it back, putting a duty off."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from portal.domain.accounts.models import Account
from portal.domain.base import Refused
from portal.domain.care.touch_types import TouchType
from portal.staff import staff
from portal.staff.touch_forms import LogTouch, PutOff
from portal.web.care_words import RHYTHM_ICONS, RHYTHMS, duty_clock
from portal.web.current import uow
from portal.web.forms import seen_version
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for


@staff.get("/accounts/<number:number>/touches/new")
def new_touch(number: str) -> Response:
    account = uow.accounts.get(number)
    kind = request.args.get("type", "")
    kind = kind if kind in set(TouchType) else TouchType.CALL
    return _touch_page(account, LogTouch.blank(on=uow.today, type=kind))


@staff.post("/accounts/<number:number>/touches")
def log_touch(number: str) -> Answer:
    account = uow.accounts.get(number)
    form = _ready(account, LogTouch.from_post())
    if not form.validate():
        return _touch_page(account, form), 422
    try:
        touch = uow.care.log(account, form.facts(), form.promise() if form.promises else None)
    except Refused as refusal:
        form.on.errors = [words_for(refusal)]
        return _touch_page(account, form), 422
    counts, too_little = _("Logged. Its clock begins anew."), _("Logged. Too little was said to count as contact.")
    return _back(account, counts if touch.is_valid else too_little)


@staff.post("/accounts/<number:number>/touches/<int:touch_id>/removal")
def take_touch_back(number: str, touch_id: int) -> Response:
    account = uow.accounts.get(number)
    uow.care.take_back(uow.care.touch(account, touch_id))
    return _back(account, _("Taken back."))


@staff.get("/accounts/<number:number>/care/<code:rhythm>")
def show_duty(number: str, rhythm: str) -> Response:
    account = uow.accounts.get(number)
    return _duty_page(account, rhythm, PutOff.blank())


@staff.post("/accounts/<number:number>/care/<code:rhythm>/pauses")
def put_duty_off(number: str, rhythm: str) -> Answer:
    account, form = uow.accounts.get(number), PutOff.from_post()
    if not form.validate():
        return _duty_page(account, rhythm, form), 422
    try:
        uow.care.put_off(account, rhythm, form.until.data, form.why.data or "", seen=seen_version(form.seen.data))
    except Refused as refusal:
        form.until.errors = [words_for(refusal)]
        return _duty_page(account, rhythm, form), 422
    return _back(account, _("Put off."))


def _ready(account: Account, form: LogTouch) -> LogTouch:
    form.among(uow.people.staff_names().items())
    return form.with_contacts(uow.contacts.of(account))


def _touch_page(account: Account, form: LogTouch) -> Response:
    return page("staff/care/touch.html", account=account, form=_ready(account, form))


def _duty_page(account: Account, rhythm: str, form: Any) -> Response:
    duty = uow.care.duty(account, rhythm)
    form.seen.data = form.seen.data or str(duty.version)
    return page(
        "staff/care/duty.html", account=account, duty=duty, form=form, rhythms=RHYTHMS, icons=RHYTHM_ICONS,
        clock=duty_clock, today=uow.today,
    )  # fmt: skip


def _back(account: Account, notice: str) -> Response:
    return see_other(".show_account", notice, number=account.number, tab="care", _anchor="tabs")
