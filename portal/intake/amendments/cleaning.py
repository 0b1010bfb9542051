"""A cell of either sheet as a value: what agreements know is read as there, the rest as in plain tables."""

from datetime import date

from portal.intake.amendments.columns import AMENDED, TERRITORIES
from portal.intake.columns import Column
from portal.intake.contracts import cleaning as of_contracts
from portal.intake.contracts.tables import CLAUSES as CLAUSE_TABLE
from portal.intake.contracts.tables import PARAMETER
from portal.intake.headings import Ranked, Table
from portal.intake.notes import Cleaned
from portal.intake.plain.cleaning import cleaner_of
from portal.intake.plain.subjects import headings_of
from portal.intake.workbook import Cell

_READS = {column.name: column.reads for column in (*AMENDED, *TERRITORIES)}
_plain = cleaner_of((*AMENDED, *TERRITORIES))
WHOLE_COUNTRY = frozenset({"全国", "中国", "全国范围", "nationwide", "china"})


def clean(field: str, cell: Cell, today: date) -> Cleaned:
    """Values, changes and problems of one cell; no region is the whole country."""
    if field.startswith(PARAMETER) or _READS[field] == "contract":
        return of_contracts.clean(field, cell, today)
    if field == "region" and str(cell).strip().lower() in WHOLE_COUNTRY:
        return Cleaned({}, [], [])
    return _plain(field, cell, today)


def _table(name: str, columns: tuple[Column, ...], identifying: frozenset[str]) -> Table:
    own, fields = headings_of(columns), {column.name for column in columns} | {"ignored"}
    has_parameters = "parameters" in fields

    def find(key: str) -> Ranked | None:
        known = own.get(key)
        more = CLAUSE_TABLE.find(key) if known is None and has_parameters else None
        return known or (more if more and more[0].startswith(PARAMETER) else None)

    def has(field: str) -> bool:
        return field in fields or (has_parameters and field.startswith(PARAMETER) and CLAUSE_TABLE.has(field))

    return Table(name, find, has, identifying)


AMENDED_TABLE = _table("amendments", AMENDED, frozenset({"article", "change"}))
GRANTED_TABLE = _table("territories", TERRITORIES, frozenset({"region", "place", "channel", "level"}))
TABLES = (AMENDED_TABLE, GRANTED_TABLE)
