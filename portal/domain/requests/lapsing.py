"""Ending offers of an extension that nobody acknowledged in time."""

from sqlalchemy import select

from portal.domain.requests.extension import TermExtension
from portal.domain.requests.extension_states import ExtensionState
from portal.domain.requests.models import ServiceRequest
from portal.domain.work import Work


def lapse_unacknowledged(work: Work, most: int = 100) -> int:
    """End up to `most` offers whose last day for an acknowledgement (Asia/Shanghai) is over; returns how many.

    The request's row is locked first, as everywhere; a request that somebody else holds is left for the next round.
    """
    late = (TermExtension.state == ExtensionState.APPROVED, TermExtension.acknowledge_by < work.today)
    query = (
        select(ServiceRequest)
        .join(TermExtension, TermExtension.request_id == ServiceRequest.id)
        .where(*late)
        .order_by(TermExtension.acknowledge_by, TermExtension.id)
        .limit(most)
    )
    held = work.session.scalars(query.with_for_update(of=ServiceRequest, skip_locked=True, key_share=True)).all()
    overdue = [one.extension for one in held if one.extension and one.extension.state == ExtensionState.APPROVED]
    for extension in overdue:
        extension.lapse(by=work.actor, at=work.now)
    return len(overdue)
