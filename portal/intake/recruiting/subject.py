"""Prospects as a subject of imports."""

from portal.intake.headings import Table
from portal.intake.plain.subjects import headings_of, keep
from portal.intake.recruiting.columns import NEEDS, PROSPECTS
from portal.intake.recruiting.judging import CLEAN, judge_prospects
from portal.intake.recruiting.taking import take_prospects
from portal.intake.recruiting.taking_back import take_back_prospects
from portal.intake.subject import Subject

_FIELDS = {column.name for column in PROSPECTS} | {"ignored"}
_TABLE = Table("prospects", headings_of(PROSPECTS).get, _FIELDS.__contains__, frozenset(NEEDS))
PROSPECT_SUBJECT = Subject(
    name="prospects", tables=(_TABLE,), cleaners={_TABLE.name: CLEAN}, judge=judge_prospects, keep=keep,
    take=take_prospects, take_back=take_back_prospects, at_once=50,
)  # fmt: skip
