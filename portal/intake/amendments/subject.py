"""Amendments as a subject of imports: their clauses, and the territories that they or a draft name."""

from portal.intake.amendments.cleaning import TABLES, clean
from portal.intake.amendments.judging import judge_amendments
from portal.intake.amendments.taking import take_amendments
from portal.intake.amendments.taking_back import take_back_amendments
from portal.intake.contracts.subject import keep
from portal.intake.subject import Subject

AMENDMENT_SUBJECT = Subject(
    name="amendments", tables=TABLES, cleaners={table.name: clean for table in TABLES}, judge=judge_amendments,
    keep=keep, take=take_amendments, take_back=take_back_amendments, at_once=1,
)  # fmt: skip
