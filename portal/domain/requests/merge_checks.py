"""Why a request cannot go on within another one, or as something else."""

from portal.domain.base import Conflict, Refused
from portal.domain.requests.carrying import is_being_extended
from portal.domain.requests.catalogue import CATALOGUE, RequestCategory, from_stored
from portal.domain.requests.clocks.legal import legal_clock
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.states import ENDED, OPEN, RequestState
from portal.domain.working_days import WorkingDays

ENDLESS = 10**9


def require_mergeable(asked: ServiceRequest, target: ServiceRequest) -> None:
    """Refused where one cannot go on within the other: itself, another account's, merged or ended, one that holds
    others, an extension under way, a legal clock that would be lost."""
    numbers = {"number": asked.number, "other": target.number}
    if asked.id == target.id:
        raise Refused("merge.itself", **numbers)
    if asked.account_id != target.account_id:
        raise Refused("merge.other_account", **numbers)
    require_here(asked)
    if target.state == RequestState.MERGED:
        raise Refused("merge.target_merged", number=target.number, other=target.went_into)
    if target.state not in OPEN:
        raise Refused("merge.target_ended", **numbers)
    require_alone(asked)
    if legal_day(asked) < legal_day(target):
        raise Refused("merge.legal_clock", **numbers)


def require_here(asked: ServiceRequest) -> None:
    """Conflict for one that goes on under another number already."""
    if asked.state == RequestState.MERGED:
        raise Conflict("merge.already", number=asked.number, other=asked.went_into)
    if asked.state == RequestState.CONVERTED:
        raise Conflict("convert.already", number=asked.number, other=asked.went_into)


def require_alone(asked: ServiceRequest) -> None:
    """Refused for one that goes on elsewhere or has ended, that holds others, or asks for an extension under way."""
    require_here(asked)
    if asked.state in ENDED:
        raise Refused("merge.ended", number=asked.number)
    if asked.has_joined:
        raise Refused("merge.holds_others", number=asked.number)
    if is_being_extended(asked):
        raise Refused("request.extension_open", number=asked.number)


def legal_day(asked: ServiceRequest) -> int:
    """The last calendar day of its legal clock as an ordinal; ENDLESS where the law sets none."""
    category = RequestCategory(asked.category)
    facts = from_stored(CATALOGUE[category], asked.fields)
    clock = legal_clock(category, facts, asked.posted_at, WorkingDays())
    return clock.latest.toordinal() if clock else ENDLESS
