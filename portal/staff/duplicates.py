"""Accounts that may be the same one: looked through, merged, or kept apart with a reason."""

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import Regexp

from portal.staff import staff
from portal.web.account_words import ACCOUNT_KINDS, ACCOUNT_STATUSES, LIKENESS
from portal.web.current import uow
from portal.web.forms import Form, SentenceField, Text
from portal.web.pages import Answer, page, see_other

NUMBER = Regexp(r"[SDNP]-[0-9]{6}\Z")


class KeepApart(Form):
    first = HiddenField(validators=[NUMBER])
    second = HiddenField(validators=[NUMBER])
    why = SentenceField(_l("How you know that they are different"), [Text(2, 300)])


@staff.get("/accounts/duplicates")
def list_duplicates() -> Response:
    return _page(KeepApart.blank())


@staff.post("/accounts/duplicates")
def keep_accounts_apart() -> Answer:
    form = KeepApart.from_post()
    if not form.validate():
        return _page(form), 422
    uow.duplicates.keep_apart(uow.accounts.get(form.first.data or ""), [form.second.data or ""], form.why.data or "")
    words = _("%(first)s and %(second)s stay two accounts.", first=form.first.data, second=form.second.data)
    return see_other(".list_duplicates", words)


def _page(form: KeepApart) -> Response:
    wrong = (form.first.data, form.second.data) if request.method == "POST" else None
    return page(
        "staff/accounts/duplicates.html", pairs=uow.duplicates.pairs(), form=form, wrong=wrong, likeness=LIKENESS,
        kinds=ACCOUNT_KINDS, statuses=ACCOUNT_STATUSES,
    )  # fmt: skip
