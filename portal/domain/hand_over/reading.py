"""What a successor reads first: accounts by importance, what is late, and the last days for notices ahead."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, or_, select

from portal.domain.accounts.kinds import Tier
from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.contracts.models import Contract
from portal.domain.contracts.radar import NOTICE_KINDS
from portal.domain.deadlines import Deadline, Deadlines
from portal.domain.feedback.loop import FeedbackLoop
from portal.domain.feedback.models import Feedback
from portal.domain.hand_over.groups import GROUPS
from portal.domain.hand_over.models import HandOver
from portal.domain.opportunities.models import Opportunity
from portal.domain.people.models import Login, Staff
from portal.domain.promises.models import Pledge
from portal.domain.recruiting.models import Prospect
from portal.domain.requests.desk_card import DeskCard
from portal.domain.requests.models import ServiceRequest
from portal.domain.work import AnySelect, Repository

NOTICE_DAYS = 90
"""Calendar days ahead in which a last day for a notice is listed, today counted."""
SHOWN = 500
"""So many rows of each list are shown; the count says how many there are."""
_ORDER = {tier: place for place, tier in enumerate((Tier.VIP, Tier.A, Tier.PERIPHERAL_KEY, Tier.B, Tier.C))}


@dataclass(frozen=True)
class Reading:
    """Lists by importance: accounts (VIP first, then those with late requests), requests and promises (late first)."""

    accounts: list[Any] = field(default_factory=list)
    requests: list[Any] = field(default_factory=list)
    promises: list[Any] = field(default_factory=list)
    notices: list[Deadline] = field(default_factory=list)
    prospects: list[Any] = field(default_factory=list)
    openings: list[Any] = field(default_factory=list)
    people: list[Any] = field(default_factory=list)
    absences: list[Any] = field(default_factory=list)
    views: list[Any] = field(default_factory=list)
    rules: list[Any] = field(default_factory=list)
    feedback: list[Any] = field(default_factory=list)


class Readings(Repository):
    def of_post(self, staff: Staff) -> Reading:
        """What is this post's now."""
        return self._read({name: group.of(select(group.kind.id), staff.id, self.work.today)
                           for name, group in GROUPS.items()})  # fmt: skip

    def of_heir(self, done: HandOver, staff_id: int | None) -> Reading:
        """What one of the heirs got; everything for whoever got nothing, who looks on."""
        heir = staff_id if staff_id in done.heirs.values() else None
        return self._read({name: select(group.kind.id).where(group.kind.id.in_(done.ids_for(name, heir)[:SHOWN]))
                           for name, group in GROUPS.items()})  # fmt: skip

    def _read(self, ids: dict[str, AnySelect]) -> Reading:
        requests = self._requests(ids["requests"])
        late = {row.account_id for row in requests if row.is_late}
        accounts = self._accounts(ids, late)
        promises = list(self.session.execute(
            select(Pledge.number, Pledge.what, Pledge.due_on, Account.number.label("account"), Account.name_zh)
            .join(Account, Account.id == Pledge.account_id).where(Pledge.id.in_(ids["promises"]))
            .order_by(Pledge.due_on, Pledge.id).limit(SHOWN)))  # fmt: skip
        people, absences, views, rules = (self._named(ids[name], name) for name in ("led", "deputy", "views", "rules"))
        return Reading(
            accounts, requests, promises, self._notices(ids["managed"]), self._prospects(ids["prospects"]),
            self._openings(ids["openings"]), people, absences, views, rules, self._feedback(ids["feedback"]),
        )  # fmt: skip

    def _feedback(self, ids: AnySelect) -> list[Any]:
        """What is owed longest on top."""
        query = select(Feedback.number, Feedback.subject, Feedback.owed_from, Account.name_zh)
        query = query.join(FeedbackLoop, FeedbackLoop.feedback_id == Feedback.id)
        query = query.join(Account, Account.id == Feedback.account_id).where(FeedbackLoop.id.in_(ids))
        return list(self.session.execute(query.order_by(Feedback.owed_from, Feedback.id).limit(SHOWN)))

    def _accounts(self, ids: dict[str, AnySelect], late: set[int]) -> list[Any]:
        by_standing = select(AccountStanding.account_id).where(
            or_(AccountStanding.id.in_(ids["cared_for"]), AccountStanding.id.in_(ids["sponsored"]))
        )
        query = (
            select(
                Account.id, Account.number, Account.name_zh, AccountStanding.tier,
                Account.id.in_(ids["managed"]).label("managed"),
                AccountStanding.id.in_(ids["cared_for"]).label("cared_for"),
                AccountStanding.id.in_(ids["sponsored"]).label("sponsored"),
            )
            .outerjoin(AccountStanding, AccountStanding.account_id == Account.id)
            .where(or_(Account.id.in_(ids["managed"]), Account.id.in_(by_standing)))
        )  # fmt: skip
        rows = self.session.execute(query.order_by(Account.id)).all()
        last = len(_ORDER)
        return sorted(rows, key=lambda row: (_ORDER.get(row.tier, last), row.id not in late, row.id))[:SHOWN]

    def _requests(self, ids: AnySelect) -> list[Any]:
        late = ((~DeskCard.is_paused) & (DeskCard.due_at < self.work.now)).label("is_late")
        query = (
            select(ServiceRequest.number, ServiceRequest.subject, ServiceRequest.account_id, DeskCard.due_at,
                   DeskCard.is_paused, late, Account.name_zh)
            .join(DeskCard, DeskCard.request_id == ServiceRequest.id)
            .join(Account, Account.id == ServiceRequest.account_id)
            .where(DeskCard.id.in_(ids))
        )  # fmt: skip
        return list(self.session.execute(query.order_by(DeskCard.is_paused, DeskCard.due_at).limit(SHOWN)))

    def _prospects(self, ids: AnySelect) -> list[Any]:
        """The one whose next step is due first on top."""
        name = func.coalesce(Account.name_zh, Prospect.name).label("name")
        query = select(Prospect.number, name, Prospect.next_step, Prospect.next_on).select_from(Prospect)
        query = query.outerjoin(Account, Account.id == Prospect.account_id).where(Prospect.id.in_(ids))
        due = query.order_by(Prospect.next_on.is_(None), Prospect.next_on, Prospect.id)
        return list(self.session.execute(due.limit(SHOWN)))

    def _openings(self, ids: AnySelect) -> list[Any]:
        """Likewise."""
        query = select(Opportunity.number, Opportunity.title.label("name"), Opportunity.next_step, Opportunity.next_on)
        due = query.where(Opportunity.id.in_(ids)).order_by(Opportunity.next_on.is_(None), Opportunity.next_on)
        return list(self.session.execute(due.order_by(Opportunity.id).limit(SHOWN)))

    def _notices(self, managed: AnySelect) -> list[Deadline]:
        last: date = self.work.today + timedelta(days=NOTICE_DAYS - 1)
        contracts = list(self.session.scalars(select(Contract.id).where(Contract.account_id.in_(managed)).limit(SHOWN)))
        found: Iterable[Deadline] = Deadlines(self.work).of_contracts(contracts) if contracts else ()
        return [one for one in found
                if one.window.kind in NOTICE_KINDS and self.work.today <= one.window.arrives_by <= last]  # fmt: skip

    def _named(self, ids: AnySelect, name: str) -> list[Any]:
        """Names of colleagues, views and rules; of absences also the days."""
        kind = GROUPS[name].kind
        if name in ("led", "deputy"):
            columns = (kind.first_day, kind.last_day) if name == "deputy" else ()
            query: AnySelect = select(Login.name, *columns).join(Staff, Staff.login_id == Login.id)
            return list(self.session.execute(query.join(kind, kind.staff_id == Staff.id).where(kind.id.in_(ids))))
        return list(self.session.execute(select(kind.id, kind.name).where(kind.id.in_(ids)).order_by(kind.name)))
