"""The blacklist: putting an account on it with a reason and evidence, and taking it off again."""

from typing import Any

from flask import Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.domain.accounts.blacklist import blacklist, take_off
from portal.domain.accounts.models import Account
from portal.domain.base import Refused
from portal.staff import staff
from portal.web.current import uow
from portal.web.forms import Form, SentenceField, Text
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for


class BlacklistForm(Form):
    reason = SentenceField(_l("Reason"), [Text(5, 400)])
    evidence = SentenceField(
        _l("Evidence"), [Text(5, 400)], description=_l("Numbers of files, requests or breaches that show it.")
    )


class TakeOffForm(Form):
    reason = SentenceField(_l("Reason"), [Text(5, 400)])


@staff.get("/accounts/<number:number>/blacklist")
def show_blacklist(number: str) -> Response:
    return _page(uow.accounts.get(number))


@staff.post("/accounts/<number:number>/blacklist")
def put_on_blacklist(number: str) -> Answer:
    account, form = uow.accounts.get(number), BlacklistForm.from_post()
    if not form.validate():
        return _page(account, form=form), 422
    try:
        facts = {"reason": form.reason.data or "", "evidence": form.evidence.data or ""}
        blacklist(account, uow.accounts.standing(account), **facts, by=uow.actor, at=uow.now)
    except Refused as refusal:
        form["evidence" if refusal.code.endswith("evidence") else "reason"].errors = [words_for(refusal)]
        return _page(account, form=form), 422
    return see_other(".show_account", notice=_("The account is on the blacklist."), number=number)


@staff.post("/accounts/<number:number>/blacklist/removal")
def take_off_blacklist(number: str) -> Answer:
    account, form = uow.accounts.get(number), TakeOffForm.from_post()
    if not form.validate():
        return _page(account, form=form), 422
    try:
        take_off(account, uow.accounts.standing(account), reason=form.reason.data or "", by=uow.actor, at=uow.now)
    except Refused as refusal:
        form.reason.errors = [words_for(refusal)]
        return _page(account, form=form), 422
    return see_other(".show_account", notice=_("The account is off the blacklist."), number=number)


def _page(account: Account, **forms: Any) -> Response:
    standing = uow.accounts.standing(account)
    form = forms.get("form") or (TakeOffForm if standing.is_blacklisted else BlacklistForm).blank()
    who = uow.blacklist.put_on_by(standing)
    return page("staff/accounts/blacklist.html", account=account, standing=standing, form=form, who=who)


@staff.app_template_global()
def blacklist_reason(account_id: int) -> str:
    """Why the account of a strip is on the blacklist, empty when it is not; one small statement."""
    return uow.blacklist.reason_of(account_id)
