"""Rows of a workbook as facts about accounts, each with its changes, its problems and the keys to find it by."""

from collections.abc import Iterable, Iterator
from datetime import date

from portal.intake.choices import kind_of_sheet
from portal.intake.clean_row import CleanRow
from portal.intake.cleaning import clean
from portal.intake.completing import complete
from portal.intake.headings import Mapping
from portal.intake.rows import read_sheet
from portal.intake.workbook import Workbook


def read_rows(
    workbook: Workbook, mappings: Iterable[Mapping], default_kind: str | None = None, *, today: date
) -> Iterator[CleanRow]:
    """The accounts of all mapped sheets in their order, one at a time. `today` is a date in Asia/Shanghai.

    The kind is the row's own, else its number's, else its sheet's, else `default_kind`.
    """
    for mapping in mappings:
        kind = kind_of_sheet(mapping.sheet)
        for row in read_sheet(workbook, mapping, clean, today=today):
            complete(row, kind, default_kind)
            yield row
