"""What may stand only once for an account: which of two stays, and whose access grows."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, select

from portal.domain.accounts.kinds import CLOSED_TO_PARTNERS
from portal.domain.accounts.merging.cells import Cell, plain, set_cells
from portal.domain.accounts.merging.sums import added_up
from portal.domain.accounts.merging.tables import OWNER, owner_columns, unique_beside_owner
from portal.domain.accounts.models import Account, Contact
from portal.domain.base import Base
from portal.domain.people.models import WebSession
from portal.domain.people.roles import PartnerRole

_STRENGTH = {role: place for place, role in enumerate((PartnerRole.VIEWER, PartnerRole.MEMBER, PartnerRole.OWNER))}


def settle(connection: Connection, gone: Account, kept: Account, now: datetime) -> list[Cell]:
    """Set what must be set before the rows of `gone` can turn; answers what was set, for undoing."""
    cells = [
        *_one_main_contact(connection, gone.id, kept.id),
        *(_stay_out(connection, gone.id, now) if was_closed(gone, kept) else
          _one_membership(connection, gone.id, kept.id, now)),
        *_programs(connection, gone.number, kept.number), *added_up(connection, gone.id, kept.id),
    ]  # fmt: skip
    set_cells(connection, cells)
    return cells


def was_closed(gone: Account, kept: Account) -> bool:
    """Whether the people of the one that goes could not come in, while those of the one that stays can."""
    return gone.status in CLOSED_TO_PARTNERS and kept.status not in CLOSED_TO_PARTNERS


def _stay_out(connection: Connection, gone_id: int, now: datetime) -> list[Cell]:
    """Merging opens no door: ways in of a closed account end, and offers that were open are taken back."""
    found = []
    for table, open_while, ended in (("membership", ("ended_at",), "ended_at"),
                                     ("invitation", ("accepted_at", "revoked_at"), "revoked_at")):  # fmt: skip
        rows = Base.metadata.tables[table]
        query = select(rows.c.id).where(rows.c.account_id == gone_id, *(rows.c[one].is_(None) for one in open_while))
        found += [Cell(table, row_id, ended, None, plain(now)) for row_id in connection.scalars(query)]
    return found


def staying_behind(connection: Connection, gone_id: int, kept_id: int) -> dict[str, set[int]]:
    """Rows that would stand twice: the surviving account has its own, so these stay unseen with the one that is gone,
    where undoing finds them. By table."""
    found: dict[str, set[int]] = {}
    for table, name in owner_columns():
        if name == OWNER:
            for columns, condition in unique_beside_owner(table):
                found.setdefault(table.name, set()).update(
                    _twice(connection, table, columns, condition, gone_id, kept_id)
                )
    return {table: ids for table, ids in found.items() if ids}


def _twice(
    connection: Connection, table: Table, columns: list[str], condition: Any, gone_id: int, kept_id: int
) -> Iterable[int]:
    query = select(table.c.id, *(table.c[name] for name in columns))
    query = query if condition is None else query.where(condition)
    there = {tuple(row[1:]) for row in connection.execute(query.where(table.c[OWNER] == kept_id))}
    for row in connection.execute(query.where(table.c[OWNER] == gone_id)):
        if tuple(row[1:]) in there and None not in row[1:]:
            yield row[0]


def _one_main_contact(connection: Connection, gone_id: int, kept_id: int) -> list[Cell]:
    """Two main contacts: the surviving account's stays the main one."""
    contact = Contact.__table__
    main = select(contact.c.id).where(contact.c.is_primary)
    if connection.scalar(main.where(contact.c.account_id == kept_id)) is None:
        return []
    theirs = connection.scalars(main.where(contact.c.account_id == gone_id))
    return [Cell("contact", row_id, "is_primary", True, False) for row_id in theirs]


def _one_membership(connection: Connection, gone_id: int, kept_id: int, now: datetime) -> list[Cell]:
    """Who acts for both keeps one way in, with the stronger role of the two; whoever is signed in stays so."""
    members, cells = Base.metadata.tables["membership"], []
    kept = {row.login_id: row for row in connection.execute(select(members).where(members.c.account_id == kept_id))}
    for theirs in connection.execute(select(members).where(members.c.account_id == gone_id)):
        ours = kept.get(theirs.login_id)
        if ours is not None and theirs.ended_at is None:
            cells += _joined(theirs._mapping, ours._mapping, now)
            cells += _sessions(connection, theirs.id, ours.id)
    return cells


def _joined(theirs: Mapping[Any, Any], ours: Mapping[Any, Any], now: datetime) -> list[Cell]:
    cells = [Cell("membership", theirs["id"], "ended_at", None, plain(now))]
    if ours["ended_at"] is not None:
        cells.append(Cell("membership", ours["id"], "ended_at", plain(ours["ended_at"]), None))
    role = theirs["role"] if ours["ended_at"] else max(theirs["role"], ours["role"], key=lambda one: _STRENGTH[one])
    return cells + ([Cell("membership", ours["id"], "role", ours["role"], role)] if role != ours["role"] else [])


def _sessions(connection: Connection, theirs: int, ours: int) -> list[Cell]:
    session = WebSession.__table__
    signed_in = connection.scalars(select(session.c.id).where(session.c.membership_id == theirs))
    return [Cell("web_session", row_id, "membership_id", theirs, ours) for row_id in signed_in]


def _programs(connection: Connection, gone: str, kept: str) -> list[Cell]:
    """Programs that may see the one may see the other: their reach is kept as numbers."""
    program, cells = Base.metadata.tables["integration"], []
    for row_id, numbers in connection.execute(select(program.c.id, program.c.account_numbers)):
        if gone in numbers:
            after = sorted({kept if number == gone else number for number in numbers})
            cells.append(Cell("integration", row_id, "account_numbers", numbers, after))
    return cells
