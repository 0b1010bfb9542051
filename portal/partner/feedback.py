"""Feedback: what partners tell us about a contract, a clause, a request or a product, and what became of it."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from portal.domain.attachments.models import StoredFile
from portal.domain.feedback.kinds import FeedbackKind, FeedbackState, verbs_for
from portal.domain.feedback.models import Feedback
from portal.identity.untraced import traceless
from portal.partner import partner
from portal.partner.feedback_forms import DisputeAnswer, GiveFeedback, number_of
from portal.partner.field_matrix import clauses_without_sums
from portal.web.clauses_in_words import ClauseInWords, clause_in_words
from portal.web.contract_words import names_among, product_name
from portal.web.current import files_for, turn, uow
from portal.web.feedback_words import (
    DECISION_TONES,
    DECISIONS,
    FEEDBACK_KINDS,
    FEEDBACK_LINES,
    FEEDBACK_SUBTYPES,
    FEEDBACK_TONES,
    PARTNER_FEEDBACK_STATES,
)
from portal.web.linked import linked_rows
from portal.web.pages import Answer, page, see_other
from portal.web.pledge_words import partner_clock

WORDS: dict[str, Any] = {
    "kinds": FEEDBACK_KINDS, "states": PARTNER_FEEDBACK_STATES, "tones": FEEDBACK_TONES, "decisions": DECISIONS,
    "decision_tones": DECISION_TONES,
}  # fmt: skip


@partner.get("/feedback/")
def list_feedback() -> Response:
    found = uow.feedback.page(account_id=uow.accounts.own().id, **turn())
    return page("partner/feedback/index.html", found=found, **WORDS)


@partner.get("/feedback/new")
def new_feedback() -> Response:
    wanted = {name: request.args.get(name, "")[:120] for name in ("kind", "subject", "clause", "contract", "request")}
    about = _about(wanted["clause"], wanted["request"])
    if about["contract"] is not None:
        wanted["contract"] = about["contract"].number
    return _ask(GiveFeedback.blank(**{name: value for name, value in wanted.items() if value}), about)


@partner.post("/feedback/")
def give_feedback() -> Answer:
    form = GiveFeedback.from_post()
    about = _about(form.clause.data, form.request.data)
    if not form.validate():
        return _ask(form, about), 422
    account = uow.accounts.own()
    files: list[StoredFile] | None = files_for(account.id)
    if form.anonymous.data:
        files = traceless(files or ())
    if files is None:
        form.files.errors = [_("This picture tells who took it, and we cannot write it anew. Send it as JPEG or PNG.")]
        return _ask(form, about), 422
    feedback = uow.feedback.post(account, **form.facts(), ties=form.ties(), files=files)
    words = _("Thank you. Your number is %(number)s; we tell you here what becomes of it.", number=feedback.number)
    return see_other(".show_feedback", words, number=feedback.number)


@partner.get("/feedback/<number:number>")
def show_feedback(number: str) -> Response:
    return _show(uow.feedback.get(number), DisputeAnswer.blank())


@partner.post("/feedback/<number:number>/confirmations")
def confirm_feedback(number: str) -> Response:
    uow.feedback.get(number).confirm(by=uow.actor, at=uow.now)
    return see_other(".show_feedback", _("Thank you for telling us."), number=number)


@partner.post("/feedback/<number:number>/disputes")
def dispute_feedback(number: str) -> Answer:
    feedback, form = uow.feedback.get(number), DisputeAnswer.from_post()
    if not form.validate():
        return _show(feedback, form), 422
    feedback.dispute(by=uow.actor, at=uow.now, text=form.text.data or "")
    return see_other(".show_feedback", _("We look into it again and answer you here."), number=number)


def _ask(form: GiveFeedback, about: dict[str, Any]) -> Response:
    return page("partner/feedback/new.html", form=form, lines=FEEDBACK_LINES, kinds=FEEDBACK_KINDS, **about)


def _show(feedback: Feedback, form: DisputeAnswer) -> Response:
    subtypes = FEEDBACK_SUBTYPES[FeedbackKind(feedback.kind)]
    answers = uow.feedback.answers(feedback)
    return page(
        "partner/feedback/show.html", feedback=feedback, form=form, answers=answers, subtypes=subtypes,
        pledges=uow.promises.about(feedback.__tablename__, feedback.id), clock=partner_clock, today=uow.today,
        clause=_clause(feedback), about=uow.requests.by_id(feedback.request_id), product_name=product_name,
        files=uow.attachments.on([feedback]).get(feedback.id, []),
        files_on=uow.attachments.on([one for one in answers if one.by_mail]),
        verbs=verbs_for(FeedbackState(feedback.state), "partner"), linked=linked_rows(feedback, "partner"), **WORDS,
    )  # fmt: skip


def _about(clause_id: str | None, request_number: str | None) -> dict[str, Any]:
    """The clause and the request that a new message names; NotFound for those of others."""
    wanted = number_of(clause_id)
    clause, contract = uow.contracts.clause_with_contract(wanted) if wanted else (None, None)
    about = uow.requests.get(request_number) if request_number else None
    return {"clause": _in_words(clause, contract) if clause else None, "contract": contract, "about": about}


def _clause(feedback: Feedback) -> ClauseInWords | None:
    return _in_words(feedback.clause, feedback.contract) if feedback.clause else None


def _in_words(clause: Any, contract: Any) -> ClauseInWords:
    side = contract.side if contract else "downstream"
    names = names_among(uow.products.all())
    return clause_in_words(clause, side, names, "partner", clause.clause_type in clauses_without_sums())
