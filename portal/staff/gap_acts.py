"""What is done about a gap: fill the field, name who is in charge, confirm what is still right, let it rest."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from portal.domain.accounts.models import Account
from portal.domain.base import Conflict, Refused
from portal.domain.quality.gaps import Gap
from portal.staff import staff
from portal.staff.accounts import account_page
from portal.staff.gap_forms import FillGap, NameOwner, PutOffGap
from portal.staff.gap_list import work_page
from portal.web.account_words import FIELDS
from portal.web.current import uow
from portal.web.pages import Answer, see_other
from portal.web.quality_words import gap_words
from portal.web.refusals import words_for

OWNERS = ("care_owner_id", "sponsor_id")


@staff.post("/accounts/<number:number>/checks")
def confirm_fields(number: str) -> Response:
    account, fields = uow.accounts.get(number), request.form.getlist("field")
    uow.quality.confirm(account, fields)
    return _back(account, _("Confirmed: %(fields)s.", fields=_(", ").join(str(FIELDS[name]) for name in fields)))


@staff.post("/accounts/<number:number>/fillings")
def fill_gap(number: str) -> Answer:
    account, form = uow.accounts.get(number), FillGap.from_post()
    if not form.validate():
        return _again(account, f"missing.{form.field.data}", form, form.value.errors), 422
    value = form.fact(account)
    if value is None:
        return _again(account, f"missing.{form.field.data}", form, form.value.errors), 422
    name = form.field.data or ""
    if getattr(account, name):
        raise Conflict("archive.filled_already", number=number)
    twins = [one for one in uow.accounts.like(name="", uscc=value if name == "uscc" else None,
                                              mobile=value if name == "mobile" else None, but=account.id)
             if one.why == name]  # fmt: skip
    if twins:
        words = _("%(number)s %(name)s has the same one.", number=twins[0].number, name=twins[0].name_zh)
        return _again(account, f"missing.{name}", form, [words]), 422
    account.change({name: value}, by=uow.actor, at=uow.now)
    return _back(account, _("%(field)s is filled in.", field=FIELDS[name]))


@staff.post("/accounts/<number:number>/owners")
def name_owner(number: str) -> Answer:
    account, form = uow.accounts.get(number), NameOwner.from_post().among(uow.people.staff_names())
    name = form.field.data if form.field.data in OWNERS else OWNERS[0]
    standing = uow.accounts.standing(account)
    code = f"error.{name}" if f"error.{name}" in uow.quality.of(account).gaps else f"missing.{name}"
    if not form.validate():
        return _again(account, code, form, form.person.errors), 422
    if getattr(standing, name):
        raise Conflict("archive.filled_already", number=number)
    try:
        standing.judge({name: int(form.person.data)}, by=uow.actor, at=uow.now)
    except Refused as refusal:
        return _again(account, code, form, [words_for(refusal)]), 422
    return _back(account, _("%(field)s is filled in.", field=FIELDS[name]))


@staff.post("/accounts/<number:number>/gaps/rests")
def put_off_gap(number: str) -> Answer:
    account, form = uow.accounts.get(number), PutOffGap.from_post()
    if not form.validate():
        return _again(account, form.gap.data or "", form, form.reason.errors or form.days.errors), 422
    uow.quality.put_off(account, form.gap.data or "", int(form.days.data), form.reason.data or "")
    return _back(account, _("Put off: %(gap)s", gap=gap_words(Gap.of_code(form.gap.data or ""))))


@staff.post("/accounts/<number:number>/gaps/rests/endings")
def take_up_gap(number: str) -> Response:
    account, code = uow.accounts.get(number), request.form.get("gap", "")
    uow.quality.take_up(account, code)
    return _back(account, _("Taken up again: %(gap)s", gap=gap_words(Gap.of_code(code))))


def _back(account: Account, words: str) -> Response:
    """To the page on which it was done."""
    if request.form.get("next") == "work":
        kept = {name: request.form[name] for name in ("whose", "show", "province") if request.form.get(name)}
        return see_other(".list_gaps", words, **kept)
    return see_other(".show_account", words, number=account.number, tab="archive", _anchor="tabs")


def _again(account: Account, code: str, form: Any, errors: Any) -> Response:
    """The same page with what was typed and the reason beside it."""
    wrong = {
        "account_id": account.id,
        "number": account.number,
        "code": code,
        "form": form,
        "words": " ".join(map(str, errors)),
    }
    if request.form.get("next") == "work":
        return work_page(wrong=wrong)
    return account_page(account.number, "archive", wrong=wrong)
