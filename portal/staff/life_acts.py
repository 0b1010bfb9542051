"""The life of a contract at the desk: on hold and on again, disputed, terminated, settled."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

from portal.domain.base import Refused
from portal.domain.contracts import life
from portal.domain.contracts.models import Contract
from portal.staff import staff
from portal.staff.contracts import contract_page
from portal.staff.life_forms import Dispute, LifeForm, Reconcile, Settle, Suspend, Terminate
from portal.web.current import uow
from portal.web.pages import Answer, see_other


@staff.post("/contracts/<printed:number>/suspensions")
def suspend_contract(number: str) -> Answer:
    form = Suspend.from_post()
    act = lambda contract: life.suspend(contract, form.why.data or "", cause=form.interruption, **_now())  # noqa: E731
    return _act(number, "suspend", form, act, _("On hold. The partner reads why."))


@staff.post("/contracts/<printed:number>/resumption")
def resume_contract(number: str) -> Answer:
    life.resume(uow.contracts.get(number), **_now())
    return see_other(".show_contract", _("It goes on."), number=number)


@staff.post("/contracts/<printed:number>/disputes")
def dispute_contract(number: str) -> Answer:
    form = Dispute.from_post()
    act = lambda contract: life.dispute(contract, form.why.data or "", **_now())  # noqa: E731
    return _act(number, "dispute", form, act, _("Marked as disputed."))


@staff.post("/contracts/<printed:number>/reconciliation")
def reconcile_contract(number: str) -> Answer:
    form = Reconcile.from_post()
    act = lambda contract: life.reconcile(contract, form.why.data or "", **_now())  # noqa: E731
    return _act(number, "reconcile", form, act, _("The dispute is over."))


@staff.post("/contracts/<printed:number>/termination")
def terminate_contract(number: str) -> Answer:
    contract = uow.contracts.get(number)
    form = Terminate.from_post().offer(contract)
    act = lambda contract: life.terminate(contract, form.notice(), **_now())  # noqa: E731
    return _act(number, "terminate", form, act, _("Terminated. Settle it once everything is cleared."))


@staff.post("/contracts/<printed:number>/settlement")
def settle_contract(number: str) -> Answer:
    form = Settle.from_post()
    act = lambda contract: life.settle(contract, form.settled_on.data, **_now())  # type: ignore[arg-type]  # noqa: E731
    return _act(number, "settle", form, act, _("Settled. The days for the deposit run from here."))


def _act(number: str, name: str, form: LifeForm, act: Callable[[Contract], object], words: str) -> Answer:
    contract = uow.contracts.get(number)
    if form.validate():
        try:
            act(contract)
            return see_other(".show_contract", words, number=number)
        except Refused as refusal:
            form.refuse(refusal)
    return contract_page(contract, life_form={name: form}), 422


def _now() -> dict[str, Any]:
    return {"today": uow.today, "by": uow.actor, "at": uow.now}
