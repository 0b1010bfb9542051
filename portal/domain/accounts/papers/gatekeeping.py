"""Asking before an act whether the papers of an account allow it, and letting one pass with a reason."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.domain.accounts.models import Account, Qualification
from portal.domain.accounts.papers.catalogue import DOC_TYPES, Act
from portal.domain.accounts.papers.gates import Refusal, refusals
from portal.domain.accounts.papers.paper import CHECKERS, PaperState
from portal.domain.accounts.papers.waivers import LONGEST_DAYS, PaperWaiver
from portal.domain.base import Refused
from portal.domain.work import Repository

STANDING = (PaperState.VERIFIED, PaperState.SUBMITTED)


class Gatekeeping(Repository):
    def refusals(self, account: Account, act: Act, day: date | None = None) -> tuple[Refusal, ...]:
        """Why `act` may not be done for the account on civil day `day`, today unless told; empty where it may."""
        query = select(Qualification).where(Qualification.account_id == account.id, Qualification.state.in_(STANDING))
        papers = list(self.session.scalars(query.where(Qualification.doc_type.in_(_stopping(act)))))
        when = day or self.work.today
        found = refusals(papers, when, act, licence_until=account.licence_until)
        if not found:
            return ()
        waived = self.waivers(account.id, when)
        return refusals(papers, when, act, licence_until=account.licence_until, waived=waived)

    def require(self, account: Account, act: Act, day: date | None = None) -> None:
        """Refused("paper.stops") while papers of the account stop the act."""
        found = self.refusals(account, act, day)
        if found:
            raise Refused("paper.stops", act=act, doc_types=tuple(one.doc_type for one in found), name=account.name_zh)

    def waivers(self, account_id: int, day: date) -> Sequence[PaperWaiver]:
        """Decisions that still count on civil day `day` (staff only), the longest first."""
        query = select(PaperWaiver).where(PaperWaiver.account_id == account_id, PaperWaiver.until >= day)
        query = query.options(joinedload(PaperWaiver.by)).order_by(PaperWaiver.until.desc(), PaperWaiver.id)
        return self.session.scalars(query).all()

    def waive(self, account: Account, doc_type: str, until: date, reason: str) -> PaperWaiver:
        """Let what a paper of that type would stop be done through civil day `until`; Refused for whoever may not
        decide it, and for a day that has passed or lies more than 90 days ahead."""
        by, at, today = self.work.actor, self.work.now, self.work.today
        if not by.has(*CHECKERS):
            raise Refused("paper.not_a_checker")
        if doc_type not in DOC_TYPES or not DOC_TYPES[doc_type].blocks:
            raise Refused("paper.stops_nothing")
        if not today <= until <= today + timedelta(days=LONGEST_DAYS):
            raise Refused("paper.waived_too_long", most=LONGEST_DAYS)
        waiver = PaperWaiver(
            account_id=account.id, doc_type=doc_type, until=until, reason=reason, by_id=by.login_id, at=at
        )
        self.session.add(waiver)
        waiver.record("qualification.waived", by=by, at=at, doc_type=doc_type, until=until.isoformat(), reason=reason)
        return waiver


def _stopping(act: Act) -> list[str]:
    return [one.code for one in DOC_TYPES.values() if act in one.blocks]
