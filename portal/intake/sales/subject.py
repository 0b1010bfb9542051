"""The ledger as a subject of imports."""

from portal.intake.headings import Table
from portal.intake.plain.subjects import headings_of, keep
from portal.intake.sales.columns import NEEDS, SALES
from portal.intake.sales.judging import CLEAN, judge_sales
from portal.intake.sales.taking import take_sales
from portal.intake.sales.taking_back import take_back_sales
from portal.intake.subject import Subject

_FIELDS = {column.name for column in SALES} | {"ignored"}
_TABLE = Table("sales", headings_of(SALES).get, _FIELDS.__contains__, frozenset(NEEDS) - {"account_no"})
SALES_SUBJECT = Subject(
    name="sales", tables=(_TABLE,), cleaners={_TABLE.name: CLEAN}, judge=judge_sales, keep=keep, take=take_sales,
    take_back=take_back_sales,
)  # fmt: skip
