"""Changes of the archive that partners propose: staff accept or refuse them, field by field."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, TextAreaField

from portal.domain.base import Conflict, Refused
from portal.domain.proposals.fields import fingerprint
from portal.domain.proposals.models import ArchiveProposal
from portal.staff import staff
from portal.staff.account_editing import say_licence_moved
from portal.web import proposal_words as words
from portal.web.account_words import LIKENESS
from portal.web.current import turn, uow
from portal.web.forms import Form, Text, trimmed
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for


class AcceptChange(Form):
    """`seen` names what the archive held when the page was opened; `compared` is asked of critical fields."""

    seen = HiddenField()
    compared = BooleanField(_l("I have compared old, new and the paper"))


class RefuseChange(Form):
    reason = TextAreaField(_l("Reason"), [Text(3, 500)], filters=[trimmed])


@staff.get("/archive-changes/")
def list_archive_changes() -> Response:
    is_open = request.args.get("show") != "decided"
    found = uow.proposals.page(is_open=is_open, **turn())
    return page("staff/archive_changes/index.html", found=found, is_open=is_open, words=words)


@staff.get("/archive-changes/<number:number>")
def show_archive_change(number: str) -> Response:
    return _page(uow.proposals.get(number))


@staff.get("/archive-changes/<number:number>/confirmation")
def confirm_archive_change(number: str) -> Answer:
    """The second look that a critical field takes; what is not critical, or is decided, has its own page."""
    proposal = uow.proposals.get(number)
    if not (proposal.is_critical and proposal.is_open):
        return see_other(".show_archive_change", number=number)
    return _confirmation(proposal)


@staff.post("/archive-changes/<number:number>/acceptance")
def accept_archive_change(number: str) -> Answer:
    proposal, form = uow.proposals.get(number), AcceptChange.from_post()
    if not form.validate():
        return _page(proposal, accept=form), 422
    day = proposal.account.licence_until
    try:
        uow.proposals.accept(proposal, form.seen.data or "", compared=form.compared.data)
    except Conflict as conflict:
        form.seen.errors = [words_for(conflict)]
        return _page(proposal, accept=form), 409
    except Refused as refusal:
        if not proposal.is_critical:
            form.seen.errors = [words_for(refusal)]
            return _page(proposal, accept=form), 422
        form.compared.errors = [words_for(refusal)]
        return _confirmation(proposal, form), 422
    say_licence_moved(day, proposal.account.licence_until)
    return see_other(".show_archive_change", _("Accepted: the archive holds it now."), number=number)


@staff.post("/archive-changes/<number:number>/refusal")
def refuse_archive_change(number: str) -> Answer:
    proposal, form = uow.proposals.get(number), RefuseChange.from_post()
    if not form.validate():
        return _page(proposal, refuse=form), 422
    try:
        uow.proposals.refuse(proposal, form.reason.data or "")
    except Conflict as conflict:
        form.reason.errors = [words_for(conflict)]
        return _page(proposal, refuse=form), 409
    return see_other(".show_archive_change", _("Refused; the partner reads the reason."), number=number)


def _page(
    proposal: ArchiveProposal, *, accept: AcceptChange | None = None, refuse: RefuseChange | None = None
) -> Response:
    facts = _facts(proposal)
    accept = _seeing(accept or AcceptChange.blank(), facts["seen"])
    return page("staff/archive_changes/show.html", accept=accept, refuse=refuse or RefuseChange.blank(), **facts)


def _confirmation(proposal: ArchiveProposal, form: AcceptChange | None = None) -> Response:
    facts = _facts(proposal)
    form = _seeing(form or AcceptChange.blank(), facts["seen"])
    wanted, account = proposal.after, proposal.account
    alike = uow.accounts.like(
        name=wanted.get("name_zh") or account.name_zh, uscc=wanted.get("uscc"), mobile=None, but=account.id
    )
    return page("staff/archive_changes/confirm.html", form=form, alike=alike, likeness=LIKENESS, **facts)


def _seeing(form: AcceptChange, seen: str) -> AcceptChange:
    """What is shown on this page is what the next decision is about."""
    form.seen.data = seen
    return form


def _facts(proposal: ArchiveProposal) -> dict[str, Any]:
    now = uow.proposals.now_held(proposal, proposal.account)
    lines = words.lines_of(proposal, now)
    return {
        "proposal": proposal, "lines": lines, "seen": fingerprint(now), "words": words,
        "has_moved": any(line.has_moved for line in lines),
        "files": uow.attachments.on([proposal]).get(proposal.id, []),
    }  # fmt: skip
