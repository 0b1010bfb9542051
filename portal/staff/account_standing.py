"""What we think of an account and who looks after it, and the status that lets its people in or keeps them out."""

from flask import Response
from flask_babel import gettext as _

from portal.domain.accounts.kinds import CLOSED_TO_PARTNERS, AccountStatus
from portal.domain.accounts.models import Account
from portal.domain.base import Refused
from portal.identity.sessions import end_sessions_of_account
from portal.staff import staff
from portal.staff.standing_forms import StandingForm, StatusForm
from portal.web import account_words as words
from portal.web.current import uow
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for


@staff.get("/accounts/<number:number>/standing")
def edit_standing(number: str) -> Response:
    account = uow.accounts.get(number)
    standing = uow.accounts.standing(account)
    return _standing_page(account, _suited(StandingForm.blank(obj=standing)), StatusForm.blank(status=account.status))


@staff.post("/accounts/<number:number>/standing")
def save_standing(number: str) -> Answer:
    account, form = uow.accounts.get(number), _suited(StandingForm.from_post())
    status_form = StatusForm.blank(status=account.status)
    if not form.validate():
        return _standing_page(account, form, status_form), 422
    try:
        uow.accounts.standing(account).judge(form.facts(), by=uow.actor, at=uow.now)
    except Refused as refusal:
        (form.sponsor_id if "sponsor_id" in form else form.tier).errors = [words_for(refusal)]
        return _standing_page(account, form, status_form), 422
    return see_other(".show_account", notice=_("Saved."), number=number)


@staff.post("/accounts/<number:number>/status")
def change_account_status(number: str) -> Answer:
    account, form = uow.accounts.get(number), StatusForm.from_post()
    if form.validate():
        _check(account, form)
    if form.errors:
        shown = _suited(StandingForm.blank(obj=uow.accounts.standing(account)))
        return _standing_page(account, shown, form), 422
    account.change_status(**form.facts(), by=uow.actor, at=uow.now)
    if account.status in CLOSED_TO_PARTNERS:
        end_sessions_of_account(uow.session, account.id, why="account_closed", at=uow.now)
    return see_other(".show_account", notice=_("The status is changed."), number=number)


def _check(account: Account, form: StatusForm) -> None:
    """The same status again is no change, and an archive with gaps is not activated."""
    if form.status.data == account.status:
        form.status.errors = [_("The account has this status already.")]
    elif form.status.data == AccountStatus.ACTIVE:
        missing = uow.glance.of(account).completeness.missing_mandatory
        if missing:
            form.status.errors = [_("Fill these in first: %(fields)s.", fields=words.field_names(missing))]


def _suited(form: StandingForm) -> StandingForm:
    return form.suit(uow.people.staff(), uow.sees_all)


def _standing_page(account: Account, form: StandingForm, status_form: StatusForm) -> Response:
    shown = {"account": account, "form": form, "status_form": status_form, "words": words}
    return page("staff/accounts/standing.html", **shown)
