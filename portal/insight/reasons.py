"""Why an account may have left, read from what the house knows of it; the first that fits is named."""

from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy import select

from portal.domain.almost import sifting
from portal.domain.care.models import Touch
from portal.domain.contracts.clauses import Side
from portal.domain.contracts.models import Contract
from portal.domain.feedback.kinds import CONFIDENTIAL, UNANSWERED, FeedbackKind
from portal.domain.feedback.models import Feedback
from portal.domain.quality.models import ArchiveQuality
from portal.domain.work import Repository
from portal.insight.retention import ACTIVE_DAYS

ENDED, COMPLAINT, PAPERS, NO_TOUCH, OTHER = REASONS = ("ended", "complaint", "papers", "no_touch", "other")
"""Its agreement was ended; a complaint waits; a paper is missing or ran out; nobody spoke to it for half a year."""


class Reasons(Repository):
    def of(self, ids: Collection[int], until: date) -> dict[int, str]:
        """By account one of REASONS, as of civil day `until`."""
        found = dict.fromkeys(ids, NO_TOUCH) | dict.fromkeys(self._touched(ids, until), OTHER)
        found |= dict.fromkeys(self._papers(ids), PAPERS)
        found |= dict.fromkeys(self._waiting(ids), COMPLAINT)
        return found | dict.fromkeys(self._ended(ids, until), ENDED)

    def _ended(self, ids: Collection[int], until: date) -> set[int]:
        query = select(Contract.account_id).where(
            Contract.account_id.in_(ids), Contract.side == Side.DOWNSTREAM, Contract.terminated_on <= until
        )
        return set(self.session.scalars(query))

    def _waiting(self, ids: Collection[int]) -> set[int]:
        secret = [subtype for _, subtype in CONFIDENTIAL]
        query = select(Feedback.account_id).where(
            Feedback.account_id.in_(ids), sifting(Feedback.kind == FeedbackKind.COMPLAINT),
            sifting(Feedback.state.in_(UNANSWERED)), Feedback.subtype.not_in(secret),
        )  # fmt: skip
        return set(self.session.scalars(query))

    def _papers(self, ids: Collection[int]) -> set[int]:
        query = select(ArchiveQuality.account_id).where(ArchiveQuality.account_id.in_(ids), ArchiveQuality.papers > 0)
        return set(self.session.scalars(query))

    def _touched(self, ids: Collection[int], until: date) -> set[int]:
        query = select(Touch.account_id).where(
            Touch.account_id.in_(ids), Touch.is_valid, Touch.on > until - timedelta(days=ACTIVE_DAYS)
        )
        return set(self.session.scalars(query))
