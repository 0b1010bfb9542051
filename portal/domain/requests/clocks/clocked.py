"""What a request keeps of its clock: the promises with the policy behind them, whose turn it is, whether it stands."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.events import Actor
from portal.domain.requests.clocks.policy import NEVER
from portal.domain.requests.states import may_reopen
from portal.domain.working_days import civil_day


class Clocked:
    """`policy_no` is the version of the policy under which it was filed, for good. `unanswered_since` is the earliest
    message of the partner that waits for us after the first answer, due at `next_due_at`; `stopped_at` says since when
    the clock stands still. Due moments are NEVER when it has no clock. All in UTC."""

    answer_due_at: Mapped[datetime]
    resolve_due_at: Mapped[datetime]
    policy_no: Mapped[int] = mapped_column(default=1)
    unanswered_since: Mapped[datetime | None]
    next_due_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    @property
    def due_at(self) -> datetime:
        """The next moment we promised: the first answer, then the answer to what was said since or the resolution,
        whichever comes first."""
        if not self.answered_at:
            return self.answer_due_at
        return min(self.resolve_due_at, self.next_due_at or NEVER)

    @property
    def has_clock(self) -> bool:
        """Whether any time was promised."""
        return self.resolve_due_at < NEVER

    @property
    def is_paused(self) -> bool:
        """Whether the clock stands still."""
        return self.stopped_at is not None

    def may_reopen(self, at: datetime) -> bool:
        """Whether `at` is still in time to take it up again, if it ended."""
        done_at = self.closed_at or self.resolved_at
        return done_at is None or may_reopen(civil_day(done_at), civil_day(at))

    def note_turn(self, by: Actor, at: datetime) -> None:
        """A person of ours answered in public, the first time or again; or the partner waits for an answer. What the
        system or a program of ours says is no answer."""
        if by.is_staff and by.is_machine:
            return
        if by.is_staff:
            self.answered_at = self.answered_at or at
            self.unanswered_since = self.next_due_at = None
        elif by.kind == "partner" and self.answered_at is not None:
            self.unanswered_since = self.unanswered_since or at
