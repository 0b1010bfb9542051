"""The deposit of an agreement: how it stands, every movement, and entering one."""

from flask import Response
from flask_babel import gettext as _

from portal.domain.base import Refused
from portal.domain.contracts.breaches.deposit import EntryKind
from portal.domain.contracts.models import Contract
from portal.staff import staff
from portal.staff.breach_forms import MoveDeposit
from portal.web.agreement import Agreement
from portal.web.breach_words import STAFF_ENTRY_KINDS
from portal.web.current import uow
from portal.web.fact_fields import choices_in
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for

BY_HAND = (EntryKind.PAID, EntryKind.TOPUP, EntryKind.REFUND)
"""What is entered here; deductions and compensations come from a breach."""


@staff.get("/contracts/<printed:number>/deposit")
def show_deposit(number: str) -> Response:
    form = MoveDeposit.blank(moved_on=uow.today)
    return _show(uow.contracts.get(number), form)


@staff.post("/contracts/<printed:number>/deposit")
def move_deposit(number: str) -> Answer:
    contract, form = uow.contracts.get(number), MoveDeposit.from_post()
    _offer(form)
    if not form.validate():
        return _show(contract, form), 422
    kind = EntryKind(form.kind.data)
    try:
        uow.deposits.enter(contract, kind, form.sum.data, form.moved_on.data, form.note.data or "")
    except Refused as refusal:
        return _show(contract, form, words_for(refusal)), 409
    in_force = uow.taking_effect.let_if_ready(contract)
    words = _("Entered. It was the last thing awaited: the contract is in force.") if in_force else _("Entered.")
    return see_other(".show_deposit", words, number=number)


def _show(contract: Contract, form: MoveDeposit, problem: str = "") -> Response:
    _offer(form)
    ledger = uow.deposits.ledger(contract, uow.deadlines.days_since)
    numbers = {breach.id: breach.number for breach in uow.breaches.of_contract(contract.id)}
    return page(
        "staff/deposits/show.html", contract=contract, is_over=Agreement(contract, uow.today).is_over, form=form,
        ledger=ledger, numbers=numbers, problem=problem,
        kinds=STAFF_ENTRY_KINDS, today=uow.today,
    )  # fmt: skip


def _offer(form: MoveDeposit) -> None:
    form.kind.choices = choices_in({kind: STAFF_ENTRY_KINDS[kind] for kind in BY_HAND})
