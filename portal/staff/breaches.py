"""The register of breaches: the list, reporting one by hand or from a request or feedback, and one of them."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.domain.base import Refused
from portal.domain.contracts.breaches.reporting import Alleged, report
from portal.domain.contracts.breaches.repository import BreachFilter
from portal.domain.contracts.breaches.states import PAYABLE, UNDECIDED, UNSETTLED, BreachState
from portal.domain.contracts.clauses import Party
from portal.domain.contracts.models import Contract
from portal.domain.contracts.repository import ContractFilter
from portal.search.finding import find
from portal.staff import staff
from portal.staff.breach_forms import ReportBreach
from portal.staff.breach_sources import Told, candidates, likely_article, suspected, told_by
from portal.staff.breach_view import breach_page
from portal.web.breach_words import BREACH_KINDS, BREACH_TONES, STAFF_BREACH_STATES
from portal.web.current import files_for, turn, uow
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for

SHOWS: dict[str, tuple[Any, frozenset[BreachState]]] = {
    "undecided": (_l("To decide"), UNDECIDED),
    "unsettled": (_l("To settle"), UNSETTLED - PAYABLE),
    "payable": (_l("To be paid"), PAYABLE),
    "settled": (_l("Finished"), frozenset(BreachState) - UNDECIDED - UNSETTLED),
    "all": (_l("All"), frozenset()),
}
LISTED: dict[str, Any] = {"states": STAFF_BREACH_STATES, "tones": BREACH_TONES, "kinds": BREACH_KINDS}
BESIDE = {"breach.no_such_article": "article", "breach.in_the_future": "occurred_on"}
"""Beside which field a refusal is said."""


@staff.get("/breaches/")
def list_breaches() -> Response:
    asked = request.args
    show, kind = asked.get("show", "undecided"), asked.get("kind")
    show, kind = show if show in SHOWS else "undecided", kind if kind in BREACH_KINDS else None
    words = asked.get("q", "").strip()[:100]
    ids = tuple(find(uow, words, "breach")) if words else None
    found = uow.breaches.page(BreachFilter(SHOWS[show][1], kind, words, ids), **turn())
    counts = uow.breaches.counts({name: states for name, (_words, states) in SHOWS.items()})
    return page(
        "staff/breaches/index.html", found=found, show=show, kind=kind, q=words, counts=counts, today=uow.today,
        shows={name: words for name, (words, _states) in SHOWS.items()}, **LISTED,
    )  # fmt: skip


@staff.get("/breaches/<number:number>")
def show_breach(number: str) -> Response:
    return breach_page(uow.breaches.get(number))


@staff.get("/breaches/new")
def new_breach() -> Answer:
    asked = {name: request.args.get(name, "")[:40] for name in ("contract", "request", "feedback")}
    told = told_by(asked["request"], asked["feedback"])
    contract = _contract(asked["contract"], told)
    if contract is None:
        return _choose(told, asked)
    form = ReportBreach.blank(**asked, **told.typed)
    form.contract.data = contract.number
    article, obligor = likely_article(contract, told, told.typed["occurred_on"], request.args.get("article", ""))
    form.article.data, form.obligor.data = article, str(obligor)
    return _ask(form, contract, told)


@staff.post("/breaches/")
def report_breach() -> Answer:
    form = ReportBreach.from_post()
    told = told_by(form.request.data or "", form.feedback.data or "")
    if not form.contract.data:
        return _choose(told, {name: form[name].data or "" for name in ("request", "feedback")}), 422
    contract = uow.contracts.get(form.contract.data or "")
    earlier = uow.breaches.of_contract(contract.id)
    form.offer(contract, uow.products.all(), earlier)
    if not form.validate():
        return _ask(form, contract, told, offered=True), 422
    evidence = [*told.evidence, *files_for(contract.account_id)]
    try:
        breach = report(uow, contract, _alleged(form, earlier), told.source_for(contract), evidence)
    except Refused as refusal:
        form[BESIDE.get(refusal.code, "article")].errors = [words_for(refusal)]
        return _ask(form, contract, told, offered=True), 422
    words = _("Entered as %(number)s. Send the notice next.", number=breach.number)
    return see_other(".show_breach", words, number=breach.number)


def _alleged(form: ReportBreach, earlier: list[Any]) -> Alleged:
    product = next((one for one in uow.products.all() if one.code == form.product.data), None)
    same = form.same_act.data if "same_act" in form else ""
    return Alleged(
        article=form.article.data, obligor=Party(form.obligor.data), occurred_on=form.occurred_on.data,
        what=form.what.data, product_id=product.id if product else None, batch_no=form.batch_no.data,
        boxes=form.boxes.data, place=form.place.data,
        same_act_as=next((one for one in earlier if one.number == same), None), loss_fen=form.loss.data,
        is_malicious=form.is_malicious.data, remark=form.remark.data,
    )  # fmt: skip


def _contract(number: str, told: Told) -> Contract | None:
    """The agreement named in the address, else the one the source points at; loaded whole."""
    if not number:
        guess = suspected(told, _candidates(told))
        number = guess.number if guess else ""
    return uow.contracts.get(number) if number else None


def _candidates(told: Told) -> list[Contract]:
    code = told.typed.get("product", "")
    product = next((one for one in uow.products.all() if one.code == code), None)
    return candidates(told, product.id if product else None)


def _choose(told: Told, asked: dict[str, str]) -> Response:
    found = _candidates(told)
    kept = {name: value for name, value in asked.items() if value}
    q = request.args.get("q", "").strip()[:100]
    if not found or q:
        found = list(uow.contracts.page(ContractFilter(q=q)).rows)
    return page("staff/breaches/choose.html", contracts=found, told=told, kept=kept, q=q)


def _ask(form: ReportBreach, contract: Contract, told: Told, *, offered: bool = False) -> Response:
    if not offered:
        form.offer(contract, uow.products.all(), uow.breaches.of_contract(contract.id))
    return page("staff/breaches/new.html", form=form, contract=contract, told=told)
