"""Tiers as people decide them: what a run proposes, what is set against it, and what each brings."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, select

from portal.domain.accounts.kinds import Tier
from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.base import Refused
from portal.domain.care.tiers import longest_override
from portal.domain.levels.models import ACCEPTED, OPEN, REFUSED, TierOverride, TierProposal, TierRun
from portal.domain.paging import Page, page_of
from portal.domain.work import Repository

AT_ONCE = 500
"""Proposals decided by one click."""
BY_HAND = (Tier.VIP, Tier.A, Tier.B, Tier.C, Tier.DORMANT)
KEY = (TierProposal.gross_profit, TierProposal.account_id)


class Decided(NamedTuple):
    """How many took effect, and numbers of accounts for which a VIP's sponsor has to be named first."""

    done: int
    without_sponsor: list[str]


class Tiering(Repository):
    def ask(self, as_of: date) -> TierRun:
        """Have the worker reckon all tiers by the twelve months to `as_of`, again if that was done."""
        run = self.session.scalar(select(TierRun).where(TierRun.as_of == as_of)) or TierRun(as_of=as_of)
        run.asked_at, run.asked_by_id, run.ran_at = self.work.now, self.work.actor.login_id, None
        self.session.add(run)
        return run

    def last_run(self) -> TierRun | None:
        found: TierRun | None = self.session.scalar(select(TierRun).order_by(TierRun.as_of.desc()).limit(1))
        return found

    def page(self, state: str = OPEN, *, after: str | None = None, before: str | None = None) -> Page:
        """Proposals with their accounts, the most profit on top."""
        one = TierProposal
        query = select(
            one.id, one.account_id, one.as_of, one.tier_now, one.tier, one.gross_profit, one.share, one.reason,
            Account.number, Account.name_zh, Account.short_name, AccountStanding.sponsor_id,
        ).join(Account, Account.id == one.account_id)  # fmt: skip
        query = query.outerjoin(AccountStanding, AccountStanding.account_id == one.account_id).where(one.state == state)
        return page_of(self.session, query, KEY, after=after, before=before, descending=True)

    def count(self) -> int:
        """Open ones, up to 10,000."""
        some = select(TierProposal.id).where(TierProposal.state == OPEN).limit(10_000).subquery()
        return self.session.scalar(select(func.count()).select_from(some)) or 0

    def accept(self, ids: Iterable[int] | None = None) -> Decided:
        """Give these accounts, or the next AT_ONCE of all, the proposed tier. A VIP that nobody sponsors stays open."""
        done, waiting = 0, []
        for proposal, standing, number in self._open(ids):
            if proposal.tier == Tier.VIP and standing.sponsor_id is None:
                waiting.append(number)
                continue
            standing.judge({"tier": proposal.tier}, by=self.work.actor, at=self.work.now)
            self._decide(proposal, ACCEPTED)
            done += 1
        return Decided(done, waiting)

    def refuse(self, ids: Iterable[int], reason: str) -> int:
        """Leave these accounts in their tier until the next run."""
        found = self._open(ids)
        for proposal, _, _ in found:
            self._decide(proposal, REFUSED, reason)
            proposal.record("tier.refused", by=self.work.actor, at=self.work.now, tier=proposal.tier, reason=reason)
        return len(found)

    def override_of(self, account: Account) -> TierOverride | None:
        """The tier set by hand, while it holds."""
        found: TierOverride | None = self.session.scalar(
            select(TierOverride).where(TierOverride.account_id == account.id, TierOverride.until >= self.work.today)
        )
        return found

    def override(self, account: Account, standing: AccountStanding, tier: str, reason: str, until: date) -> None:
        """Set a tier against the figures. Refused(tier.override_day) for a day past or more than twelve months ahead,
        and for a VIP that nobody sponsors."""
        if not self.work.today <= until <= longest_override(self.work.today):
            raise Refused("tier.override_day", last=longest_override(self.work.today))
        query = select(TierOverride).where(TierOverride.account_id == account.id)
        row = self.session.scalar(query) or TierOverride(account_id=account.id)
        row.tier, row.reason, row.until = tier, reason, until
        row.by_id, row.at = self.work.actor.login_id, self.work.now
        standing.judge({"tier": tier}, by=self.work.actor, at=self.work.now)
        self.session.add(row)
        account.record("tier.overridden", by=self.work.actor, at=self.work.now, tier=tier, until=until.isoformat(),
                       reason=reason)  # fmt: skip

    def _open(self, ids: Iterable[int] | None) -> list[Any]:
        query = (
            select(TierProposal, AccountStanding, Account.number)
            .join(Account, Account.id == TierProposal.account_id)
            .join(AccountStanding, AccountStanding.account_id == TierProposal.account_id)
            .where(TierProposal.state == OPEN)
            .order_by(*(column.desc() for column in KEY))
            .limit(AT_ONCE)
        )
        if ids is not None:
            query = query.where(TierProposal.id.in_(list(ids)))
        return list(self.session.execute(self.for_change(query)))

    def _decide(self, proposal: TierProposal, state: str, reason: str = "") -> None:
        proposal.state, proposal.reason = state, reason
        proposal.decided_at, proposal.decided_by_id = self.work.now, self.work.actor.login_id
