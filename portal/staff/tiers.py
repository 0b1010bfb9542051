"""Tiers: what the last reckoning proposes, deciding about it, and what each tier brings."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.domain.base import NotFound
from portal.domain.levels.models import OPEN
from portal.staff import staff
from portal.staff.level_forms import AddBenefit
from portal.web.account_words import TIERS
from portal.web.current import turn, uow
from portal.web.level_words import PROPOSALS
from portal.web.pages import Answer, page, see_other


@staff.get("/tiers/")
def list_tiers() -> Response:
    return _list()


@staff.post("/tiers/runs")
def run_tiers() -> Response:
    """By the newest month of the ledger; the worker does it. Of all accounts: for whoever sees all of them."""
    if not uow.sees_all:
        raise NotFound("the tiers of the whole company")
    as_of = uow.sales.as_of()
    if as_of is None:
        return see_other(".list_tiers", _("There are no sales yet to go by. Import some first."), "warn")
    uow.tiering.ask(as_of)
    return see_other(".list_tiers", _("The tiers are being reckoned. Reload the page in a moment."))


@staff.post("/tiers/acceptances")
def accept_tiers() -> Response:
    is_all = "all" in request.form
    chosen = _chosen()
    if not (is_all or chosen):
        return see_other(".list_tiers", _("Choose at least one proposal."), "warn")
    decided = uow.tiering.accept(None if is_all else chosen)
    told = ngettext("%(num)s tier took effect.", "%(num)s tiers took effect.", decided.done)
    if decided.without_sponsor:
        some = _(", ").join(decided.without_sponsor[:5])
        told += _(" A VIP needs a sponsor first: %(numbers)s.", numbers=some)
    return see_other(".list_tiers", told, "warn" if decided.without_sponsor else "good")


@staff.post("/tiers/refusals")
def refuse_tiers() -> Answer:
    chosen, reason = _chosen(), request.form.get("reason", "").strip()[:200]
    if not chosen or len(reason) < 5:
        mistake = _("Choose at least one proposal and write why, in five characters or more.")
        return _list(mistake=mistake, reason=reason, chosen=chosen), 422
    done = uow.tiering.refuse(chosen, reason)
    return see_other(".list_tiers", ngettext("%(num)s tier stays as it is.", "%(num)s tiers stay as they are.", done))


@staff.get("/tiers/benefits")
def list_benefits() -> Response:
    return _benefits(AddBenefit.blank())


@staff.post("/tiers/benefits")
def add_benefit() -> Answer:
    form = AddBenefit.from_post()
    if not form.validate():
        return _benefits(form), 422
    uow.benefits.add(**form.facts())
    return see_other(".list_benefits", _("Added."))


@staff.post("/tiers/benefits/changes")
def change_benefit() -> Response:
    """`act` is show, hide or remove."""
    asked = request.form.get("benefit", "")
    known = {str(one.id): one for one in uow.benefits.all()}
    benefit, act = known.get(asked), request.form.get("act")
    if benefit is None:
        return see_other(".list_benefits", _("This benefit is removed already."), "warn")
    if act == "remove":
        uow.benefits.remove(benefit)
        return see_other(".list_benefits", _("Removed."))
    uow.benefits.show(benefit, act == "show")
    return see_other(".list_benefits", _("Saved."))


def _chosen() -> list[int]:
    sent = request.form.getlist("chosen")
    return [int(one) for one in sent if one.isascii() and one.isdigit() and len(one) < 19]


def _list(**more: Any) -> Response:
    state = request.args.get("state", OPEN)
    state = state if state in PROPOSALS else OPEN
    context = {"mistake": None, "reason": "", "chosen": [], **more}
    return page(
        "staff/tiers/index.html", state=state, states=PROPOSALS, found=uow.tiering.page(state, **turn()), tiers=TIERS,
        run=uow.tiering.last_run() if uow.sees_all else None, sees_all=uow.sees_all, open_count=uow.tiering.count(),
        **context,
    )  # fmt: skip


def _benefits(form: AddBenefit) -> Response:
    return page("staff/tiers/benefits.html", form=form, benefits=uow.benefits.all(), tiers=TIERS)
