"""Making two accounts one: the one goes on within the other, with everything that hangs on it."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, func, select, update
from sqlalchemy.orm import joinedload

from portal.domain.accounts.kinds import AccountKind, Tier
from portal.domain.accounts.merging.cells import Cell, differing, row_of
from portal.domain.accounts.merging.clashes import settle, staying_behind
from portal.domain.accounts.merging.fields import take
from portal.domain.accounts.merging.models import AccountMerge
from portal.domain.accounts.merging.moving import rehome, rows_of
from portal.domain.accounts.merging.tables import owner_columns
from portal.domain.accounts.merging.undoing import Undone, undo
from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.base import MERGED, Conflict, NotFound, Refused
from portal.domain.scope import TERRITORY_TOUCHED
from portal.domain.work import Repository

WHY = "both accounts were found within the scope, and all that hangs on one goes to the other"


class AccountMerging(Repository):
    def sides(self, number: str, into: str) -> tuple[tuple[Account, AccountStanding], tuple[Account, AccountStanding]]:
        """The account that goes and the one that stays, each with its standing, locked where this work writes. Raises
        NotFound for what is outside the scope, Refused with the reason why the two cannot be one."""
        query = self.for_change(select(Account).where(Account.number.in_((number, into)))).order_by(Account.id)
        found = {one.number: one for one in self.session.scalars(query)}
        gone, kept = found.get(number), found.get(into)
        if gone is None or kept is None:
            raise NotFound(f"{number} {into}")
        if gone is kept:
            raise Refused("account_merge.same", number=number)
        if (gone.kind == AccountKind.SUPPLIER) != (kept.kind == AccountKind.SUPPLIER):
            raise Refused("account_merge.other_side", number=number, into=into)
        return (gone, self._standing(gone)), (kept, self._standing(kept))

    def merge(self, number: str, into: str, *, names: Collection[str] = (), reason: str) -> AccountMerge:
        """Let the account `number` go on within `into`, which takes over the facts `names`. Contracts and all other
        rows, people and open invitations follow; the old number is found from now on as the new one. Raises as
        `sides`, and Refused(account.vip_without_sponsor)."""
        gone, kept = self.sides(number, into)
        _require_sponsor(gone[1], kept[1], names)
        self.session.flush()
        connection, by, at = self.session.unguarded(WHY), self.work.actor, self.work.now
        gone[0].record("account.merged_away", by=by, at=at, into=into, reason=reason)
        newest = _newest(connection, kept[0].id)
        cells = settle(connection, gone[0], kept[0], at)
        self.session.info[TERRITORY_TOUCHED] = True
        moved = rows_of(connection, gone[0].id, staying_behind(connection, gone[0].id, kept[0].id))
        rehome(connection, moved, kept[0].id)
        before = _both(connection, *kept)
        changes = take(names, gone, kept)
        kept[0].absorbed_ids = [*(kept[0].absorbed_ids or []), *(gone[0].absorbed_ids or []), gone[0].id]
        self.session.flush()
        for row, old, new in zip(kept, before, _both(connection, *kept), strict=True):
            cells += differing(row.__tablename__, row.id, old, new)
        cells += _close(connection, gone[0])
        merge = AccountMerge(
            account_id=kept[0].id, gone_id=gone[0].id, gone_number=number, gone_name=gone[0].name_zh,
            into_number=into, reason=reason, moved=moved, changed=[list(cell) for cell in cells], newest=newest,
            by_id=by.login_id, at=at,
        )  # fmt: skip
        self.session.add(merge)
        kept[0].record("account.merged", by=by, at=at, other=number, changes=changes, reason=reason)
        self.session.expire_all()
        return merge

    def undo(self, number: str) -> Undone:
        """Take the account `number` out of the one it went on in: its rows and every value return, what came since
        stays with the survivor unless it hangs on what returns. Refused with the reasons when something clashes."""
        return undo(self, self._current(number))

    def now_at(self, number: str) -> str | None:
        """The number under which that account goes on within the scope, or None."""
        query = select(Account.number).join(AccountMerge, AccountMerge.account_id == Account.id)
        found: str | None = self.session.scalar(
            query.where(AccountMerge.gone_number == number, AccountMerge.undone_at.is_(None))
        )
        return found

    def into(self, account_id: int) -> Sequence[AccountMerge]:
        """What goes on within this account, the latest first, with whoever merged it."""
        query = select(AccountMerge).where(AccountMerge.account_id == account_id, AccountMerge.undone_at.is_(None))
        return self.session.scalars(query.options(joinedload(AccountMerge.by)).order_by(AccountMerge.id.desc())).all()

    def _current(self, number: str) -> AccountMerge:
        query = select(AccountMerge).where(AccountMerge.gone_number == number, AccountMerge.undone_at.is_(None))
        merge: AccountMerge | None = self.session.scalar(self.for_change(query))
        if merge is None:
            raise Conflict("account_merge.not_merged", number=number)
        return merge

    def _standing(self, account: Account) -> AccountStanding:
        query = select(AccountStanding).where(AccountStanding.account_id == account.id)
        standing: AccountStanding | None = self.session.scalar(query)
        if standing is None:
            standing = AccountStanding(account_id=account.id)
            if self.work.writes:
                self.session.add(standing)
                self.session.flush()
        return standing


def _require_sponsor(gone: AccountStanding, kept: AccountStanding, names: Collection[str]) -> None:
    tier, sponsor = ((gone if name in names else kept) for name in ("tier", "sponsor_id"))
    if tier.tier == Tier.VIP and sponsor.sponsor_id is None:
        raise Refused("account.vip_without_sponsor")


def _both(connection: Connection, account: Account, standing: AccountStanding) -> list[dict[str, Any]]:
    return [row_of(connection, type(row).__table__, row.id) for row in (account, standing)]  # type: ignore[arg-type]


def _close(connection: Connection, gone: Account) -> list[Cell]:
    """Nobody finds the row from now on (scope.py)."""
    table: Any = Account.__table__
    before = row_of(connection, table, gone.id)
    closed = update(table).where(table.c.id == gone.id).values(status=MERGED, version=table.c.version + 1)
    connection.execute(closed)
    return differing("account", gone.id, before, row_of(connection, table, gone.id))


def _newest(connection: Connection, account_id: int) -> dict[str, int]:
    """By table, the highest id of the account's own rows."""
    found = {}
    for table, name in owner_columns():
        if name == "account_id":
            highest = connection.scalar(select(func.max(table.c.id)).where(table.c.account_id == account_id))
            found[table.name] = highest or 0
    return found
