"""What each tier brings, kept by managers; and of it what the company chose to tell the partner."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select

from portal.domain.accounts.kinds import Tier
from portal.domain.accounts.models import AccountStanding
from portal.domain.levels.models import TierBenefit
from portal.domain.work import Repository

TOLD = (Tier.VIP, Tier.A, Tier.B, Tier.C)
"""Tiers that may be told to a partner; of sleeping accounts and peripheral contacts nothing is told."""


class OwnLevel(NamedTuple):
    """What a partner reads of its own: its level, and what it brings in both languages."""

    tier: str
    benefits: Sequence[tuple[str, str]]


class Benefits(Repository):
    def all(self) -> list[TierBenefit]:
        return list(self.session.scalars(select(TierBenefit).order_by(TierBenefit.id)))

    def add(self, tier: str, text_zh: str, text_en: str, *, is_shown: bool) -> TierBenefit:
        benefit = TierBenefit(tier=tier, text_zh=text_zh, text_en=text_en, is_shown=is_shown)
        self.session.add(benefit)
        benefit.record("benefit.added", by=self.work.actor, at=self.work.now, tier=tier, shown=is_shown)
        return benefit

    def show(self, benefit: TierBenefit, is_shown: bool) -> None:
        """Tell partners of that tier, or no longer."""
        benefit.is_shown = is_shown
        benefit.record("benefit.changed", by=self.work.actor, at=self.work.now, tier=benefit.tier, shown=is_shown)

    def remove(self, benefit: TierBenefit) -> None:
        benefit.record("benefit.removed", by=self.work.actor, at=self.work.now, tier=benefit.tier)
        self.session.delete(benefit)

    def own_level(self, account_id: int) -> OwnLevel | None:
        """What the company chose to tell the account it is asked for by; None where that is nothing. The tier itself
        is backstage, so this one word of one's own account passes the guard, and only beside a benefit shown."""
        connection = self.session.unguarded("of one's own account, what the company chose to show it")
        tier = connection.scalar(select(AccountStanding.tier).where(AccountStanding.account_id == account_id))
        if tier not in TOLD:
            return None
        shown = select(TierBenefit.text_zh, TierBenefit.text_en).where(TierBenefit.tier == tier, TierBenefit.is_shown)
        rows = [(row.text_zh, row.text_en or row.text_zh) for row in connection.execute(shown.order_by(TierBenefit.id))]
        return OwnLevel(str(tier), rows) if rows else None
