"""Words on an account, for our own people to find it again."""

from flask import Response
from flask_babel import gettext as _

from portal.domain.base import Refused
from portal.staff import staff
from portal.staff.accounts import account_page
from portal.staff.tag_form import TagForm
from portal.web.current import uow
from portal.web.pages import Answer, see_other
from portal.web.refusals import words_for


@staff.post("/accounts/<number:number>/tags")
def add_tag(number: str) -> Answer:
    account, form = uow.accounts.get(number), TagForm.from_post()
    if not form.validate():
        return account_page(number, "archive", tag_form=form), 422
    try:
        word = uow.tags.add(account, form.word.data or "")
    except Refused as refusal:
        form.word.errors = [words_for(refusal)]
        return account_page(number, "archive", tag_form=form), 422
    return _back(number, _("“%(word)s” is on the account.", word=word))


@staff.post("/accounts/<number:number>/tags/removal")
def remove_tag(number: str) -> Answer:
    account, form = uow.accounts.get(number), TagForm.from_post()
    if not form.validate():
        return account_page(number, "archive", tag_form=form), 422
    uow.tags.remove(account, form.word.data or "")
    return _back(number, _("“%(word)s” is taken off.", word=form.word.data))


def _back(number: str, notice: str) -> Response:
    return see_other(".show_account", notice=notice, number=number, tab="archive", _anchor="tags")
