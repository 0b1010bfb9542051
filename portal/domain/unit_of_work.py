"""The unit of work: session, actor and time, and the repositories that find things with them."""

from functools import cached_property

from portal.domain.archive_work import ArchiveWork
from portal.domain.attachments.repository import AttachmentRepository
from portal.domain.care_work import CareWork
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
from portal.domain.integrations.feed import Feed
from portal.domain.integrations.repository import Integrations
from portal.domain.people.absences import Absences
from portal.domain.people.repository import PeopleRepository
from portal.domain.products.repository import ProductRepository
from portal.domain.promises.repository import PromiseRepository
from portal.domain.sales_work import SalesWork
from portal.domain.territory_work import TerritoryWork
from portal.domain.timeline import Timeline
from portal.domain.voice_work import VoiceWork


class UnitOfWork(ArchiveWork, CareWork, DeskWork, SalesWork, TerritoryWork, VoiceWork):
    """What a view, a command or the worker asks; one transaction long."""

    @cached_property
    def people(self) -> PeopleRepository:
        return PeopleRepository(self)

    @cached_property
    def absences(self) -> Absences:
        return Absences(self)

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
