"""Taking a merging back: what returns, what hangs on it, what stays, and what stands in the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, func, select

from portal.domain.accounts.merging.cells import Cell, changed_since, set_cells
from portal.domain.accounts.merging.models import AccountMerge
from portal.domain.accounts.merging.moving import among, rehome
from portal.domain.accounts.merging.tables import NAMES_ANYTHING, OWNER, parents_of, tables
from portal.domain.accounts.models import Account
from portal.domain.base import Base, NotFound, Refused
from portal.domain.scope import OUTSIDE_SCOPE, TERRITORY_TOUCHED
from portal.domain.work import Repository

WHY = "the surviving account was found within the scope, and what it took in returns"
TOLD = ("service_request", "feedback", "contract", "breach", "pledge", "contact", "attachment", "membership")
"""Tables of which it is said how much came since and stays."""


@dataclass(frozen=True)
class Undone:
    """The two numbers, and by table how many rows that came since stay with the survivor (`stays`) or go along with
    what they hang on (`along`)."""

    number: str
    into: str
    stays: dict[str, int] = field(default_factory=dict)
    along: dict[str, int] = field(default_factory=dict)


def undo(repository: Repository, merge: AccountMerge) -> Undone:
    """Refused(account_merge.undo_later_first | values_changed | rows_tied | rows_elsewhere) when it would clash."""
    session, by, at = repository.session, repository.work.actor, repository.work.now
    gone, kept = _both(repository, merge)
    session.flush()
    connection = session.unguarded(WHY)
    session.info[TERRITORY_TOUCHED] = True
    cells = [Cell(*cell) for cell in merge.changed]
    _require_last(repository, merge, kept)
    _require_unchanged(connection, cells)
    returning = {place.partition(".")[0]: set(ids) for place, ids in merge.moved.items() if place.endswith(f".{OWNER}")}
    _require_here(connection, returning, kept.id)
    along = _hanging(connection, returning, kept.id)
    _require_free(connection, returning, kept.id)
    stays = _came_since(connection, merge, kept.id, returning)
    back = {f"{table}.{OWNER}": sorted(ids) for table, ids in returning.items()}
    rehome(connection, {**merge.moved, **back}, gone.id)
    set_cells(connection, reversed(cells), back=True)
    merge.undone_at, merge.undone_by_id = at, by.login_id
    for one, other in ((gone, kept), (kept, gone)):
        one.record("account.merge_undone", by=by, at=at, other=other.number)
    session.flush()
    done = Undone(gone.number, kept.number, stays, along)
    session.expire_all()
    return done


def _both(repository: Repository, merge: AccountMerge) -> tuple[Account, Account]:
    ids = (merge.gone_id, merge.account_id)
    query = repository.for_change(select(Account).where(Account.id.in_(ids))).order_by(Account.id)
    seen = {OUTSIDE_SCOPE: "one of them is hidden while it is merged", "populate_existing": True}
    found = {one.id: one for one in repository.session.scalars(query, execution_options=seen)}
    session = repository.session
    if not all(session.scope.admits(session, account_id) for account_id in ids):
        raise NotFound(merge.gone_number)
    return found[merge.gone_id], found[merge.account_id]


def _require_last(repository: Repository, merge: AccountMerge, kept: Account) -> None:
    """Mergings are undone from the last one backwards; one into the survivor, or of the survivor, came later."""
    later = select(AccountMerge.gone_number).where(
        AccountMerge.account_id == kept.id, AccountMerge.id > merge.id, AccountMerge.undone_at.is_(None)
    )
    number = repository.session.scalar(later.order_by(AccountMerge.id.desc()).limit(1))
    if number is not None:
        raise Refused("account_merge.undo_later_first", number=merge.gone_number, other=number)


def _require_unchanged(connection: Connection, cells: list[Cell]) -> None:
    clashing = changed_since(connection, cells)
    if clashing:
        raise Refused("account_merge.values_changed", names=sorted({cell.column for cell in clashing}))


def _require_here(connection: Connection, returning: Mapping[str, set[int]], kept_id: int) -> None:
    """A row deleted since has nowhere to go; one that belongs to a third account by now stands in the way."""
    for name, ids in returning.items():
        table = Base.metadata.tables[name]
        elsewhere = select(table.c.id).where(among(connection, table.c.id, sorted(ids)), table.c[OWNER] != kept_id)
        if connection.scalar(elsewhere.limit(1)) is not None:
            raise Refused("account_merge.rows_elsewhere", table=name)


def _hanging(connection: Connection, returning: dict[str, set[int]], kept_id: int) -> dict[str, int]:
    """Add to `returning` what came since and hangs on it, to any depth; answers how many by table."""
    added: dict[str, int] = {}
    grows = True
    while grows:
        grows = False
        for table in tables():
            if OWNER not in table.c or table.name in NAMES_ANYTHING:
                continue
            for found in _children(connection, table, returning, kept_id):
                new = found - returning.setdefault(table.name, set())
                if new:
                    returning[table.name] |= new
                    added[table.name] = added.get(table.name, 0) + len(new)
                    grows = True
    return added


def _children(connection: Connection, table: Table, returning: Mapping[str, set[int]], kept_id: int) -> Any:
    for parent in parents_of(table):
        for name in [parent.table] if parent.table else list(returning):
            ids = returning.get(name or "")
            if ids:
                hangs = among(connection, table.c[parent.column], sorted(ids))
                query = select(table.c.id).where(table.c[OWNER] == kept_id, hangs)
                if parent.subject is not None:
                    query = query.where(table.c[parent.subject] == name)
                yield set(connection.scalars(query))


def _require_free(connection: Connection, returning: Mapping[str, set[int]], kept_id: int) -> None:
    """Nothing that returns may hang on something that stays."""
    for name, ids in returning.items():
        table = Base.metadata.tables[name]
        for parent in parents_of(table):
            if _hangs_on_what_stays(connection, table, parent, ids, returning, kept_id):
                raise Refused("account_merge.rows_tied", table=name)


def _hangs_on_what_stays(
    connection: Connection, table: Table, parent: Any, ids: set[int], returning: Mapping[str, set[int]], kept_id: int
) -> bool:
    ours = among(connection, table.c.id, sorted(ids))
    query = select(table.c[parent.column], table.c[parent.subject] if parent.subject else table.c.id).where(ours)
    for row_id, subject in connection.execute(query.where(table.c[parent.column].is_not(None))):
        name = parent.table or subject
        if row_id not in returning.get(name, ()) and _is_of(connection, name, row_id, kept_id):
            return True
    return False


def _is_of(connection: Connection, name: str, row_id: int, kept_id: int) -> bool:
    """Whether that row is the surviving account's own, and not the account itself, which is turned by name."""
    table = Base.metadata.tables.get(name)
    if table is None or OWNER not in table.c:
        return False
    return connection.scalar(select(table.c.id).where(table.c.id == row_id, table.c[OWNER] == kept_id)) is not None


def _came_since(
    connection: Connection, merge: AccountMerge, kept_id: int, returning: Mapping[str, set[int]]
) -> dict[str, int]:
    found = {}
    for name in TOLD:
        table = Base.metadata.tables[name]
        newest = max([merge.newest.get(name, 0), *merge.moved.get(f"{name}.{OWNER}", [])])
        own = select(func.count()).where(table.c[OWNER] == kept_id, table.c.id > newest)
        count = connection.scalar(own.where(~among(connection, table.c.id, sorted(returning.get(name, ())))))
        if count:
            found[name] = count
    return found
