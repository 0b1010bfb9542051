"""What one of us can own: in which table it stands, in which column, and which rows count."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.feedback.kinds import ENDED
from portal.domain.feedback.loop import FeedbackLoop
from portal.domain.feedback.models import Feedback
from portal.domain.opportunities.models import Opportunity
from portal.domain.opportunities.stages import OPEN as UNDER_WAY
from portal.domain.people.absence import Absence
from portal.domain.people.leads import StaffLead
from portal.domain.promises.models import Pledge
from portal.domain.promises.open import IS_STILL_OPEN
from portal.domain.recruiting.models import Prospect
from portal.domain.recruiting.stages import OPEN
from portal.domain.requests.assigning.rows import AssignmentRule
from portal.domain.requests.canned_reply import Shelf
from portal.domain.requests.desk_card import DeskCard
from portal.domain.requests.queue_views import QueueView
from portal.domain.work import AnySelect


@dataclass(frozen=True)
class Group:
    """`owner` names whose it is; `counts` narrows the rows on a civil day (Asia/Shanghai); `never_self` is a column
    that must not name the heir, as nobody leads or stands in for themselves."""

    kind: type[Any]
    owner: InstrumentedAttribute[Any]
    counts: Callable[[date], tuple[ColumnElement[bool], ...]] = lambda _: ()
    never_self: InstrumentedAttribute[Any] | None = None

    def of(self, query: AnySelect, staff_id: int, today: date) -> AnySelect:
        """`query`, of this table, narrowed to what that post owns."""
        return query.where(self.owner == staff_id, *self.counts(today))


_OPEN_FEEDBACK = select(Feedback.id).where(Feedback.state.not_in(ENDED), Feedback.subtype != "integrity")
"""Confidential complaints stay: compliance gives them to somebody of compliance."""
GROUPS: dict[str, Group] = {
    "managed": Group(Account, Account.business_manager_id),
    "cared_for": Group(AccountStanding, AccountStanding.care_owner_id),
    "sponsored": Group(AccountStanding, AccountStanding.sponsor_id),
    "requests": Group(DeskCard, DeskCard.assignee_id, lambda _: (DeskCard.is_open.is_(True),)),
    "promises": Group(Pledge, Pledge.owner_id, lambda _: tuple(IS_STILL_OPEN)),
    "feedback": Group(FeedbackLoop, FeedbackLoop.owner_id, lambda _: (FeedbackLoop.feedback_id.in_(_OPEN_FEEDBACK),)),
    "prospects": Group(Prospect, Prospect.owner_id, lambda _: (Prospect.stage.in_(OPEN),)),
    "openings": Group(Opportunity, Opportunity.owner_id, lambda _: (Opportunity.stage.in_(UNDER_WAY),)),
    "led": Group(StaffLead, StaffLead.lead_id, never_self=StaffLead.staff_id),
    "deputy": Group(
        Absence, Absence.deputy_id, lambda today: (Absence.ended_at.is_(None), Absence.last_day >= today),
        never_self=Absence.staff_id,
    ),
    "views": Group(QueueView, QueueView.owner_id, lambda _: (QueueView.shelf != Shelf.OWN,)),
    "rules": Group(AssignmentRule, AssignmentRule.staff_id, lambda _: (AssignmentRule.removed_at.is_(None),)),
}  # fmt: skip
"""In the order of the page. `tests/staff/test_hand_overs.py` looks for columns that name a post and are in none."""
