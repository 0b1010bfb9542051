"""What stands in the rows of a contract workbook: examples for the template, or agreements with their clauses."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext as _

from portal.domain.contracts.clauses import CLAUSE_TYPES, BadClause, Clause, Group, read_typed, typed_defaults
from portal.intake.contracts.written import parameter_cell
from portal.intake.left_out import EXAMPLE
from portal.web.clause_words import standard_text, type_label
from portal.web.clauses_in_words import BINDS_FOR_STAFF
from portal.web.contract_words import CHANNELS, LEVELS, MODES, SIDES
from portal.web.locale import current_locale
from portal.web.region_words import province_name

Row = dict[str, str]


@dataclass
class Examples:
    """Rows of both sheets: field → cell."""

    contracts: list[Row] = field(default_factory=list)
    clauses: list[Row] = field(default_factory=list)


def examples() -> Examples:
    """An example of an agreement, with an example of every clause type that can be proposed without asking."""
    number = f"{EXAMPLE[0] if current_locale() == 'zh' else EXAMPLE[1]}-D-2026-001"
    contract = {
        "contract_no": number, "account": "D-000101", "side": str(SIDES["downstream"]), "mode": str(MODES["buyout"]),
        "title": _("Distribution contract 2026"), "starts_on": date(2026, 1, 1).isoformat(), "months": "12",
        "products": _(", ").join(("PR01", "PR02")),
        "provinces": _(", ").join(province_name(code) for code in ("510000", "500000")),
        "channel": str(CHANNELS["all"]), "level": str(LEVELS["exclusive"]),
        "signed_by_us_on": date(2025, 12, 20).isoformat(),
        "signed_by_partner_on": date(2025, 12, 22).isoformat(),
    }  # fmt: skip
    clauses = [clause_row(number, _article(place), clause) for place, clause in enumerate(_proposed(), start=1)]
    return Examples([contract], clauses)


def _article(number: int) -> str:
    return f"第 {number} 条" if current_locale() == "zh" else f"Article {number}"


def clause_row(number: str, article: str, clause: Clause, binds: str | None = None) -> Row:
    """The cells of a clause, all its parameters in one of them."""
    binds = binds or ("partner" if clause.group == Group.PENALTY else "both")
    return {
        "contract_no": number, "article": article, "clause_type": type_label(clause.code),
        "binds": str(BINDS_FOR_STAFF[binds]), "text_zh": standard_text(clause, "zh"),
        "text_en": standard_text(clause, "en"), "parameters": parameter_cell(clause),
    }  # fmt: skip


def _proposed() -> Iterable[Clause]:
    """Clauses that can stand downstream with what the forms propose, and sums where only a sum is missing."""
    for code in CLAUSE_TYPES:
        proposal = typed_defaults(code)
        for asked in ({}, {"amount_fen": ["100,000"]}, {"trigger": ["shortfall"]}, {"holder": ["partner"]}):
            try:
                yield read_typed(code, proposal | asked, "downstream")
            except BadClause:
                continue
            break
