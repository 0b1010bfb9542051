"""What the desk must follow up of all feedback: statements put together once, as the first page of a day asks them."""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, String, bindparam, case, cast, func, literal, not_, or_, select

from portal.domain.accounts.models import Account
from portal.domain.almost import sifting
from portal.domain.feedback.kinds import FeedbackState
from portal.domain.feedback.loop import FeedbackLoop
from portal.domain.feedback.models import Feedback
from portal.domain.feedback.repository import readable_by
from portal.domain.voice.late import late_then, one_of_states
from portal.domain.work import AnySelect


class ToFollowUp(NamedTuple):
    """New feedback and what is late of the rest: the `rows` owed longest ago first, columns only, with what
    `LoopClock.owed` asks; `total` is how much there is of it, `late` how much is late."""

    rows: Sequence[Any]
    total: int
    late: int


@cache
def first_to_follow_up(reads_all: bool) -> AnySelect:
    """The rows, up to `most`, each with the two numbers of `_counted`: the first page of a day asks once."""
    query = (
        select(Feedback.id, Feedback.number, Feedback.subject, Feedback.kind, Feedback.state, Feedback.posted_at,
               Feedback.owed_from, Feedback.decision, FeedbackLoop.rated_at, Account.name_zh, Account.short_name,
               _counted(reads_all))
        .join(Account, Account.id == Feedback.account_id)
        .outerjoin(FeedbackLoop, FeedbackLoop.feedback_id == Feedback.id)
        .order_by(Feedback.owed_from, Feedback.id)
    )  # fmt: skip
    return _open(query, reads_all).limit(bindparam("most"))


def _counted(reads_all: bool) -> ColumnElement[str]:
    """How much there is, and how much of it is late, which whatever is not new must be to be found; what is open is
    few beside what has ended. As one text, so that it is counted once for all rows and they stay in their index."""
    late = case((or_(not_(_is_new()), late_then()), 1), else_=0)
    both = cast(func.count(Feedback.id), String) + literal(" ") + cast(func.sum(late), String)
    return _open(select(both), reads_all).correlate(None).scalar_subquery().label("counted")


def _open(query: AnySelect, reads_all: bool) -> AnySelect:
    query = query.where(Feedback.owed_from.is_not(None), sifting(or_(_is_new(), late_then())))
    return query if reads_all else query.where(readable_by(bindparam("reader")))


def _is_new() -> ColumnElement[bool]:
    return one_of_states({FeedbackState.NEW})
