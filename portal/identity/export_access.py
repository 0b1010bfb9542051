"""The table of who may go where, for what is taken out of the house, and for tables that are read back."""

from portal.identity.care_access import GIVERS, RELATION_KEEPERS
from portal.identity.hats import (
    ADMINISTRATORS,
    ARCHIVISTS,
    CONTRACT_KEEPERS,
    DESK,
    JUDGES,
    PAPER_CHECKERS,
    PAYING,
    SALES_KEEPERS,
    SALES_READERS,
    STAFF,
)
from portal.identity.insight_access import MANAGEMENT

EXPORT_ACCESS: dict[str, frozenset[str]] = {
    "staff.export_accounts": JUDGES,
    "staff.export_accounts_revealed": ADMINISTRATORS,
    "staff.export_contacts": ARCHIVISTS,
    "staff.export_qualifications": ARCHIVISTS | {"staff.quality"},
    "staff.export_products": CONTRACT_KEEPERS,
    "staff.export_contracts": CONTRACT_KEEPERS | {"staff.executive"},
    "staff.export_clauses": CONTRACT_KEEPERS | {"staff.executive"},
    "staff.export_amendments": CONTRACT_KEEPERS | {"staff.executive"},
    "staff.export_territories": CONTRACT_KEEPERS | {"staff.executive"},
    "staff.export_coverage": JUDGES | CONTRACT_KEEPERS,
    "staff.export_deposits": PAYING | {"staff.executive"},
    "staff.export_requests": DESK,
    "staff.export_feedback": DESK,
    "staff.export_sales": SALES_READERS,
    "staff.export_prospects": JUDGES,
    "staff.export_gifts": JUDGES | {"staff.legal"},
    "staff.export_audit": ADMINISTRATORS,
    "staff.export_insight_accounts": MANAGEMENT,
    "staff.export_plan": GIVERS,
    "staff.export_opportunities": RELATION_KEEPERS,
    "staff.export_radar": MANAGEMENT,
    "staff.export_report": MANAGEMENT,
    "staff.list_exports": STAFF,
    "staff.show_export": STAFF,
    "staff.download_export": STAFF,
}
EXPORTS = frozenset(name for name in EXPORT_ACCESS if name.partition(".")[2].startswith("export_"))
"""What counts against the limit of exports in an hour."""

_IMPORTING = ("new_import", "add_import", "show_import", "read_import_again", "run_import", "stop_import",
              "undo_import", "download_error_rows", "download_template")  # fmt: skip
_KEEPERS = {"contacts": ARCHIVISTS, "qualifications": PAPER_CHECKERS, "products": CONTRACT_KEEPERS,
            "sales": SALES_KEEPERS, "prospects": ARCHIVISTS, "amendments": CONTRACT_KEEPERS}  # fmt: skip
"""Papers of a workbook wait for a second person; taking in a whole list of them stays with those who check."""
IMPORTED = frozenset(_KEEPERS)
"""Subjects beside accounts and contracts."""
IMPORT_ACCESS: dict[str, frozenset[str]] = {
    f"staff.{view}_of_{subject}": keepers for subject, keepers in _KEEPERS.items() for view in _IMPORTING
}
