"""What a relationship brought: the accounts that came through it, their agreements, and what they earn us."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, literal, or_, select
from sqlalchemy.orm import aliased

from portal.domain.accounts.introductions import LONGEST
from portal.domain.accounts.kinds import AccountKind, Tier
from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.base import Refused
from portal.domain.care.tiers import TierFacts, tier_of
from portal.domain.contracts.loading import signed_by_both
from portal.domain.contracts.models import Contract, ContractProduct, ContractVersion
from portal.domain.opportunities.models import Opportunity, RelationValue
from portal.domain.opportunities.stages import Stage
from portal.domain.products.models import Product
from portal.domain.sales.keeping import ledger_month
from portal.domain.sales.models import TrailingYear
from portal.domain.work import Repository

MARKS = range(1, 6)
"""Of what value a relationship is: from 1, hardly, to 5, very."""
MOST = 200
"""Accounts that are followed."""


@dataclass
class Came:
    """One account: `steps` 1 came through the contact itself, 2 through one of those. `t12gp` in fen, None: nothing was
    sold in twelve months."""

    number: str
    name: str
    kind: str
    status: str
    steps: int
    contracts: int = 0
    t12gp: int | None = None


@dataclass
class Brought:
    """`contracts` are signed ones; `products` what they are about and what openings won; `won` how
    many openings were."""

    accounts: list[Came]
    products: list[str]
    won: int
    as_of: date | None
    contracts: int = field(init=False)
    t12gp: int = field(init=False)

    def __post_init__(self) -> None:
        self.contracts = sum(one.contracts for one in self.accounts)
        self.t12gp = sum(one.t12gp or 0 for one in self.accounts)


class Relations(Repository):
    def brought_by(self, account: Account) -> Brought:
        """Within the reader's reach: whom it brought, whom those brought, and whom its openings won; each once, by the
        shortest way."""
        found = self._came(account)
        ids = list(found)
        agreements = self._agreements(ids)
        for account_id, count in self.session.execute(agreements.group_by(Contract.account_id)):
            found[account_id].contracts = count
        as_of = ledger_month(self.session, self.work.today)
        earned = select(TrailingYear.account_id, TrailingYear.gross_profit)
        for account_id, fen in self.session.execute(
            earned.where(TrailingYear.account_id.in_(ids), TrailingYear.month == as_of)
        ):
            found[account_id].t12gp = fen
        won = select(func.count()).select_from(Opportunity)
        won = won.where(Opportunity.account_id == account.id, Opportunity.stage == Stage.WON)
        rows = sorted(found.values(), key=lambda one: (-(one.t12gp or 0), one.steps, one.number))
        return Brought(rows, self._products(account, ids), self.session.scalar(won) or 0, as_of)

    def value_of(self, account_id: int) -> RelationValue | None:
        """How it was rated last."""
        found: RelationValue | None = self.session.scalar(
            select(RelationValue).where(RelationValue.account_id == account_id)
        )
        return found

    def rate(self, account: Account, standing: AccountStanding, rating: int, reason: str) -> RelationValue:
        """Say of what value it is to us: from KEY_RATING on it is a key contact, with a rhythm of its own (domain 7.1).
        Another tier than one of the two, which somebody gave it, stays. Refused for no mark of MARKS."""
        if rating not in MARKS:
            raise Refused("relation.no_such_mark")
        value = self.value_of(account.id)
        before = value.rating if value else None
        if value is None:
            value = RelationValue(account_id=account.id, rating=rating, rated_at=self.work.now)
            self.session.add(value)
        value.rating, value.reason, value.rated_at = rating, reason, self.work.now
        value.rated_by_id = self.work.actor.login_id
        value.record("relation.rated", by=self.work.actor, at=self.work.now, before=before, after=rating)
        tier = tier_of(TierFacts(AccountKind(account.kind), rating=rating), self.work.today)
        if standing.tier in (None, Tier.PERIPHERAL, Tier.PERIPHERAL_KEY) and standing.tier != tier:
            standing.judge({"tier": tier}, by=self.work.actor, at=self.work.now)
        return value

    def _came(self, account: Account) -> dict[int, Came]:
        step = aliased(AccountStanding)
        first = select(AccountStanding.account_id.label("id"), literal(1).label("steps"))
        chain = first.where(AccountStanding.introduced_by_id == account.id).cte("came", recursive=True)
        chain = chain.union_all(
            select(step.account_id, chain.c.steps + 1).where(
                step.introduced_by_id == chain.c.id, chain.c.steps < LONGEST
            )
        )
        won = select(Opportunity.brought_id.label("id"), literal(1).label("steps")).where(
            Opportunity.account_id == account.id, Opportunity.brought_id.is_not(None)
        )
        found: dict[int, Came] = {}
        for ways in (select(chain.c.id, chain.c.steps).subquery(), won.subquery()):
            query = select(Account.id, Account.number, Account.name_zh, Account.kind, Account.status, ways.c.steps)
            query = query.join(ways, ways.c.id == Account.id).where(Account.id != account.id)
            for row in self.session.execute(query.order_by(ways.c.steps, Account.id).limit(MOST)):
                known = found.get(row.id)
                if known is None or row.steps < known.steps:
                    found[row.id] = Came(row.number, row.name_zh, row.kind, row.status, row.steps)
        return found

    def _agreements(self, ids: list[int]) -> Any:
        """Signed ones of these accounts, counted; upstream ones too: a new source of products is what some bring."""
        version = aliased(ContractVersion)
        signed = select(version.id).where(version.contract_id == Contract.id, version.no == 1, signed_by_both(version))
        return select(Contract.account_id, func.count(Contract.id)).where(Contract.account_id.in_(ids), signed.exists())

    def _products(self, account: Account, ids: list[int]) -> list[str]:
        of_contracts = select(ContractProduct.product_id).where(ContractProduct.of_accounts(ids))
        of_openings = select(Opportunity.product_id).where(
            Opportunity.account_id == account.id, Opportunity.stage == Stage.WON
        )
        query = select(Product.name_zh).where(or_(Product.id.in_(of_contracts), Product.id.in_(of_openings)))
        return list(self.session.scalars(query.order_by(Product.code)))
