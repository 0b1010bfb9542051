"""The loop as staff see it: what is owed of which feedback, who has it, and what is noted beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.domain.base import Refused
from portal.domain.feedback.kinds import (
    COMPLIANCE_ROLES,
    ENDED,
    KINDS,
    FeedbackKind,
    FeedbackState,
    RootCause,
    WrongState,
)
from portal.domain.feedback.loop import MARKS, FeedbackLoop
from portal.domain.feedback.models import Feedback
from portal.domain.feedback.owed import LoopClock, Owed
from portal.domain.feedback.repeating import mark_repeat
from portal.domain.feedback.repository import FeedbackRepository
from portal.domain.kept import rows_of
from portal.domain.paging import PAGE_SIZE, Page, page_of
from portal.domain.people.models import Staff
from portal.domain.voice.follow_up import ToFollowUp, first_to_follow_up
from portal.domain.voice.following import open_opportunity
from portal.domain.voice.late import edges, is_late, loop_clock
from portal.domain.work import AnySelect, Repository

NEWEST = (Feedback.posted_at, Feedback.id)


@dataclass(frozen=True)
class LoopFilter:
    """What the list is narrowed to: `states` are alternatives."""

    states: Sequence[FeedbackState] = field(default=())
    kind: str | None = None
    owner_id: int | None = None
    is_late: bool = False


class Loop(Repository):
    @cached_property
    def clock(self) -> LoopClock:
        """The calendar and the office hours of this moment."""
        return loop_clock(self.work)

    def of(self, feedback: Feedback) -> FeedbackLoop:
        """The row beside it, made where there is none yet."""
        query = select(FeedbackLoop).where(FeedbackLoop.feedback_id == feedback.id)
        loop: FeedbackLoop | None = self.session.scalar(self.for_change(query))
        if loop is None:
            loop = FeedbackLoop(account_id=feedback.account_id, feedback_id=feedback.id)
            if self.work.writes:
                self.session.add(loop)
        return loop

    def beside(self, rows: Iterable[Feedback]) -> dict[int, FeedbackLoop]:
        """The rows beside these, by the feedback's id, with who has it; one statement."""
        ids = [row.id for row in rows]
        query = select(FeedbackLoop).where(FeedbackLoop.feedback_id.in_(ids))
        query = query.options(joinedload(FeedbackLoop.owner).joinedload(Staff.login))
        return {one.feedback_id: one for one in self.session.scalars(query)} if ids else {}

    def owed(self, feedback: Any, loop: Any) -> Owed | None:
        return self.clock.owed(feedback, loop)

    def page(
        self, wanted: LoopFilter, *, after: str | None = None, before: str | None = None, size: int = PAGE_SIZE
    ) -> Page:
        """Feedback with its account and clause, the newest first; what is late the oldest first."""
        query = self.narrowed(select(Feedback), wanted)
        query = query.options(joinedload(Feedback.account), joinedload(Feedback.clause))
        return page_of(
            self.session, query, NEWEST, after=after, before=before, descending=not wanted.is_late, size=size
        )

    def count_late(self) -> int:
        """How much feedback is late, of all that this person may read."""
        return self.session.scalar(self.narrowed(select(func.count(Feedback.id)), LoopFilter(is_late=True))) or 0

    def to_follow_up(self, most: int) -> ToFollowUp:
        """One statement."""
        reader = FeedbackRepository(self.work).reader
        given = {**edges(self.clock), "reader": reader, "most": most}
        rows = rows_of(self.session, first_to_follow_up(reader is None), given)
        return ToFollowUp(rows, *map(int, rows[0].counted.split() if rows else (0, 0)))

    def narrowed(self, query: AnySelect, wanted: LoopFilter) -> AnySelect:
        """Of a query on Feedback what this person may read and the filter asks for."""
        query = FeedbackRepository(self.work).readable_among(query)
        if wanted.kind:
            query = query.where(Feedback.kind == wanted.kind)
        if wanted.states:
            query = query.where(Feedback.state.in_(wanted.states))
        if wanted.owner_id:
            query = query.join(FeedbackLoop, FeedbackLoop.feedback_id == Feedback.id)
            query = query.where(FeedbackLoop.owner_id == wanted.owner_id)
        return query.where(is_late(self.clock)) if wanted.is_late else query

    def assign(self, feedback: Feedback, staff: Staff) -> None:
        """Give it to one of us; Refused for one who may not read a confidential one, or when it has ended."""
        self._require_open(feedback, "assign")
        if feedback.is_confidential and COMPLIANCE_ROLES.isdisjoint(staff.roles):
            raise Refused("feedback.not_for_them", number=feedback.number)
        loop = self.of(feedback)
        if loop.owner_id != staff.id:
            before, loop.owner_id = loop.owner_id, staff.id
            self._tell(feedback, "assigned", before=before, after=staff.id)

    def call_back(self, feedback: Feedback, *, is_content: bool, note: str) -> None:
        """Note what they said on the phone about our answer; the note is ours alone."""
        feedback.call_back(by=self.work.actor, at=self.work.now, is_content=is_content)
        loop = self.of(feedback)
        loop.called_back_at, loop.called_back_by_id = self.work.now, self.work.actor.login_id
        loop.call_note = note

    def rate(self, feedback: Feedback, *, credibility: int, value: int) -> None:
        """How credible market information is, and of what value, each 1 to 5. What proves good
        becomes an opening where a peripheral contact told us of it."""
        self._require_open(feedback, "rate")
        if KINDS[FeedbackKind(feedback.kind)].needs != "rating" or not {credibility, value} <= set(MARKS):
            raise Refused("feedback.nothing_to_rate", number=feedback.number)
        loop = self.of(feedback)
        loop.credibility, loop.value, loop.rated_at = credibility, value, self.work.now
        self._tell(feedback, "rated", credibility=credibility, value=value)
        open_opportunity(self.work, feedback, loop)

    def close(self, feedback: Feedback, root_cause: RootCause | None) -> None:
        """End it; a second complaint with this root cause within ninety days goes to the sponsor."""
        loop, needs = self.of(feedback), KINDS[FeedbackKind(feedback.kind)].needs
        if needs == "rating" and loop.rated_at is None:
            raise Refused("feedback.rating_missing", number=feedback.number)
        feedback.close(by=self.work.actor, at=self.work.now, root_cause=root_cause)
        if root_cause is not None:
            mark_repeat(self.work, feedback, loop, Feedback.root_cause == root_cause)

    def _require_open(self, feedback: Feedback, verb: str) -> None:
        if feedback.state in ENDED:
            raise WrongState(verb, FeedbackState(feedback.state))

    def _tell(self, feedback: Feedback, what: str, **facts: Any) -> None:
        feedback.tell(what, by=self.work.actor, at=self.work.now, **facts)
