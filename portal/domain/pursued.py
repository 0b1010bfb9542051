"""What is pursued stage by stage until it is won or lost: one rule for openings and for prospects."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from portal.domain.base import Conflict, Refused
from portal.domain.events import Actor, Recorded

if TYPE_CHECKING:
    from sqlalchemy.orm import Mapped

S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True)
class Pipeline(Generic[S]):
    """`under_way` are the stages in their order, `reasons` the codes of why one is lost."""

    under_way: tuple[S, ...]
    won: S
    lost: S
    reasons: type[StrEnum]

    def ways(self) -> Mapping[S, tuple[S, ...]]:
        """Where each may go. Under way a step may be skipped, and one may fall back; what was won is over, what was
        lost may be taken up again."""
        every = (*self.under_way, self.won, self.lost)
        onwards = {stage: tuple(other for other in every if other is not stage) for stage in self.under_way}
        return {**onwards, self.won: (), self.lost: self.under_way}


@dataclass(frozen=True)
class Step:
    """Where it goes, and what comes next: until which civil day, and who looks after it."""

    stage: str
    next_step: str = ""
    next_on: date | None = None
    owner_id: int | None = None
    lost_reason: str = ""


class Pursued(Recorded):
    """A row in a pipeline; `noun` begins the codes of its events and of what is refused."""

    noun: ClassVar[str]
    pipeline: ClassVar[Pipeline[Any]]
    if TYPE_CHECKING:
        number: Mapped[str]
        stage: Mapped[str]
        stage_at: Mapped[datetime]
        next_step: Mapped[str]
        next_on: Mapped[date | None]
        owner_id: Mapped[int | None]
        lost_reason: Mapped[str]
        version: Mapped[int]

    @property
    def is_open(self) -> bool:
        return self.stage in self.pipeline.under_way

    def is_late(self, today: date) -> bool:
        """Whether its next step should have been taken before civil day `today`."""
        return self.is_open and self.next_on is not None and self.next_on < today

    def require_seen(self, seen: int | None) -> None:
        """Conflict where somebody was faster than who saw this version."""
        if seen is not None and seen != self.version:
            raise Conflict("edit.conflict", number=self.number)

    def require_way(self, step: Step) -> None:
        """Refused where the stage cannot follow, without a next step and its day while it is under way, and without a
        reason of the catalogue when it is lost."""
        if step.stage != self.stage and step.stage not in self.pipeline.ways()[self.stage]:
            raise Refused(f"{self.noun}.closed", number=self.number)
        if step.stage in self.pipeline.under_way and not (step.next_step and step.next_on):
            raise Refused(f"{self.noun}.step_needed")
        if step.stage == self.pipeline.lost and step.lost_reason not in set(self.pipeline.reasons):
            raise Refused(f"{self.noun}.reason_needed")

    def take(self, step: Step, *, by: Actor, at: datetime, **facts: Any) -> None:
        """Go there; what is told of a move has `facts` beside the stages, a step that was only planned has its day."""
        was, self.stage, self.owner_id = self.stage, str(step.stage), step.owner_id
        self.next_step, self.next_on = (step.next_step, step.next_on) if self.is_open else ("", None)
        self.lost_reason = step.lost_reason if step.stage == self.pipeline.lost else ""
        if was == self.stage:
            day = step.next_on.isoformat() if step.next_on else None
            self.record(f"{self.noun}.planned", by=by, at=at, next_on=day)
            return
        self.stage_at = at
        moved = {"from": was, "to": self.stage, "reason": self.lost_reason, **facts}
        self.record(f"{self.noun}.moved", by=by, at=at, **moved)
