"""The two tables of a contract workbook: agreements, and the clauses that belong to them."""

from functools import cache

from portal.intake.contracts import heading_words
from portal.intake.contracts.vocabulary import keys, parameter_columns, parameters
from portal.intake.headings import Ranked, Table, in_words
from portal.web.contract_import_words import CLAUSE_FIELDS, CONTRACT_FIELDS

PARAMETER = "param."
"""How the field of a column begins that holds one parameter."""

_CONTRACT_HEADINGS = in_words(heading_words.CONTRACTS)
_CLAUSE_HEADINGS = in_words(heading_words.CLAUSES)


def _contract_heading(key: str) -> Ranked | None:
    """Our own words for a column are the surest."""
    own = _own_words().get(key)
    return (own, 0) if own else _CONTRACT_HEADINGS.get(key)


def _clause_heading(key: str) -> Ranked | None:
    own = _own_clause_words().get(key)
    if own or (known := _CLAUSE_HEADINGS.get(key)):
        return (own, 0) if own else known
    name = parameter_columns().get(key)
    return (f"{PARAMETER}{name}", 9) if name else None


@cache
def _own_words() -> dict[str, str]:
    return keys((field, lambda words=words: str(words)) for field, words in CONTRACT_FIELDS.items())


@cache
def _own_clause_words() -> dict[str, str]:
    return keys((field, lambda words=words: str(words)) for field, words in CLAUSE_FIELDS.items())


def _is_clause_field(field: str) -> bool:
    return field in heading_words.CLAUSES or (
        field.startswith(PARAMETER) and field.removeprefix(PARAMETER) in parameters()
    )


CONTRACTS = Table(
    "contracts", _contract_heading, heading_words.CONTRACTS.__contains__,
    frozenset({"account", "title", "starts_on", "ends_on", "products"}),
)  # fmt: skip
CLAUSES = Table("clauses", _clause_heading, _is_clause_field, frozenset({"contract_no"}))
TABLES = (CONTRACTS, CLAUSES)
