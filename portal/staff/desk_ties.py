"""What a request at the desk has to do with others: merged into it, gone into another, linked."""

from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from portal.domain.requests.joined import RequestMerge
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.states import RequestState
from portal.web.current import uow
from portal.web.linked import LinkedRow, linked_rows


class Merged(NamedTuple):
    """`may_part`: it is still in time to be taken apart."""

    request: ServiceRequest
    by: str
    at: datetime
    may_part: bool


class DeskTies:
    request: ServiceRequest

    @cached_property
    def joined(self) -> list[ServiceRequest]:
        """Requests that go on within this one."""
        return uow.merging.joined(self.request)

    @property
    def whole(self) -> list[ServiceRequest]:
        """This one and those."""
        return [self.request, *self.joined]

    @property
    def merge(self) -> Merged | None:
        """How this one was merged into another."""
        if self.request.state != RequestState.MERGED:
            return None
        return _merged(self.request, uow.merging.record_of(self.request))

    @property
    def merges(self) -> list[Merged]:
        """How the others were merged into this one."""
        records = uow.merging.records(self.request) if self.joined else {}
        return [_merged(one, records[one.id]) for one in self.joined]

    @property
    def linked(self) -> list[LinkedRow]:
        return linked_rows(self.request, "staff")


def _merged(one: ServiceRequest, kept: RequestMerge) -> Merged:
    return Merged(one, kept.by.name, kept.at, kept.may_be_taken_apart(uow.now))
