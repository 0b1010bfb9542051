"""What follows from market information that proves good: an opening, where a peripheral contact told us (domain 6)."""

from collections.abc import Mapping

from sqlalchemy import select

from portal.domain.accounts.kinds import AccountKind
from portal.domain.accounts.models import Account
from portal.domain.feedback.loop import FeedbackLoop
from portal.domain.feedback.models import Feedback
from portal.domain.opportunities.models import Opportunity
from portal.domain.opportunities.repository import Facts, Opportunities
from portal.domain.opportunities.stages import About
from portal.domain.work import Work

WORTH = 4
"""From this mark on, for credibility and for value, it is worth to be followed [DEF]."""
ABOUT: Mapping[str, About] = {
    "tender_notice": About.TENDER, "hospital_listing": About.LISTING, "new_product_source": About.PRODUCT,
    "policy": About.POLICY, "vbp_rumour": About.POLICY,
}  # fmt: skip


def open_opportunity(work: Work, feedback: Feedback, loop: FeedbackLoop) -> Opportunity | None:
    """Put down the opening that a rated feedback tells of, once, for whoever has the feedback; None where it is not
    good enough, not a peripheral contact's, or followed already."""
    if min(loop.credibility or 0, loop.value or 0) < WORTH:
        return None
    account = work.session.get_one(Account, feedback.account_id)
    known = select(Opportunity.id).where(Opportunity.account_id == account.id, Opportunity.source == feedback.number)
    if account.kind != AccountKind.PERIPHERAL or work.session.scalar(known) is not None:
        return None
    about = ABOUT.get(feedback.subtype, About.OTHER)
    facts = Facts(feedback.subject[:80], about, owner_id=loop.owner_id)
    return Opportunities(work).add(account, facts, source=feedback.number)
