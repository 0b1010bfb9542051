"""The facts of a brief as the rules of advice read them."""

from typing import TYPE_CHECKING

from portal.domain.accounts.catalogue import ContactLevel
from portal.domain.accounts.levels import first_of, level_of
from portal.domain.brief.advice import Known, Thing
from portal.domain.contracts.breaches.states import UNSETTLED, BreachState
from portal.domain.feedback.kinds import UNANSWERED, FeedbackKind
from portal.domain.feedback.models import Feedback
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.states import PAUSED

if TYPE_CHECKING:
    from portal.domain.brief.brief import CallBrief

IN_DISPUTE = UNSETTLED - {BreachState.AGREED}
"""Its sum is not agreed to: that is talked about in writing."""


def known_of(brief: "CallBrief") -> Known:
    """What the rules of advice look at, out of everything that a brief has gathered."""
    account, person, glance = brief.account, brief.contact, brief.glance
    breaches = [one.breach for one in brief.breaches]
    return Known(
        today=brief.work.today,
        level=level_of(person) if person else None,
        tier=glance.standing.tier,
        is_person=account.is_person,
        is_bound=bool(person and (person.is_hcp or person.is_hcp_relative or person.is_public_official)),
        is_blacklisted=glance.standing.is_blacklisted,
        lacks=_lacks(brief),
        contact=str(person.id) if person else "",
        agreed=_agreed(brief),
        waiting=tuple(_filed(one) for one in glance.requests if one.state in PAUSED),
        answered=tuple(_filed(one) for one in brief.feedback if one.state not in UNANSWERED),
        unanswered=tuple(_filed(one) for one in brief.unanswered if one.kind == FeedbackKind.COMPLAINT),
        overdue=tuple(_filed(one) for one in glance.overdue),
        notice=_notice(brief),
        papers=tuple(Thing(str(paper.id), paper.doc_type, paper.expires_on) for paper, _ in brief.papers),
        untold=tuple(Thing(one.number, one.kind) for one in breaches if one.shown_at is None),
        disputed_sums=tuple(Thing(one.number, one.kind) for one in breaches if one.state in IN_DISPUTE),
        internal=tuple(Thing(one.number, one.what, one.due_on) for one in brief.promises if one.is_internal),
    )


def _lacks(brief: "CallBrief") -> frozenset[str]:
    person, found = brief.contact, set()
    if person and not person.best_time:
        found.add("best_time")
    if person and not person.birthday_month:
        found.add("birthday")
    if first_of(brief.glance.contacts, ContactLevel.EXECUTIVE) is None:
        found.add("top")
    return frozenset(found)


def _agreed(brief: "CallBrief") -> Thing | None:
    """The next step that the last contact names."""
    last = brief.touches[0] if brief.touches else None
    return Thing(str(last.id), last.next_step, last.next_on or last.on) if last and last.next_step else None


def _notice(brief: "CallBrief") -> Thing | None:
    """The first last day to ask or refuse that can still be met."""
    days = [(one.notice.day, one.contract.number, one.notice.kind) for one in brief.glance.contracts if one.notice]
    day, number, kind = min((one for one in days if one[0] >= brief.work.today), default=(None, "", ""))
    return Thing(number, kind, day) if day else None


def _filed(one: ServiceRequest | Feedback) -> Thing:
    return Thing(one.number, one.subject)
