"""The part of the unit of work that is about requests and the desk."""

from functools import cached_property

import portal.domain.requests.escalation  # noqa: F401 — only the worker escalates, but its table hangs on requests
from portal.domain.converting import Converting
from portal.domain.links.repository import Links
from portal.domain.requests.assigning.rules import AssignmentRules
from portal.domain.requests.attending import Attending
from portal.domain.requests.batches.repository import BatchWatches
from portal.domain.requests.canned_reply import CannedReplies
from portal.domain.requests.categories.changing import CategorySettings
from portal.domain.requests.categories.in_force import Categories
from portal.domain.requests.clocks.calendar_changes import CalendarChanges
from portal.domain.requests.clocks.drafting import ClockPolicies
from portal.domain.requests.clocks.reasons import Reasons
from portal.domain.requests.colleagues import Colleagues
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
from portal.domain.work import Work


class DeskWork(Work):
    """Repositories of requests: filing, clocks, queue, desk, and what is edited about them."""

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
    def colleagues(self) -> Colleagues:
        return Colleagues(self)

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
