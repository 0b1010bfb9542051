"""Closing what was resolved and met no objection."""

from datetime import timedelta

from sqlalchemy import select

from portal.domain.requests.desk_card import DeskCard
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.repository import RequestRepository
from portal.domain.requests.states import CLOSE_AFTER_WORKING_DAYS, RequestState, closes_after
from portal.domain.work import SHANGHAI, Work


def close_unopposed(work: Work, most: int = 100) -> int:
    """Close up to `most` requests whose working days for an objection (Asia/Shanghai) are over; returns how many."""
    days = RequestRepository(work).working_days
    over = [
        service_request
        for service_request in _long_resolved(work, most)
        if service_request.resolved_at
        and closes_after(service_request.resolved_at.astimezone(SHANGHAI).date(), days) < work.today
    ]
    for service_request in over:
        service_request.close(by=work.actor, at=work.now)
    return len(over)


def _long_resolved(work: Work, most: int) -> list[ServiceRequest]:
    """Resolved so many calendar days ago that the working days may be over, the longest first."""
    query = (
        select(ServiceRequest)
        .join(DeskCard, DeskCard.request_id == ServiceRequest.id)
        .where(
            DeskCard.state == RequestState.RESOLVED,
            ServiceRequest.resolved_at < work.now - timedelta(days=CLOSE_AFTER_WORKING_DAYS),
        )
        .order_by(ServiceRequest.resolved_at, ServiceRequest.id)
        .limit(most)
    )
    return list(work.session.scalars(query.with_for_update(of=ServiceRequest, skip_locked=True)))
