"""Typing in clauses: choose the type, fill in what it asks, check its wording, for a version nobody has signed."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from portal.domain.base import Conflict
from portal.domain.contracts import drafting
from portal.domain.contracts.clauses import CLAUSE_TYPES, BadClause, Side, fields_of, read_typed
from portal.domain.contracts.models import Contract
from portal.domain.contracts.versions import clauses_before
from portal.staff import staff
from portal.staff.clause_form import ClauseForm
from portal.web.clause_words import group_label, type_label
from portal.web.clauses_in_words import clause_in_words
from portal.web.contract_words import names_of, version_label
from portal.web.current import uow
from portal.web.forms import seen_version
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for


@staff.get("/contracts/<printed:number>/clauses/new")
def new_clause(number: str) -> Response:
    contract = uow.contracts.get(number)
    drafting.open_draft(contract)
    code, article = request.args.get("type", ""), request.args.get("article", "")
    recorded = _recorded(contract, article)
    if recorded is None and code not in CLAUSE_TYPES:
        return page("staff/contracts/pick_clause.html", contract=contract, groups=_groups(contract.side))
    form = ClauseForm.of(recorded, contract) if recorded else ClauseForm.empty(code, contract)
    return _ask(contract, form)


@staff.post("/contracts/<printed:number>/clauses/")
def record_clause(number: str) -> Answer:
    contract = uow.contracts.get(number)
    drafting.open_draft(contract)
    form = ClauseForm.posted(request.form, contract)
    try:
        terms = read_typed(form.code, form.typed, contract.side)
    except BadClause as bad:
        form.blame(bad)
        return (_ask(contract, form), 422) if form.code in CLAUSE_TYPES else (_pick(contract), 422)
    if form.errors:
        return _ask(contract, form), 422
    try:
        contract.touch(at=uow.now, seen=seen_version(form.version))
    except Conflict as conflict:
        form.version = str(contract.version)
        return _ask(contract, form, conflict=words_for(conflict)), 409
    drafting.put_clause(contract, terms, form.wording(terms), by=uow.actor, at=uow.now)
    return see_other(".show_contract", _("Saved: %(article)s.", article=form.article), number=number)


@staff.post("/contracts/<printed:number>/clauses/removals")
def remove_clause(number: str) -> Response:
    contract = uow.contracts.get(number)
    article = request.form.get("article", "")[:20]
    contract.touch(at=uow.now, seen=seen_version(request.form.get("version")))
    drafting.remove_article(contract, article, by=uow.actor, at=uow.now)
    return see_other(".show_contract", _("Removed: %(article)s.", article=article), number=number)


def _pick(contract: Contract) -> Response:
    return page("staff/contracts/pick_clause.html", contract=contract, groups=_groups(contract.side))


def _ask(contract: Contract, form: ClauseForm, conflict: str | None = None) -> Response:
    recorded = _recorded(contract, form.article) if conflict else None
    now = clause_in_words(recorded, contract.side, names_of(contract), "staff") if recorded else None
    return page(
        "staff/contracts/clause.html", contract=contract, form=form, fields=fields_of(form.code), conflict=conflict,
        recorded=now, label=type_label(form.code), version_label=version_label,
    )  # fmt: skip


def _recorded(contract: Contract, article: str) -> Any:
    """The clause of that article as the draft has it, else as it is in force."""
    draft = drafting.open_draft(contract)
    own = [clause for clause in draft.clauses if clause.article == article and clause.change != "remove"]
    before = clauses_before(contract.versions, draft)
    return next((clause for clause in [*own, *before] if clause.article == article), None)


def _groups(side: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Types that may stand on this side, by group."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for code, kind in CLAUSE_TYPES.items():
        if Side(side) in kind.sides:
            groups.setdefault(group_label(kind.group), []).append((code, type_label(code)))
    return list(groups.items())
