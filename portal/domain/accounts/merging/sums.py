"""What two accounts have of the same is added up, not left behind: both bought the same product in the same month."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from portal.domain.accounts.merging.cells import Cell
from portal.domain.accounts.merging.tables import OWNER
from portal.domain.base import Base

SUMS = {"sales_month": (("month", "product_id"), ("amount", "boxes", "gross_profit"))}
"""By table what makes two rows the same but for their account, and what of them is added."""


def added_up(connection: Connection, gone_id: int, kept_id: int) -> Iterator[Cell]:
    """The rows of the survivor with those of the other one added, as cells, so that undoing takes it off again; the
    other one's rows stay behind."""
    for name, (same, added) in SUMS.items():
        table = Base.metadata.tables[name]
        query = select(table.c.id, *(table.c[column] for column in (*same, *added)))
        rows = {owner: list(connection.execute(query.where(table.c[OWNER] == owner)).mappings())
                for owner in (gone_id, kept_id)}  # fmt: skip
        theirs = {tuple(row[column] for column in same): row for row in rows[gone_id]}
        for row in rows[kept_id]:
            other = theirs.get(tuple(row[column] for column in same))
            if other is not None:
                yield from (Cell(name, row["id"], one, row[one], row[one] + other[one]) for one in added if other[one])
