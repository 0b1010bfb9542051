"""Contracts of both sides: the list, one with all its terms as of any day, recording and correcting."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from portal.domain.base import Conflict, Refused
from portal.domain.contracts.amending_territory import amended_rows
from portal.domain.contracts.breaches.deposit import deposit_terms
from portal.domain.contracts.clauses import Side
from portal.domain.contracts.findings import Findings
from portal.domain.contracts.models import Contract
from portal.domain.contracts.repository import ContractFilter
from portal.domain.contracts.state import ContractState
from portal.domain.contracts.territory import territories_on
from portal.search.finding import find
from portal.staff import staff
from portal.staff.contract_forms import Agreed, Amend, RecordContract, Sign
from portal.staff.deadlines import WORDS as RADAR_WORDS
from portal.staff.life_card import life_of
from portal.staff.notice_form import GiveNotice
from portal.staff.review_card import review_of
from portal.web.agreement import Agreement
from portal.web.amendments import amendments_of
from portal.web.asked_extension import STAFF_STATES
from portal.web.breach_words import BREACH_KINDS, BREACH_TONES, STAFF_BREACH_STATES
from portal.web.clause_facts import clause_facts
from portal.web.clauses_in_words import in_words
from portal.web.contract_words import (
    CHANNELS,
    GROUNDS,
    LEVELS,
    MODES,
    SIDES,
    STAFF_CONTRACT_STATES,
    place_of,
    product_name,
    territory_of,
    version_label,
)
from portal.web.current import turn, uow
from portal.web.day_asked import day_asked
from portal.web.forms import seen_version
from portal.web.grant_words import KINDS, Line, lines_of
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for
from portal.web.review_words import AWAITED_BY_US, STILL_OPEN, listed

WORDS: dict[str, Any] = {
    "states": STAFF_CONTRACT_STATES, "sides": SIDES, "modes": MODES, "levels": LEVELS, "channels": CHANNELS,
    "place_of": place_of, "product_name": product_name, "territory_of": territory_of, "version_label": version_label,
    "kinds": KINDS, "territories_on": territories_on, "amended_rows": amended_rows,
    "breach_kinds": BREACH_KINDS, "breach_states": STAFF_BREACH_STATES, "breach_tones": BREACH_TONES,
}  # fmt: skip
TERMS = ("running", "ending", "ended")


@staff.get("/contracts/")
def list_contracts() -> Response:
    wanted = wanted_contracts()
    found = uow.contracts.page(wanted, **turn())
    rows = [Agreement(contract, uow.today) for contract in found.rows]
    return page("staff/contracts/index.html", rows=rows, found=found, wanted=wanted, **WORDS)


def wanted_contracts() -> ContractFilter:
    """What the address narrows the list by."""
    asked = request.args
    term, side = asked.get("term", "running"), asked.get("side")
    words = asked.get("q", "").strip()[:100]
    return ContractFilter(
        side=side if side in SIDES else None, term=term if term in TERMS else None, q=words,
        ids=tuple(find(uow, words, "contract")) if words else None,
    )  # fmt: skip


@staff.get("/contracts/<printed:number>")
def show_contract(number: str) -> Response:
    return contract_page(uow.contracts.get(number))


def contract_page(contract: Contract, **forms: Any) -> Response:
    """The agreement, its terms as of the day that is asked for, its draft and its versions."""
    asked_day, agreement = day_asked(contract, uow.today), Agreement(contract, uow.today)
    terms = asked_day.terms.clauses if asked_day.is_asked else agreement.terms
    deadlines = uow.deadlines.of_contract(contract.id, with_past=True)
    asked = uow.extensions.newest_for(contract.id)
    may_ask = contract.side == Side.DOWNSTREAM and agreement.can_be_extended and not (asked and asked.is_open)
    return page(
        "staff/contracts/show.html", contract=contract, agreement=agreement, asked_day=asked_day, draft=contract.draft,
        clauses=in_words(terms, contract, reader="staff"), facts=clause_facts(terms, contract),
        amendments=amendments_of(contract, reader="staff"),
        goods_party=uow.accounts.by_id(contract.goods_party_id),
        requests=uow.requests.about_contract(contract.id), feedback=uow.feedback.about_contract(contract.id),
        breaches=uow.breaches.of_contract(contract.id), deposit_clause=deposit_terms(terms),
        amend=forms.get("amend") or Amend.blank(), sign=forms.get("sign") or Sign.blank(),
        deadlines=deadlines, notice=forms.get("notice") or GiveNotice.blank().offer(deadlines), today=uow.today,
        asked=asked, may_ask=may_ask, extension_states=STAFF_STATES,
        life=life_of(contract, forms.get("life_form", {})), grounds=GROUNDS, review=review_of(contract),
        awaits=_in_words(AWAITED_BY_US, uow.taking_effect.missing(contract)),
        still_open=_in_words(STILL_OPEN, _still_open(contract, agreement)),
        not_taken_on=uow.diligence.not_taken_on(contract),
        overrides=uow.contracts.granting.overrides(contract.id), found=forms.get("found", []),
        **RADAR_WORDS, **WORDS,
    )  # fmt: skip


def _still_open(contract: Contract, agreement: Agreement) -> tuple[str, ...]:
    """What keeps a settled contract from being put away."""
    return uow.closing.still_open(contract) if agreement.state is ContractState.SETTLED else ()


def _in_words(words: Mapping[Any, Any], codes: Iterable[str]) -> str:
    return listed([str(words[code]) for code in codes])


@staff.get("/contracts/new")
def new_contract() -> Response:
    account = request.args.get("account", "")[:12]
    return page("staff/contracts/new.html", form=RecordContract.blank(account=account))


@staff.post("/contracts/")
def record_contract() -> Answer:
    form = RecordContract.from_post()
    if form.validate():
        try:
            facts: dict[str, Any] = {
                "side": Side(form.side.data),
                "facts": form.facts(),
                "goods_party": form.party,
                "override": form.override.data or "",
            }
            contract = uow.contracts.record(form.partner, number=form.number.data or "", **facts)
            return see_other(".show_contract", _("Recorded. Type in the clauses next."), number=contract.number)
        except Refused as refusal:
            form.refuse(refusal)
    return page("staff/contracts/new.html", form=form, found=found_lines(form.findings)), 422


@staff.get("/contracts/<printed:number>/edit")
def edit_contract(number: str) -> Response:
    contract = uow.contracts.get(number)
    if contract.versions[0].is_signed:
        raise Refused("contract.version_signed", number=number)
    form = Agreed.blank()
    form.show(contract)
    party = uow.accounts.by_id(contract.goods_party_id)
    form.goods_party.data = party.number if party else ""
    return page("staff/contracts/edit.html", form=form, contract=contract, **WORDS)


@staff.post("/contracts/<printed:number>")
def revise_contract(number: str) -> Answer:
    contract, form = uow.contracts.get(number), Agreed.from_post()
    status, conflict = 422, None
    if form.validate():
        try:
            contract.touch(at=uow.now, seen=seen_version(form.version.data))
            uow.contracts.revise(contract, form.facts(), form.party, form.override.data or "")
            return see_other(".show_contract", _("Saved."), number=number)
        except Conflict as refusal:
            status, conflict = 409, words_for(refusal)
            form.version.data = str(contract.version)
        except Refused as refusal:
            form.refuse(refusal)
    found = found_lines(form.findings)
    answer = page("staff/contracts/edit.html", form=form, contract=contract, conflict=conflict, found=found, **WORDS)
    return answer, status


def found_lines(findings: Findings | None) -> list[Line]:
    """What stands against the grant, in words; what others were promised names none whom the visitor does not see."""
    if findings is None:
        return []
    found = lines_of(findings, {product.code: product_name(product) for product in uow.products.all()})
    seen = uow.contracts.granting.seen(one.other.contract_number for one in findings.overlaps)
    promised = {one.other.contract_number for one in findings.overlaps}
    return [replace(line, other=None) if line.other in promised - seen else line for line in found]
