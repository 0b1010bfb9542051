"""The list of a plan: who is on it, what the rules say about a gift to each, and how each is thought of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.domain.accounts.models import Account, AccountStanding, Contact
from portal.domain.care.consent import accepts_message, words_of
from portal.domain.care.gifts import DEFAULT, Limits, Stop
from portal.domain.care.giving.checking import Person, people_before
from portal.domain.care.occasions import Occasion
from portal.domain.care.planning.models import OccasionPlan, PlanGuest, PlanState, Way
from portal.domain.work import Repository


@dataclass(frozen=True)
class Guest:
    """A line of the list: why no gift (the first rule that forbids it), and whether a message is wanted."""

    row: PlanGuest
    person: Person | None
    stop: str | None
    is_welcome: bool


class GuestLists(Repository):
    def invite(self, plan: OccasionPlan, contacts: Iterable[Contact]) -> int:
        """Put people on the list who accept greetings; returns how many of these are on it."""
        plan.require(PlanState.OPEN)
        people = {one.id: one for one in contacts}
        words, here = words_of(self.session, people), set(self._contact_ids(plan))
        is_birthday, on_it = plan.occasion == Occasion.BIRTHDAY, 0
        for one in people.values():
            if one.id in here:
                on_it += 1
            elif accepts_message(words[one.id], is_birthday=is_birthday, is_sms=False):
                on_it += 1
                self.session.add(PlanGuest(plan_id=plan.id, account_id=one.account_id, contact_id=one.id))
        self.session.flush()
        return on_it

    def _contact_ids(self, plan: OccasionPlan) -> Iterable[int | None]:
        return self.session.scalars(select(PlanGuest.contact_id).where(PlanGuest.plan_id == plan.id))

    def lines(self, plan: OccasionPlan, limits: Limits = DEFAULT) -> list[Guest]:
        """The list within reach, by account, each with what the rules say about a gift; four statements more."""
        query = select(PlanGuest).where(PlanGuest.plan_id == plan.id)
        query = query.join(Account, Account.id == PlanGuest.account_id)
        query = query.options(joinedload(PlanGuest.account), joinedload(PlanGuest.contact))
        rows = [*self.session.scalars(query.order_by(Account.number, PlanGuest.id))]
        return self._judged(plan, rows, limits)

    def _judged(self, plan: OccasionPlan, rows: list[PlanGuest], limits: Limits) -> list[Guest]:
        people = people_before(self.session, [row.contact for row in rows if row.contact], plan.days[2].year, limits)
        is_birthday, found = plan.occasion == Occasion.BIRTHDAY, []
        for row in rows:
            person = people.get(row.contact_id or 0)
            welcome = person is not None and accepts_message(person.words, is_birthday=is_birthday, is_sms=False)
            found.append(Guest(row, person, self._stop(plan, person), welcome))
        return found

    def _stop(self, plan: OccasionPlan, person: Person | None) -> str | None:
        """The first rule against the plan's gift, or against the least one where it has none yet."""
        if person is None:
            return None
        day = max(plan.days[2], self.work.today)
        found = person.stops(plan.gift_kind or "local_food", plan.gift_cost or 1, day, plan.occasion)
        found = [stop for stop in found if stop is not Stop.ONE_GIFT]  # its price was judged when it was typed
        return str(found[0]) if found else None

    def care_owners(self, account_ids: Iterable[int]) -> dict[int, int | None]:
        """By account, who looks after it."""
        query = select(AccountStanding.account_id, AccountStanding.care_owner_id)
        rows = self.session.execute(query.where(AccountStanding.account_id.in_(sorted(set(account_ids)))))
        return {row.account_id: row.care_owner_id for row in rows}

    def arrange(self, plan: OccasionPlan, ways: Mapping[int, str], limits: Limits = DEFAULT) -> int:
        """Say by id of the line how each is thought of; what is no way takes them off. Returns how many were to get a
        gift that a rule forbids: they keep what they had."""
        plan.require(PlanState.OPEN)
        stopped = 0
        for guest in self.lines(plan, limits):
            way = ways.get(guest.row.id, guest.row.way)
            if way not in set(Way):
                self.session.delete(guest.row)
            elif way == Way.GIFT and guest.stop and guest.person:
                stopped += 1
                told = {"name": guest.person.contact.name, "rules": [guest.stop], "on": plan.on.isoformat()}
                guest.person.contact.record("gift.stopped", by=self.work.actor, at=self.work.now, **told)
            else:
                guest.row.way = way
        self.session.flush()
        return stopped
