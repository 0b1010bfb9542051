"""Kinds of feedback: what each is about, how it moves to its end, and by when we owe what."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.base import Refused


class FeedbackKind(StrEnum):
    COMPLAINT = "complaint"
    SUGGESTION = "suggestion"
    PRAISE = "praise"
    MARKET_INTEL = "market_intel"


class FeedbackState(StrEnum):
    NEW = "new"
    ACKNOWLEDGED = "acknowledged"
    INVESTIGATING = "investigating"
    ANSWERED = "answered"
    CONFIRMED_BY_PARTNER = "confirmed_by_partner"
    DISPUTED = "disputed"
    CLOSED = "closed"
    CONVERTED = "converted"


class RootCause(StrEnum):
    """Where a complaint came from; closing one needs it named."""

    PROCESS = "process"
    PEOPLE = "people"
    PRODUCT = "product"
    SUPPLIER = "supplier"
    PARTNER = "partner"
    POLICY = "policy"


class Decision(StrEnum):
    """What becomes of a suggestion; the answer says why."""

    ADOPTED = "adopted"
    PLANNED = "planned"
    DECLINED = "declined"


@dataclass(frozen=True)
class KindRule:
    """Subtypes, the team that owns the kind, and what is due: business minutes to acknowledge (450 a working day),
    working days to answer, and working days after the answer to call back (domain 6). `needs` is what must be known
    before it is closed: root_cause, decision or rating. Defaults; a company may tune them."""

    subtypes: tuple[str, ...]
    team: str
    answer_working_days: int
    acknowledge_minutes: int | None = None
    call_back_working_days: int | None = None
    needs: str = ""

    @property
    def needs_root_cause(self) -> bool:
        return self.needs == "root_cause"


KINDS: Mapping[FeedbackKind, KindRule] = {
    FeedbackKind.COMPLAINT: KindRule(
        ("attitude", "speed", "delivery", "quality", "price_policy", "performance", "integrity"),
        team="care", answer_working_days=3, acknowledge_minutes=240, call_back_working_days=5, needs="root_cause",
    ),
    FeedbackKind.SUGGESTION: KindRule(
        ("product", "policy", "portal", "training", "process"), team="care", answer_working_days=15, needs="decision",
    ),
    FeedbackKind.PRAISE: KindRule(("person", "team"), team="care", answer_working_days=5),
    FeedbackKind.MARKET_INTEL: KindRule(
        ("competitor_price", "tender_notice", "vbp_rumour", "policy", "hospital_listing", "diversion_lead",
         "new_product_source"),
        team="market", answer_working_days=3, needs="rating",
    ),
}  # fmt: skip

CONFIDENTIAL = frozenset({(FeedbackKind.COMPLAINT, "integrity")})
"""Only compliance and whoever wrote them reads these; nobody named in them may."""
COMPLIANCE_ROLES = frozenset({"administrator", "executive", "legal"})
CONFIDENTIAL_EVENTS = "integrity."
"""How the kinds of their events begin."""

F = FeedbackState
ENDED = frozenset({F.CLOSED, F.CONVERTED})
UNANSWERED = frozenset({F.NEW, F.ACKNOWLEDGED, F.INVESTIGATING, F.DISPUTED})


@dataclass(frozen=True)
class FeedbackStep:
    """One verb: who may do it (partner, staff, worker), from where, to where."""

    by: frozenset[str]
    sources: frozenset[FeedbackState]
    target: FeedbackState


FEEDBACK_STEPS: Mapping[str, FeedbackStep] = {
    "acknowledge": FeedbackStep(frozenset({"staff"}), frozenset({F.NEW}), F.ACKNOWLEDGED),
    "investigate": FeedbackStep(
        frozenset({"staff"}), frozenset({F.NEW, F.ACKNOWLEDGED, F.DISPUTED}), F.INVESTIGATING
    ),
    "answer": FeedbackStep(frozenset({"staff"}), UNANSWERED | {F.ANSWERED}, F.ANSWERED),
    "confirm": FeedbackStep(frozenset({"partner"}), frozenset({F.ANSWERED}), F.CONFIRMED_BY_PARTNER),
    "dispute": FeedbackStep(frozenset({"partner"}), frozenset({F.ANSWERED}), F.DISPUTED),
    # They say it on the phone, and whoever called notes it.
    "note_content": FeedbackStep(frozenset({"staff"}), frozenset({F.ANSWERED}), F.CONFIRMED_BY_PARTNER),
    "note_discontent": FeedbackStep(frozenset({"staff"}), frozenset({F.ANSWERED}), F.DISPUTED),
    # Nothing is closed unanswered: every source lies behind an answer the partner can read.
    "close": FeedbackStep(
        frozenset({"staff", "worker"}), frozenset({F.ANSWERED, F.CONFIRMED_BY_PARTNER, F.DISPUTED}), F.CLOSED
    ),
    # It was a request from the beginning, and goes on as one.
    "convert": FeedbackStep(frozenset({"staff"}), UNANSWERED | {F.ANSWERED}, F.CONVERTED),
}  # fmt: skip


class WrongState(Refused):
    """`verb` cannot be done to feedback in `state`."""

    def __init__(self, verb: str, state: FeedbackState) -> None:
        super().__init__("feedback.wrong_state", verb=verb, state=state)
        self.verb, self.state = verb, state


def next_state(state: FeedbackState, verb: str, who: str | None = None) -> FeedbackState:
    """The state after `verb`; WrongState if it cannot be done now or not by `who` (partner, staff, worker), KeyError
    if there is no such verb."""
    step = FEEDBACK_STEPS[verb]
    if state not in step.sources or (who is not None and who not in step.by):
        raise WrongState(verb, state)
    return step.target


def verbs_for(state: FeedbackState, who: str) -> tuple[str, ...]:
    """What `who` (partner, staff, worker) may do to feedback in `state`."""
    return tuple(verb for verb, step in FEEDBACK_STEPS.items() if who in step.by and state in step.sources)
