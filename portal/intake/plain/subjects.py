"""People, papers and products as subjects of imports."""

from collections.abc import Callable
from typing import Any

from portal.intake.clean_row import CleanRow
from portal.intake.columns import Column, heading_words
from portal.intake.facts import plain
from portal.intake.headings import Ranked, Table, heading_key
from portal.intake.plain.cleaning import cleaner_of
from portal.intake.plain.judging import Judging
from portal.intake.plain.kinds import KINDS, Kind
from portal.intake.plain.papers import sealed
from portal.intake.plain.taking import Taking
from portal.intake.plain.taking_back import TakingBack
from portal.intake.subject import Subject

AT_ONCE = 50
"""Rows of one transaction: each is a row of the session with its event."""


def keep(row: CleanRow, seal_id: Callable[[str], bytes]) -> dict[str, Any]:  # noqa: ARG001 - a paper's number has its own seal
    return sealed({name: plain(value) for name, value in row.values.items()})


def headings_of(columns: tuple[Column, ...]) -> dict[str, Ranked]:
    """Our own words in either language are the surest."""
    own = {heading_key(text): (one.name, 0) for one in columns for text in (one.zh, one.en)}
    words = {
        heading_key(word): (name, rank)
        for name, line in heading_words(columns).items()
        for rank, word in enumerate(line.split())
    }
    return words | own


def _subject(kind: Kind) -> Subject:
    fields = {column.name for column in kind.columns} | {"ignored"}
    table = Table(kind.name, headings_of(kind.columns).get, fields.__contains__, frozenset(kind.needs) - {"account_no"})
    return Subject(
        name=kind.name, tables=(table,), cleaners={table.name: cleaner_of(kind.columns)}, judge=Judging(kind),
        keep=keep, take=Taking(kind), take_back=TakingBack(kind), at_once=AT_ONCE,
    )  # fmt: skip


CONTACTS, QUALIFICATIONS, PRODUCTS = (_subject(KINDS[name]) for name in ("contacts", "qualifications", "products"))
