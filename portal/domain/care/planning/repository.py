"""Opening a plan, describing it, a second person's word about its list, putting it away."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.domain.accounts.models import Contact
from portal.domain.base import Conflict, NotFound, Refused
from portal.domain.care.messages import GAPS
from portal.domain.care.occasions import Occasion
from portal.domain.care.planning.guests import GuestLists
from portal.domain.care.planning.models import OccasionPlan, PlanGuest, PlanState, Way
from portal.domain.events import Event
from portal.domain.people.models import Login, Staff
from portal.domain.requests.canned_text import check
from portal.domain.scope import OUTSIDE_SCOPE
from portal.domain.series import next_number
from portal.domain.work import Repository

OF_NOBODY = {OUTSIDE_SCOPE: "a plan is of no account, and so are its events"}


class Plans(Repository):
    def get(self, number: str) -> OccasionPlan:
        """Raises NotFound."""
        query = select(OccasionPlan).where(OccasionPlan.number == number)
        people = (OccasionPlan.owner, OccasionPlan.decided_by)
        query = query.options(*(joinedload(one).joinedload(Staff.login) for one in people))
        plan: OccasionPlan | None = self.session.scalar(self.for_change(query))
        if plan is None:
            raise NotFound(number)
        return plan

    def under_way(self) -> list[OccasionPlan]:
        """Those not closed, the first day on top, with their owners."""
        query = select(OccasionPlan).where(OccasionPlan.state != PlanState.CLOSED)
        query = query.options(joinedload(OccasionPlan.owner).joinedload(Staff.login))
        return [*self.session.scalars(query.order_by(OccasionPlan.on, OccasionPlan.id).limit(100))]

    def numbers(self) -> dict[tuple[str, date], str]:
        """By occasion and day, the plan there is."""
        query = select(OccasionPlan.occasion, OccasionPlan.on, OccasionPlan.number)
        rows = self.session.execute(query.where(OccasionPlan.on >= self.work.today))
        return {(row.occasion, row.on): row.number for row in rows}

    def open(self, occasion: Occasion, on: date, contacts: Iterable[Contact]) -> OccasionPlan:
        """Begin a plan with these people on its list, but for whoever wants no greetings. Refused for a day that has
        passed, Conflict where there is one."""
        if on < self.work.today:
            raise Refused("plan.day_passed", day=on)
        there = select(OccasionPlan.number).where(OccasionPlan.occasion == occasion, OccasionPlan.on == on)
        if number := self.session.scalar(there):
            raise Conflict("plan.there_already", number=number)
        assert self.work.actor.staff_id is not None
        month = f"{on:%Y%m}"
        plan = OccasionPlan(
            number=f"PL-{month}-{next_number(self.session, f'plan.{month}'):04d}", occasion=occasion, on=on,
            owner_id=self.work.actor.staff_id, opened_at=self.work.now,
        )  # fmt: skip
        self.session.add(plan)
        self.session.flush()
        asked = list(contacts)
        plan.left_out = len(asked) - GuestLists(self.work).invite(plan, asked)
        plan.record("occasion_plan.opened", by=self.work.actor, at=self.work.now, occasion=occasion, on=on.isoformat())
        return plan

    def describe(self, plan: OccasionPlan, facts: dict[str, Any], *, seen: int) -> None:
        """Its words and its gift; Conflict when it changed meanwhile, Refused for a gap nothing fills."""
        plan.require(PlanState.OPEN)
        if plan.version != seen:
            raise Conflict("plan.moved_on", number=plan.number)
        check(facts["text"], GAPS)
        for name, value in facts.items():
            setattr(plan, name, value)
        plan.record("occasion_plan.described", by=self.work.actor, at=self.work.now, occasion=plan.occasion)

    def submit(self, plan: OccasionPlan) -> None:
        """Hand the list to a second person; Refused while nobody is on it, or a gift has no name and price."""
        plan.require(PlanState.OPEN)
        counts = self._ways(plan)
        if not counts:
            raise Refused("plan.nobody")
        if counts.get(Way.GIFT) and not (plan.gift_item and plan.gift_cost):
            raise Refused("plan.no_gift")
        plan.owner_id = self.work.actor.staff_id or plan.owner_id
        plan.reason = ""
        plan.move(PlanState.SUBMITTED, by=self.work.actor, at=self.work.now, people=sum(counts.values()))

    def decide(self, plan: OccasionPlan, is_agreed: bool, reason: str = "") -> None:
        """A second person agrees to the list, or gives it back with the reason. Refused for one's own, whoever handed
        it in, and for agreeing to people whom one does not see."""
        plan.require(PlanState.SUBMITTED)
        if plan.owner_id == self.work.actor.staff_id or (is_agreed and self.is_own(plan)):
            raise Refused("plan.own_list", number=plan.number)
        mine = select(func.count(PlanGuest.id)).where(PlanGuest.plan_id == plan.id)
        if is_agreed and self.session.scalar(mine) != sum(self._ways(plan).values()):
            raise Refused("plan.beyond_reach", number=plan.number)
        plan.decided_by_id, plan.decided_at, plan.reason = self.work.actor.staff_id, self.work.now, reason
        state, told = (PlanState.APPROVED, "approved") if is_agreed else (PlanState.OPEN, "returned")
        plan.move(state, by=self.work.actor, at=self.work.now, told=told)

    def is_own(self, plan: OccasionPlan) -> bool:
        """Whether who acts handed it in, opened it, worded it or chose who is on it: they would agree to their own."""
        if plan.owner_id == self.work.actor.staff_id:
            return True
        made = (f"occasion_plan.{what}" for what in ("opened", "described", "arranged"))
        query = select(Event.id).where(Event.subject == plan.__tablename__, Event.subject_id == plan.id)
        query = query.where(Event.actor_login_id == self.work.actor.login_id, Event.kind.in_([*made]))
        return self.session.scalar(query.limit(1), execution_options=OF_NOBODY) is not None

    def _ways(self, plan: OccasionPlan) -> dict[str, int]:
        """By way, how many are on the list: everybody, whoever asks."""
        guests: Any = PlanGuest.__table__
        ways = select(guests.c.way, func.count().label("people")).where(guests.c.plan_id == plan.id)
        self.session.flush()
        connection = self.session.unguarded("a list is agreed to as a whole: numbers of people only")
        return {row.way: row.people for row in connection.execute(ways.group_by(guests.c.way))}

    def note_taken(self, plan: OccasionPlan, format: str, rows: int) -> None:
        """That somebody took its list out stays told."""
        taker = self.session.get_one(Login, self.work.actor.login_id)
        taker.record("export.taken", by=self.work.actor, at=self.work.now, what="occasion_plan", format=format,
                     filter={"number": plan.number}, rows=rows, reveals=False)  # fmt: skip

    def close(self, plan: OccasionPlan) -> None:
        """Put it away: what was not sent stays unsent."""
        plan.require(PlanState.OPEN, PlanState.APPROVED)
        plan.move(PlanState.CLOSED, by=self.work.actor, at=self.work.now)
