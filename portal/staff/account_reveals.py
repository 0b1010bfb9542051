"""Opening a secret number of an account: by right, with a reason, one at a time, told on the timeline for ever."""

from typing import Any

from flask import Response, request
from flask_babel import lazy_gettext as _l

from portal.domain.accounts.models import Account
from portal.domain.accounts.secrets import SECRETS, reveal
from portal.domain.base import NotFound, Refused
from portal.identity.sealing import opened_field
from portal.staff import staff
from portal.staff.account_archive import masked
from portal.web.account_words import FIELDS
from portal.web.current import uow
from portal.web.forms import Form, LineField, Text
from portal.web.pages import Answer, page
from portal.web.refusals import words_for


class RevealForm(Form):
    reason = LineField(
        _l("What it is needed for"), [Text(5, 200)],
        description=_l("Stands on the timeline with your name, such as: power of attorney for 2027"),
    )  # fmt: skip


@staff.get("/accounts/<number:number>/reveals")
def ask_to_reveal(number: str) -> Response:
    """The question before the number is opened: what it is needed for."""
    return _page(uow.accounts.get(number), _asked(request.args.get("field", SECRETS[0])), RevealForm.blank())


@staff.post("/accounts/<number:number>/reveals")
def reveal_number(number: str) -> Answer:
    """The number, this once: the answer to this very post shows it, and no address leads to it again."""
    account, name, form = (
        uow.accounts.get(number),
        _asked(request.form.get("field", SECRETS[0])),
        RevealForm.from_post(),
    )
    if not form.validate():
        return _page(account, name, form), 422
    try:
        sealed = reveal(account, name, form.reason.data or "", by=uow.actor, at=uow.now)
    except Refused as refusal:
        form.reason.errors = [words_for(refusal)]
        return _page(account, name, form), 422
    shown = opened_field(name, sealed)
    return _page(account, name, form, shown=shown or "", is_lost=shown is None)


def _asked(name: str | None) -> str:
    if name not in SECRETS:
        raise NotFound(name or "")
    return name


def _page(account: Account, name: str, form: RevealForm, **shown: Any) -> Response:
    return page(
        "staff/accounts/reveal.html", account=account, name=name, label=FIELDS[name], form=form,
        masked=masked(account, name), **shown,
    )  # fmt: skip
