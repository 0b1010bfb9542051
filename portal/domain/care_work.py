"""The part of the unit of work that is about keeping up with customers."""

from functools import cached_property

from portal.domain.brief.brief import Briefs
from portal.domain.care.coverage import Coverage
from portal.domain.care.executive import ExecutiveCalls
from portal.domain.care.giving.ledger import GiftLedger
from portal.domain.care.giving.repository import Gifts
from portal.domain.care.giving.returns import GiftReturns
from portal.domain.care.giving.tenders import TenderDays
from portal.domain.care.messages import MessageTemplates
from portal.domain.care.month import CareReport
from portal.domain.care.planning.finding import OccasionsAhead
from portal.domain.care.planning.guests import GuestLists
from portal.domain.care.planning.repository import Plans
from portal.domain.care.planning.sending import PlanSending
from portal.domain.care.repository import CareRepository
from portal.domain.opportunities.brought import Relations
from portal.domain.opportunities.repository import Opportunities
from portal.domain.work import Work


class CareWork(Work):
    """Repositories of the care plan: touches and duties, briefs, who stands opposite whom, the month."""

    @cached_property
    def care(self) -> CareRepository:
        return CareRepository(self)

    @cached_property
    def briefs(self) -> Briefs:
        return Briefs(self)

    @cached_property
    def care_coverage(self) -> Coverage:
        return Coverage(self)

    @cached_property
    def executive_calls(self) -> ExecutiveCalls:
        return ExecutiveCalls(self)

    @cached_property
    def opportunities(self) -> Opportunities:
        return Opportunities(self)

    @cached_property
    def relations(self) -> Relations:
        return Relations(self)

    @cached_property
    def care_report(self) -> CareReport:
        return CareReport(self)

    @cached_property
    def gifts(self) -> Gifts:
        return Gifts(self)

    @cached_property
    def gift_returns(self) -> GiftReturns:
        return GiftReturns(self)

    @cached_property
    def gift_ledger(self) -> GiftLedger:
        return GiftLedger(self)

    @cached_property
    def tender_days(self) -> TenderDays:
        return TenderDays(self)

    @cached_property
    def occasions_ahead(self) -> OccasionsAhead:
        return OccasionsAhead(self)

    @cached_property
    def plans(self) -> Plans:
        return Plans(self)

    @cached_property
    def guest_lists(self) -> GuestLists:
        return GuestLists(self)

    @cached_property
    def plan_sending(self) -> PlanSending:
        return PlanSending(self)

    @cached_property
    def message_templates(self) -> MessageTemplates:
        return MessageTemplates(self)
