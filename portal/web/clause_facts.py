"""The parameters of clauses as labelled facts, for those who check them."""

from collections.abc import Iterable

from flask_babel import gettext as _

from portal.domain.contracts.clauses import BadClause, fields_of, read_clause
from portal.domain.contracts.models import Clause, Contract
from portal.web.clause_words import field_label
from portal.web.clause_words.values import words_of
from portal.web.contract_words import names_of

Facts = list[tuple[str, str]]


def clause_facts(clauses: Iterable[Clause], contract: Contract) -> dict[int, Facts]:
    """By clause id: what each parameter is called, and its value in words; empty ones are left out."""
    names = names_of(contract)
    return {clause.id: _facts(clause, names) for clause in clauses}


def _facts(clause: Clause, names: dict[str, str]) -> Facts:
    try:
        terms = read_clause(clause.clause_type, clause.params)
    except BadClause:
        return [(name, str(value)) for name, value in clause.params.items()]
    words = words_of(terms, names, formal=False)
    shown = [
        (spec.name, _("yes") if getattr(terms, spec.name) is True else words[spec.name])
        for spec in fields_of(terms.code)
    ]
    return [(field_label(terms.code, name), value) for name, value in shown if value]
