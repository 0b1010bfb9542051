"""The unit of work: session, actor and time, and the repositories that find things with them."""

from functools import cached_property

from portal.domain.accounts.blacklist import Blacklist
from portal.domain.accounts.contacts import Contacts
from portal.domain.accounts.history import FieldHistory
from portal.domain.accounts.introductions import Introductions
from portal.domain.accounts.merging.duplicates import Duplicates
from portal.domain.accounts.merging.repository import AccountMerging
from portal.domain.accounts.papers.gatekeeping import Gatekeeping
from portal.domain.accounts.repository import AccountRepository
from portal.domain.accounts.tags import Tags
from portal.domain.attachments.repository import AttachmentRepository
from portal.domain.care.repository import CareRepository
from portal.domain.closing import Closing
from portal.domain.contracts.breaches.deposits import DepositRepository
from portal.domain.contracts.breaches.repository import BreachRepository
from portal.domain.contracts.breaches.settling import Settlement
from portal.domain.contracts.coverage import CoverageOfCompany
from portal.domain.contracts.interruptions import Interruptions
from portal.domain.contracts.limits import UpstreamLimits
from portal.domain.contracts.repository import ContractRepository
from portal.domain.contracts.taking_effect import TakingEffect
from portal.domain.deadlines import Deadlines
from portal.domain.desk_work import DeskWork
from portal.domain.feedback.repository import FeedbackRepository
from portal.domain.glance import Glance
from portal.domain.hand_over.reading import Readings
from portal.domain.hand_over.repository import HandOvers
from portal.domain.integrations.feed import Feed
from portal.domain.integrations.repository import Integrations
from portal.domain.people.absences import Absences
from portal.domain.people.repository import PeopleRepository
from portal.domain.privacy.consents import Consents
from portal.domain.privacy.copies import Copies
from portal.domain.privacy.erasures import Erasures
from portal.domain.privacy.notices import Notices
from portal.domain.products.repository import ProductRepository
from portal.domain.promises.repository import PromiseRepository
from portal.domain.proposals.repository import Proposals
from portal.domain.qualifications.board import PaperBoard
from portal.domain.qualifications.giving import Qualifications
from portal.domain.qualifications.house import HousePapers
from portal.domain.quality.repository import Quality
from portal.domain.territory_work import TerritoryWork
from portal.domain.timeline import Timeline


class UnitOfWork(DeskWork, TerritoryWork):
    """What a view, a command or the worker asks; one transaction long."""

    @cached_property
    def people(self) -> PeopleRepository:
        return PeopleRepository(self)

    @cached_property
    def absences(self) -> Absences:
        return Absences(self)

    @cached_property
    def accounts(self) -> AccountRepository:
        return AccountRepository(self)

    @cached_property
    def account_merging(self) -> AccountMerging:
        return AccountMerging(self)

    @cached_property
    def duplicates(self) -> Duplicates:
        return Duplicates(self)

    @cached_property
    def gatekeeping(self) -> Gatekeeping:
        return Gatekeeping(self)

    @cached_property
    def qualifications(self) -> Qualifications:
        return Qualifications(self)

    @cached_property
    def paper_board(self) -> PaperBoard:
        return PaperBoard(self)

    @cached_property
    def house_papers(self) -> HousePapers:
        return HousePapers(self)

    @cached_property
    def contacts(self) -> Contacts:
        return Contacts(self)

    @cached_property
    def tags(self) -> Tags:
        return Tags(self)

    @cached_property
    def blacklist(self) -> Blacklist:
        return Blacklist(self)

    @cached_property
    def introductions(self) -> Introductions:
        return Introductions(self)

    @cached_property
    def field_history(self) -> FieldHistory:
        return FieldHistory(self)

    @cached_property
    def proposals(self) -> Proposals:
        return Proposals(self)

    @cached_property
    def privacy_notices(self) -> Notices:
        return Notices(self)

    @cached_property
    def consents(self) -> Consents:
        return Consents(self)

    @cached_property
    def copies(self) -> Copies:
        return Copies(self)

    @cached_property
    def erasures(self) -> Erasures:
        return Erasures(self)

    @cached_property
    def products(self) -> ProductRepository:
        return ProductRepository(self)

    @cached_property
    def contracts(self) -> ContractRepository:
        return ContractRepository(self)

    @cached_property
    def limits(self) -> UpstreamLimits:
        return UpstreamLimits(self)

    @cached_property
    def coverage(self) -> CoverageOfCompany:
        return CoverageOfCompany(self)

    @cached_property
    def breaches(self) -> BreachRepository:
        return BreachRepository(self)

    @cached_property
    def settlement(self) -> Settlement:
        return Settlement(self)

    @cached_property
    def deposits(self) -> DepositRepository:
        return DepositRepository(self)

    @cached_property
    def taking_effect(self) -> TakingEffect:
        return TakingEffect(self)

    @cached_property
    def interruptions(self) -> Interruptions:
        return Interruptions(self)

    @cached_property
    def closing(self) -> Closing:
        return Closing(self)

    @cached_property
    def deadlines(self) -> Deadlines:
        return Deadlines(self)

    @cached_property
    def feedback(self) -> FeedbackRepository:
        return FeedbackRepository(self)

    @cached_property
    def promises(self) -> PromiseRepository:
        return PromiseRepository(self)

    @cached_property
    def care(self) -> CareRepository:
        return CareRepository(self)

    @cached_property
    def attachments(self) -> AttachmentRepository:
        return AttachmentRepository(self)

    @cached_property
    def timeline(self) -> Timeline:
        return Timeline(self)

    @cached_property
    def glance(self) -> Glance:
        return Glance(self)

    @cached_property
    def quality(self) -> Quality:
        return Quality(self)

    @cached_property
    def integrations(self) -> Integrations:
        return Integrations(self)

    @cached_property
    def hand_overs(self) -> HandOvers:
        return HandOvers(self)

    @cached_property
    def readings(self) -> Readings:
        return Readings(self)

    @cached_property
    def feed(self) -> Feed:
        return Feed(self)
