"""A row of the clause sheet as a clause that can be recorded: its type, its parameters, its wording."""

from collections.abc import Iterable

from flask_babel import force_locale

from portal.domain.contracts.clauses import Clause, write_clause
from portal.domain.contracts.clauses.fields import kinds_of
from portal.domain.products.models import Product
from portal.intake.clean_row import CleanRow
from portal.intake.contracts.parameters import Parameters
from portal.intake.contracts.tables import PARAMETER
from portal.intake.contracts.vocabulary import is_other_word, type_codes
from portal.intake.headings import Mapping as Reading
from portal.intake.headings import heading_key
from portal.intake.notes import Change, Problem
from portal.web.clause_words import standard_text
from portal.web.contract_words import names_among
from portal.web.locale import LOCALES

_ASKED = {"article": "article_missing", "clause_type": "clause_type_missing", "binds": "binds_missing"}


def number_from_above(row: CleanRow, above: CleanRow | None) -> None:
    """A clause without a contract number belongs to the contract of the row before."""
    if "contract_no" not in row.values and above is not None and "contract_no" in above.values:
        if any(problem.field == "contract_no" for problem in row.problems):
            return
        row.values["contract_no"] = above.values["contract_no"]
        row.changes.append(Change("contract_no", "number_from_above", "", str(row.values["contract_no"])))


def read_clause_row(row: CleanRow, reading: Reading, side: str | None, products: Iterable[Product]) -> None:
    """Put the clause's code and parameters into the row's values and name every mistake.

    `side` is the agreement's, None while it is not known; `products` are those it covers, which a
    proposed wording calls by their names.
    """
    wrong = {problem.field for problem in row.problems}
    row.problems += [Problem(field, code, "") for field, code in _ASKED.items()
                     if field not in row.values and field not in wrong]  # fmt: skip
    typed = str(row.values.pop("clause_type", ""))
    columns = {name: row.values.pop(name) for name in list(row.values) if name.startswith(PARAMETER)}
    cell = str(row.values.pop("parameters", ""))
    code = type_codes().get(heading_key(typed))
    if code is None:
        if typed:
            row.problems.append(Problem("clause_type", "clause_type_unknown", typed))
        return
    row.values["clause_type"] = code
    if is_other_word(typed):
        row.changes.append(Change("clause_type", "choice_understood", typed, code))
    parameters = Parameters(code)
    parameters.take_cell(cell)
    parameters.take_columns(columns, {field: reading.headings[at] for at, field in reading.columns.items()})
    clause = parameters.clause(side)
    row.changes += [Change(field_of(code, name), *rest) for name, *rest in parameters.changes]
    row.problems += [Problem(field_of(code, name), *rest) for name, *rest in parameters.errors]
    if clause is not None:
        row.values["params"] = write_clause(clause)
        _propose_wording(row, clause, side or "downstream", list(products))


def field_of(code: str, name: str) -> str:
    """How a problem names the place: param.penalty_fixed.amount_fen, or a column of the sheet."""
    return f"{PARAMETER}{code}.{name}" if name.split("-")[0] in kinds_of(code) else name


def _propose_wording(row: CleanRow, clause: Clause, side: str, products: list[Product]) -> None:
    """Where no wording is given in either language, the usual one, as the form proposes it."""
    if "text_zh" in row.values or any(problem.field in ("text_zh", "text_en") for problem in row.problems):
        return
    for locale in LOCALES:
        if f"text_{locale}" not in row.values:
            with force_locale(locale):
                names = names_among(products)
            row.values[f"text_{locale}"] = standard_text(clause, locale, side=side, names=names)
    row.changes.append(Change("text_zh", "usual_wording", "", str(row.values["text_zh"])))
