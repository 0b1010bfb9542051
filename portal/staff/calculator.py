"""The calculator of clauses: any type, typed parameters and facts, the working below; it stores nothing."""

from typing import Any

from flask import request

from portal.domain.contracts.clauses import CLAUSE_TYPES, Group, write_clause
from portal.domain.contracts.clauses.extension import InterruptionExtension
from portal.domain.contracts.clauses.reading import terms_of
from portal.domain.contracts.computing.asking import earliest_day
from portal.domain.contracts.versions import clauses_on
from portal.domain.requests.case_facts import case_facts
from portal.domain.working_days import WorkingDays
from portal.staff import staff
from portal.staff.calculation import Calculation
from portal.staff.desk_clauses import SUM_WORDS, until
from portal.web.assessment_words import day_label
from portal.web.clause_words import group_label, type_label
from portal.web.current import uow
from portal.web.day_asked import day_in
from portal.web.pages import Answer, page


@staff.get("/clauses/calculator")
def calculate_clause() -> Answer:
    """A form that is sent by GET, so that a working can be kept as a bookmark and nothing is ever written."""
    asked = request.args
    code = asked.get("type", "")
    shown, origin = _from_contract(asked.get("contract", "")[:40], asked.get("article", "")[:20])
    if shown is None and code in CLAUSE_TYPES:
        shown = Calculation(code, uow.today)
        if "ask" in asked:
            shown.take({name: asked.getlist(name) for name in asked}, asked.get("on", "")[:40])
            shown.work_out(_days(shown))
    drawn = page(
        "staff/clauses/calculator.html", calc=shown, groups=_groups(), origin=origin,
        label=type_label(shown.code) if shown else "", day_label=day_label, **SUM_WORDS,
    )  # fmt: skip
    return (drawn, 422) if shown and shown.errors else drawn


def _from_contract(number: str, article: str) -> tuple[Calculation | None, Any]:
    """A clause of a contract as it stood on the day asked for, with what a request tells of the case."""
    if not number:
        return None, None
    contract, day = uow.contracts.get(number), day_in(request.args.get("at", "")) or uow.today
    clause = next((one for one in clauses_on(contract.versions, day) if one.article == article), None)
    terms = terms_of(clause) if clause is not None else None
    if terms is None:
        return None, contract
    told = request.args.get("request", "")[:20]
    source = uow.requests.get(told) if told else None
    shown = Calculation(terms.code, uow.today)
    facts = {"ends_on": contract.ends_on.isoformat(), **(case_facts(source) if source else {})}
    on_hold = uow.interruptions.known(contract) if isinstance(terms, InterruptionExtension) else []
    if on_hold:
        facts["interruptions"] = on_hold
    shown.fill(write_clause(terms), facts, until(source) if source else uow.today)
    if source or on_hold:
        shown.work_out(_days(shown))
    return shown, contract


def _days(shown: Calculation) -> WorkingDays:
    """The calendar as far back as the case reaches."""
    return uow.deadlines.days_since(earliest_day(shown.facts.typed, uow.today))


def _groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every type, in the order of the catalogue, by group."""
    return [
        (group_label(group), [(code, type_label(code)) for code, kind in CLAUSE_TYPES.items() if kind.group == group])
        for group in Group
    ]
