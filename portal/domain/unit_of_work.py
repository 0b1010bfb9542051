"""The unit of work: session, actor and time, and the repositories that find things with them."""

from functools import cached_property

from portal.domain.accounts.contacts import Contacts
from portal.domain.accounts.repository import AccountRepository
from portal.domain.attachments.repository import AttachmentRepository
from portal.domain.closing import Closing
from portal.domain.contracts.breaches.deposits import DepositRepository
from portal.domain.contracts.breaches.repository import BreachRepository
from portal.domain.contracts.breaches.settling import Settlement
from portal.domain.contracts.coverage import CoverageOfCompany
from portal.domain.contracts.interruptions import Interruptions
from portal.domain.contracts.limits import UpstreamLimits
from portal.domain.contracts.repository import ContractRepository
from portal.domain.contracts.taking_effect import TakingEffect
from portal.domain.converting import Converting
from portal.domain.deadlines import Deadlines
from portal.domain.feedback.repository import FeedbackRepository
from portal.domain.glance import Glance
from portal.domain.integrations.feed import Feed
from portal.domain.integrations.repository import Integrations
from portal.domain.links.repository import Links
from portal.domain.people.absences import Absences
from portal.domain.people.repository import PeopleRepository
from portal.domain.products.repository import ProductRepository
from portal.domain.promises.repository import PromiseRepository
from portal.domain.requests.assigning.rules import AssignmentRules
from portal.domain.requests.attending import Attending
from portal.domain.requests.batches.repository import BatchWatches
from portal.domain.requests.canned_reply import CannedReplies
from portal.domain.requests.categories.changing import CategorySettings
from portal.domain.requests.categories.in_force import Categories
from portal.domain.requests.clocks.calendar_changes import CalendarChanges
from portal.domain.requests.clocks.drafting import ClockPolicies
from portal.domain.requests.clocks.reasons import Reasons
from portal.domain.requests.drafts import Drafts
from portal.domain.requests.extensions import ExtensionRepository
from portal.domain.requests.merging import Merging
from portal.domain.requests.pack import HospitalPack
from portal.domain.requests.papers.repository import RequestPapers
from portal.domain.requests.queue import Queue
from portal.domain.requests.queue_places import Places
from portal.domain.requests.queue_views import QueueViews
from portal.domain.requests.ratings import RatingRepository
from portal.domain.requests.repository import RequestRepository
from portal.domain.requests.request_views import RequestViews
from portal.domain.requests.splitting import Splitting
from portal.domain.requests.together import Together
from portal.domain.sending import Sending
from portal.domain.timeline import Timeline
from portal.domain.work import Work


class UnitOfWork(Work):
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
    def contacts(self) -> Contacts:
        return Contacts(self)

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
    def requests(self) -> RequestRepository:
        return RequestRepository(self)

    @cached_property
    def merging(self) -> Merging:
        return Merging(self)

    @cached_property
    def splitting(self) -> Splitting:
        return Splitting(self)

    @cached_property
    def converting(self) -> Converting:
        return Converting(self)

    @cached_property
    def links(self) -> Links:
        return Links(self)

    @cached_property
    def extensions(self) -> ExtensionRepository:
        return ExtensionRepository(self)

    @cached_property
    def attending(self) -> Attending:
        return Attending(self)

    @cached_property
    def drafts(self) -> Drafts:
        return Drafts(self)

    @cached_property
    def sending(self) -> Sending:
        return Sending(self)

    @cached_property
    def canned(self) -> CannedReplies:
        return CannedReplies(self)

    @cached_property
    def assignment_rules(self) -> AssignmentRules:
        return AssignmentRules(self)

    @cached_property
    def ratings(self) -> RatingRepository:
        return RatingRepository(self)

    @cached_property
    def calendar(self) -> CalendarChanges:
        return CalendarChanges(self)

    @cached_property
    def reasons(self) -> Reasons:
        return Reasons(self)

    @cached_property
    def clock_policies(self) -> ClockPolicies:
        return ClockPolicies(self)

    @cached_property
    def categories(self) -> Categories:
        return Categories(self)

    @cached_property
    def category_settings(self) -> CategorySettings:
        return CategorySettings(self)

    @cached_property
    def papers(self) -> RequestPapers:
        return RequestPapers(self)

    @cached_property
    def batches(self) -> BatchWatches:
        return BatchWatches(self)

    @cached_property
    def packs(self) -> HospitalPack:
        return HospitalPack(self)

    @cached_property
    def queue(self) -> Queue:
        return Queue(self)

    @cached_property
    def places(self) -> Places:
        return Places(self)

    @cached_property
    def together(self) -> Together:
        return Together(self)

    @cached_property
    def queue_views(self) -> QueueViews:
        return QueueViews(self)

    @cached_property
    def request_views(self) -> RequestViews:
        return RequestViews(self)

    @cached_property
    def feedback(self) -> FeedbackRepository:
        return FeedbackRepository(self)

    @cached_property
    def promises(self) -> PromiseRepository:
        return PromiseRepository(self)

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
    def integrations(self) -> Integrations:
        return Integrations(self)

    @cached_property
    def feed(self) -> Feed:
        return Feed(self)
