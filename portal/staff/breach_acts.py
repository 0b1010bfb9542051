"""What staff do with a breach: notice, cure, decision, sum, agreement, change, payment, compensation."""

from collections.abc import Callable

from flask import Response, request
from flask_babel import gettext as _

from portal.domain.base import Refused
from portal.domain.contracts.breaches.deposit import EntryKind
from portal.domain.contracts.breaches.grounds import deadlines
from portal.domain.contracts.breaches.models import Breach
from portal.domain.contracts.clauses import Side
from portal.domain.contracts.versions import clauses_on
from portal.identity.untraced import under_neutral_names
from portal.staff import staff
from portal.staff.breach_forms import (
    DecideBreach,
    NoteAgreement,
    NoteCompensation,
    NoteCure,
    NotePayment,
    ProposeChange,
    SendNotice,
)
from portal.staff.breach_page import BreachPage
from portal.staff.breach_sums import SumForm
from portal.staff.breach_view import breach_page
from portal.web.current import uow
from portal.web.forms import Form
from portal.web.pages import Answer, see_other
from portal.web.refusals import words_for


@staff.post("/breaches/<number:number>/notices")
def send_breach_notice(number: str) -> Answer:
    breach = uow.breaches.get(number)
    evidence = uow.attachments.on([breach], backstage=True).get(breach.id, [])
    form = SendNotice.from_post().offer(evidence)

    def send() -> None:
        contract = uow.contracts.get(breach.contract.number)
        clauses = clauses_on(contract.versions, breach.occurred_on)
        if form.day is None and contract.side == Side.UPSTREAM:
            raise Refused("breach.no_portal", name=breach.account.name_zh)
        arrived_on = form.day or uow.today
        if arrived_on > uow.today:
            raise Refused("deposit.in_the_future")
        due = deadlines(clauses, breach.clause, arrived_on, uow.deadlines.days_since(arrived_on))
        breach.notify(arrived_on, due, form.channel.data, by=uow.actor, at=uow.now)
        uow.attachments.hang(under_neutral_names([one for one in evidence if one.ref in form.refs]), breach)

    return _act(breach, "notice", form, send, _("Sent. The partner can read it and answer now."))


@staff.post("/breaches/<number:number>/cures")
def note_breach_cure(number: str) -> Answer:
    breach, form = uow.breaches.get(number), NoteCure.from_post()
    act = lambda: breach.cure(form.cured_on.data, by=uow.actor, at=uow.now)  # noqa: E731
    return _act(breach, "cure", form, act, _("Closed: it was put right in time."))


@staff.post("/breaches/<number:number>/decisions")
def decide_breach(number: str) -> Answer:
    breach, form = uow.breaches.get(number), DecideBreach.from_post()
    confirms = form.verb.data == "confirm"

    def decide() -> None:
        if confirms:
            breach.confirm(form.reason.data or "", by=uow.actor, at=uow.now, today=uow.today)
        else:
            breach.dismiss(form.reason.data or "", by=uow.actor, at=uow.now)

    words = _("Confirmed. Work out the sum next.") if confirms else _("Dismissed. It counts for nothing.")
    return _act(breach, "decide", form, decide, words)


@staff.post("/breaches/<number:number>/penalties")
def compute_penalty(number: str) -> Answer:
    breach = uow.breaches.get(number)
    shown = BreachPage(breach)
    sums = SumForm.posted(shown)
    if not sums.is_sound:
        return breach_page(breach, sums=sums), 422
    try:
        uow.settlement.note_facts(breach, sums.kept)
        if request.form.get("act") != "freeze":
            return see_other(".show_breach", _("Worked out anew."), number=number)
        uow.settlement.compute(breach, shown.contract, sums.facts, sums.answer)
    except Refused as refusal:
        return breach_page(breach, words_for(refusal), sums=sums), 409
    return see_other(".show_breach", _("Frozen. The account owner can read it now."), number=number)


@staff.post("/breaches/<number:number>/agreements")
def note_agreement(number: str) -> Answer:
    breach, form = uow.breaches.get(number), NoteAgreement.from_post()
    act = lambda: uow.settlement.agree(breach, form.note.data or "")  # noqa: E731
    return _act(breach, "agree", form, act, _("Noted. It can be paid now."))


@staff.post("/breaches/<number:number>/proposals")
def propose_penalty_change(number: str) -> Answer:
    breach, form = uow.breaches.get(number), ProposeChange.from_post()
    act = lambda: uow.settlement.propose(breach, form.kind.data, form.sum.data, form.reason.data or "")  # noqa: E731
    return _act(breach, "change", form, act, _("Proposed. Somebody else has to approve it."))


@staff.post("/breaches/<number:number>/proposals/approval")
def approve_penalty_change(number: str) -> Response:
    uow.settlement.decide(uow.breaches.get(number), approve=True)
    return see_other(".show_breach", _("Approved. The partner reads the reason."), number=number)


@staff.post("/breaches/<number:number>/proposals/refusal")
def decline_penalty_change(number: str) -> Response:
    uow.settlement.decide(uow.breaches.get(number), approve=False)
    return see_other(".show_breach", _("Declined. Everything stays as it was."), number=number)


@staff.post("/breaches/<number:number>/payments")
def note_penalty_payment(number: str) -> Answer:
    breach, form = uow.breaches.get(number), NotePayment.from_post()

    def pay() -> None:
        contract = uow.contracts.get(breach.contract.number)
        taken = form.from_deposit.data or 0
        uow.settlement.pay(breach, contract, form.paid_on.data, taken, form.note.data or "")

    return _act(breach, "pay", form, pay, _("Settled."))


@staff.post("/breaches/<number:number>/compensations")
def record_compensation(number: str) -> Answer:
    breach = uow.breaches.get(number)
    harmed = BreachPage(breach).harmed
    form = NoteCompensation.from_post()
    form.contract.choices = [(one.number, one.number) for one in harmed]

    def record() -> None:
        contract = next(one for one in harmed if one.number == form.contract.data)
        uow.deposits.enter(contract, EntryKind.COMPENSATION, form.sum.data, uow.today)
        breach.record("breach.compensated", by=uow.actor, at=uow.now, fen=form.sum.data)

    return _act(breach, "compensate", form, record, _("Recorded. The harmed partner sees the sum on their contract."))


def _act(breach: Breach, name: str, form: Form, act: Callable[[], object], words: str) -> Answer:
    """Do it and lead back; what was typed stays when a field is wrong or somebody was faster."""
    if not form.validate():
        return breach_page(breach, **{name: form}), 422
    try:
        act()
    except Refused as refusal:
        return breach_page(breach, words_for(refusal), **{name: form}), 409
    return see_other(".show_breach", words, number=breach.number)
