"""The clocks at the desk of a request: what we promised, what runs now, and what the law says."""

from portal.domain.requests.models import ServiceRequest
from portal.web.current import uow
from portal.web.promise_clocks import PromiseClocks, is_provisional
from portal.web.promise_words import Clock
from portal.web.why_words import LegalWords


class DeskClocks:
    """What a page of `request` says of its promises."""

    request: ServiceRequest

    @property
    def clocks(self) -> tuple[Clock, Clock]:
        """The first answer and the resolution, as promised and as kept."""
        filed, clocks = self.request, PromiseClocks()
        first = clocks.answer(filed, filed.answered_at or filed.closed_at)
        return first, clocks.resolution(filed, filed.resolved_at or filed.closed_at)

    @property
    def next_clock(self) -> Clock | None:
        """The answer to what the partner wrote since, while it is owed."""
        return PromiseClocks().next_answer(self.request) if self.request.is_open else None

    @property
    def running_clock(self) -> Clock | None:
        """The one that runs now, for the head of the page."""
        return PromiseClocks().latest(self.request) if self.request.is_open else None

    @property
    def legal(self) -> LegalWords | None:
        """The legal clock, while it is our work."""
        clock = uow.reasons.legal(self.request, uow.requests.working_days) if self.request.is_open else None
        return LegalWords(clock, uow.now) if clock else None

    @property
    def may_move(self) -> bool:
        """Whether a running promise falls due in a year whose official calendar is not out."""
        filed = self.request
        return is_provisional(filed) if filed.is_open else False
