"""The second complaint of the same cause within ninety days goes to the sponsor (domain 6 [DEF])."""

from datetime import timedelta

from sqlalchemy import ColumnElement, select

from portal.domain.almost import sifting
from portal.domain.events import Actor
from portal.domain.feedback.kinds import FeedbackKind
from portal.domain.feedback.loop import FeedbackLoop
from portal.domain.feedback.models import Feedback
from portal.domain.work import Work

WITHIN = timedelta(days=90)


def mark_repeat(work: Work, feedback: Feedback, loop: FeedbackLoop, same: ColumnElement[bool]) -> None:
    """Note the newest earlier complaint of the account for which `same` holds, and have the sponsor told, once.

    A confidential complaint is compliance's alone: it neither counts nor is counted.
    """
    if feedback.kind != FeedbackKind.COMPLAINT or feedback.is_confidential or loop.escalated_at is not None:
        return
    earlier = select(Feedback.number).where(
        Feedback.account_id == feedback.account_id, sifting(Feedback.kind == FeedbackKind.COMPLAINT), same,
        Feedback.subtype != "integrity", Feedback.id != feedback.id,
        Feedback.posted_at.between(feedback.posted_at - WITHIN, feedback.posted_at),
    )  # fmt: skip
    number = work.session.scalar(earlier.order_by(Feedback.posted_at.desc(), Feedback.id.desc()).limit(1))
    if number is not None:
        loop.repeats, loop.escalated_at = number, work.now
        feedback.tell("escalated", by=Actor.system("portal"), at=work.now, repeats=number)
