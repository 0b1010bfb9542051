"""Everything that can be taken out, by name; which of it stands together in one workbook; what reads back what."""

from portal.intake.taking_out.agreements import AGREEMENTS, FIRST_CLAUSES, GRANTS, LATER_CLAUSES, LEDGER
from portal.intake.taking_out.archive import ACCOUNTS, CATALOGUE, PAPERS, PEOPLE
from portal.intake.taking_out.extract import Extract
from portal.intake.taking_out.gifts import GIVEN
from portal.intake.taking_out.recruiting import CANDIDATES
from portal.intake.taking_out.sales import SOLD
from portal.intake.taking_out.service import QUEUE, VOICES

EXTRACTS: dict[str, Extract] = {
    one.name: one
    for one in (ACCOUNTS, PEOPLE, PAPERS, CATALOGUE, AGREEMENTS, FIRST_CLAUSES, LATER_CLAUSES, GRANTS, LEDGER, QUEUE,
                VOICES, SOLD, CANDIDATES, GIVEN)
}  # fmt: skip
BOOKS: dict[str, tuple[str, ...]] = {
    "contracts": ("contracts", "clauses"), "amendments": ("amendments", "territories"),
}  # fmt: skip
"""Subjects whose workbook has more sheets than one."""


def sheets_of(subject: str) -> tuple[Extract, ...]:
    """The sheets of the subject's workbook."""
    return tuple(EXTRACTS[name] for name in BOOKS.get(subject, (subject,)))
