"""The archive's list by quality: narrowed to what is bad or has something to confirm, the worst first."""

from portal.domain.accounts.completeness import AMBER_FROM, GREEN_FROM
from portal.domain.accounts.filter import LISTED, AccountFilter, narrowed
from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.paging import Page, page_of
from portal.domain.quality.models import ArchiveQuality
from portal.domain.scope import GuardedSession

QUALITIES = {
    "red": (ArchiveQuality.percent < AMBER_FROM,),
    "amber": (ArchiveQuality.percent >= AMBER_FROM, ArchiveQuality.percent < GREEN_FROM),
    "green": (ArchiveQuality.percent >= GREEN_FROM,),
    "errors": (ArchiveQuality.errors > 0,),
    "stale": (ArchiveQuality.stale > 0,),
}
"""Conditions by code; percent as in domain 2.6."""


def page_by_quality(
    session: GuardedSession, wanted: AccountFilter, quality: str, *, after: str | None = None, before: str | None = None
) -> Page:
    """Accounts with their standing and percent, the least complete first; `quality` is one of QUALITIES or empty."""
    query = narrowed(LISTED.add_columns(ArchiveQuality.percent), wanted)
    query = query.join(ArchiveQuality, ArchiveQuality.account_id == Account.id).where(*QUALITIES.get(quality, ()))
    if wanted.tier is not None:
        query = query.where(AccountStanding.tier == wanted.tier)
    return page_of(session, query, (ArchiveQuality.percent, ArchiveQuality.account_id), after=after, before=before)
