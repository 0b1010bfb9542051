"""What we think of an account and who looks after it, and the status that lets its people in or keeps them out."""

from collections.abc import Sequence

from flask import Response
from flask_babel import gettext as _

from portal.domain.accounts.activation import change_status
from portal.domain.accounts.kinds import CLOSED_TO_PARTNERS
from portal.domain.accounts.models import Account
from portal.domain.base import Refused
from portal.identity.sessions import end_sessions_of_account
from portal.staff import staff
from portal.staff.account_gaps import Place, places_of
from portal.staff.standing_forms import StandingForm, StatusForm
from portal.web import account_words as words
from portal.web.current import uow
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for


@staff.get("/accounts/<number:number>/standing")
def edit_standing(number: str) -> Response:
    account = uow.accounts.get(number)
    return _standing_page(account, _as_it_stands(account), StatusForm.blank(status=account.status))


@staff.post("/accounts/<number:number>/standing")
def save_standing(number: str) -> Answer:
    account = uow.accounts.get(number)
    form = _suited(StandingForm.from_post(), account)
    status_form = StatusForm.blank(status=account.status)
    if not form.validate():
        return _standing_page(account, form, status_form), 422
    standing = uow.accounts.standing(account)
    try:
        standing.judge(form.facts(), by=uow.actor, at=uow.now)
        uow.introductions.introduce(account, standing, form.introducer)
    except Refused as refusal:
        form.refuse(refusal)
        return _standing_page(account, form, status_form), 422
    return see_other(".show_account", notice=_("Saved."), number=number)


@staff.post("/accounts/<number:number>/status")
def change_account_status(number: str) -> Answer:
    account, form = uow.accounts.get(number), StatusForm.from_post()
    if not form.validate():
        return _standing_page(account, _as_it_stands(account), form), 422
    try:
        change_status(uow, account, **form.facts())
    except Refused as refusal:
        missing = refusal.facts.get("fields", ())
        form.status.errors = [words_for(Refused(refusal.code, fields=words.field_names(missing)))]
        return _standing_page(account, _as_it_stands(account), form, gaps=places_of(account, missing)), 422
    if account.status in CLOSED_TO_PARTNERS:
        end_sessions_of_account(uow.session, account.id, why="account_closed", at=uow.now)
    return see_other(".show_account", notice=_("The status is changed."), number=number)


def _as_it_stands(account: Account) -> StandingForm:
    standing = uow.accounts.standing(account)
    form = _suited(StandingForm.blank(obj=standing), account)
    return form.show(uow.accounts.by_id(standing.introduced_by_id))


def _suited(form: StandingForm, account: Account) -> StandingForm:
    return form.suit(uow.people.staff(), uow.sees_all, account.kind)


def _standing_page(
    account: Account, form: StandingForm, status_form: StatusForm, gaps: Sequence[Place] = ()
) -> Response:
    shown = {"account": account, "form": form, "status_form": status_form, "words": words, "gaps": gaps}
    return page("staff/accounts/standing.html", **shown)
