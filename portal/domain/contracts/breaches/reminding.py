"""Reminding of notices that nobody has answered while the time to answer runs out."""

from datetime import timedelta

from sqlalchemy import select

from portal.domain.contracts.breaches.models import Breach
from portal.domain.contracts.breaches.states import BreachState
from portal.domain.work import Work

AHEAD = timedelta(days=1)
"""Calendar days before the last one on which the partner is reminded, once."""


def remind_of_replies(work: Work, most: int = 100) -> int:
    """Remind of up to `most` unanswered notices whose last day to answer is today or tomorrow (Asia/Shanghai);
    returns how many."""
    query = select(Breach).where(
        Breach.state == BreachState.NOTICED, Breach.reminded_at.is_(None),
        Breach.reply_by.between(work.today, work.today + AHEAD),
    )  # fmt: skip
    found = work.session.scalars(query.order_by(Breach.id).limit(most).with_for_update(skip_locked=True)).all()
    for breach in found:
        breach.remind(by=work.actor, at=work.now)
    return len(found)
