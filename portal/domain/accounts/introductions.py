"""Who brought whom: the chain of introductions up to whoever began it, and the accounts somebody brought."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import aliased

from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.base import NotFound, Refused
from portal.domain.work import AnySelect, Repository

LONGEST, MOST = 10, 50
"""A chain is followed so many steps up; so many accounts that one brought are named."""


@dataclass(frozen=True)
class Chain:
    """`brought_by`: the nearest first; `brought`: the newest first. Rows with number, name_zh, kind and status."""

    brought_by: list[Any]
    brought: list[Any]


class Introductions(Repository):
    def of(self, account: Account) -> Chain:
        """The chain both ways, within the reader's scope."""
        brought = (
            _named(Account)
            .add_columns(literal(0).label("step"))
            .join(AccountStanding, AccountStanding.account_id == Account.id)
            .where(AccountStanding.introduced_by_id == account.id)
            .order_by(AccountStanding.account_id.desc())
            .limit(MOST)
        ).subquery()
        both = self.session.execute(union_all(select(brought), _chain(account))).all()
        up = _seen(row for row in both if row.step)
        return Chain(up, sorted((row for row in both if not row.step), key=lambda row: -row.id))

    def named(self, number: str) -> Account:
        """The account of that number, without holding it for a change; raises NotFound."""
        account: Account | None = self.session.scalar(select(Account).where(Account.number == number.upper()))
        if account is None:
            raise NotFound(number)
        return account

    def introduce(self, account: Account, standing: AccountStanding, introducer: Account | None) -> None:
        """Name who brought the account, or nobody; Refused("account.introduced_in_circle") for itself or somebody that
        it brought. Whoever cannot see who brought it cannot mean to take that away."""
        if standing.introduced_by_id == (introducer and introducer.id):
            return
        if introducer is not None:
            above = {introducer.id, *(row.id for row in self._upwards(introducer))}
            if account.id in above:
                raise Refused("account.introduced_in_circle", name=introducer.name_zh)
        before = self._number_of(standing.introduced_by_id)
        if introducer is None and before is None:
            return
        standing.introduced_by_id = introducer.id if introducer else None
        changes = {"introduced_by": [before, introducer and introducer.number]}
        standing.record("standing.changed", by=self.work.actor, at=self.work.now, changes=changes, remark=False)

    def _upwards(self, account: Account) -> list[Any]:
        """Whoever brought it, whoever brought them, and so on; one statement."""
        return _seen(self.session.execute(_chain(account)))

    def _number_of(self, account_id: int | None) -> str | None:
        if account_id is None:
            return None
        return self.session.scalar(select(Account.number).where(Account.id == account_id))


def _chain(account: Account) -> AnySelect:
    """Upwards, each with its step, and without an id where the reader does not see it. Were only those joined that are
    seen, SQLite would read every account into a filter: it cannot know how short a chain is."""
    step = aliased(AccountStanding)
    first = select(AccountStanding.introduced_by_id.label("id"), literal(1).label("step"))
    chain = first.where(AccountStanding.account_id == account.id).cte("chain", recursive=True)
    further = select(step.introduced_by_id, chain.c.step + 1).where(
        step.account_id == chain.c.id, chain.c.step < LONGEST
    )
    chain = chain.union_all(further)
    query = _named(Account).add_columns(chain.c.step)
    return query.select_from(chain).outerjoin(Account, Account.id == chain.c.id)


def _seen(rows: Iterable[Any]) -> list[Any]:
    return sorted((row for row in rows if row.id is not None), key=lambda row: row.step)


def _named(account: Any) -> AnySelect:
    return select(account.id, account.number, account.name_zh, account.kind, account.status)
