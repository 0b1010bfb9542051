"""How a generated request goes: who does what in which working minute, and the state it ends in."""

from dataclasses import dataclass

from portal.cli.demo.clock import AS_OF, TODAY, working_clock
from portal.cli.demo.draw import Draw, spread
from portal.domain.requests.states import RequestState as S
from portal.domain.work import SHANGHAI

WHERE_OPEN = spread(
    {S.NEW: 4, S.ACCEPTED: 2, S.IN_PROGRESS: 8, S.WAITING_PARTNER: 3, S.WAITING_SUPPLIER: 2, S.RESOLVED: 1}
)
HOW_ENDED = spread({S.CLOSED: 95, S.REJECTED: 3, S.CANCELLED: 2})
_LONGEST_WAIT = 5 * 450


def _now() -> int:
    moment = AS_OF.astimezone(SHANGHAI)
    return working_clock().minute(TODAY, (moment.hour - 9) * 60 + moment.minute - 90)


NOW = _now()
"""The working minute at which the demonstration stands still."""


@dataclass(frozen=True, slots=True)
class Step:
    """One act: `kind` is the event's, `by_partner` says who; `says` is which words go with it."""

    minute: int
    kind: str
    state: S
    by_partner: bool = False
    says: str = ""


def opened(draw: Draw, state: S, first: int, whole: int) -> int:
    """When an open request was filed, so that some are a little late and most are not; minutes as promised."""
    promised = first if state in (S.NEW, S.ACCEPTED) else whole
    return NOW - 2 - draw.number("age", promised * 11 // 10)


def course(draw: Draw, state: S, posted: int, first: int, whole: int) -> list[Step]:
    """The steps from filing on; `first` and `whole` are the promised minutes to the answer and to the resolution."""
    if state == S.NEW:
        return [Step(posted, "posted", S.NEW)]
    if state == S.CANCELLED:
        return [Step(posted, "posted", S.NEW), Step(posted + 20, "cancelled", S.CANCELLED, by_partner=True)]
    steps = _worked_on(draw, posted, first, whole)
    if state in (S.CLOSED, S.RESOLVED):
        steps += _ended(draw, state, steps[-1].minute, posted, whole)
    elif state == S.REJECTED:
        steps.append(Step(steps[-1].minute + 15, "rejected", S.REJECTED, says="reason"))
    elif state == S.ACCEPTED:
        steps = steps[:2]
    elif state != S.IN_PROGRESS:
        steps.append(Step(steps[-1].minute + 3, "waiting", state))
    return _by_now(steps)


def _worked_on(draw: Draw, posted: int, first: int, whole: int) -> list[Step]:
    assigned = posted + 2 + draw.number("assigned", max(first // 4, 3))
    answered = max(assigned + 3, posted + first * (10 + draw.number("answered", 96)) // 100)
    steps = [
        Step(posted, "posted", S.NEW),
        Step(assigned, "assigned", S.ACCEPTED),
        Step(answered, "answered", S.IN_PROGRESS, says="answer"),
    ]
    if draw.happens("reply", 35):
        replied = answered + 5 + draw.number("replied", whole // 3)
        steps.append(Step(replied, "replied", S.IN_PROGRESS, by_partner=True, says="reply"))
    return steps


def _ended(draw: Draw, state: S, after: int, posted: int, whole: int) -> list[Step]:
    resolved = max(after + 10, posted + whole * (15 + draw.number("resolved", 92)) // 100)
    steps = [Step(resolved, "resolved", S.RESOLVED, says="outcome")]
    if state == S.CLOSED:
        steps.append(Step(resolved + 30 + draw.number("closed", _LONGEST_WAIT), "closed", S.CLOSED, by_partner=True))
    return steps


def _by_now(steps: list[Step]) -> list[Step]:
    """The same steps, closer together where the last one would lie ahead of us."""
    begun, last = steps[0].minute, steps[-1].minute
    if last < NOW:
        return steps
    share = (NOW - 1 - begun) / (last - begun)
    return [
        Step(begun + int((step.minute - begun) * share), step.kind, step.state, step.by_partner, step.says)
        for step in steps
    ]
