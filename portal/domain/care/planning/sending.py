"""What follows once a list is agreed to: proposing its gifts, and marking what was sent."""

from collections.abc import Mapping

from portal.domain.base import Refused
from portal.domain.care.consent import accepts_message
from portal.domain.care.gifts import DEFAULT, Limits
from portal.domain.care.giving.repository import Gifts, Proposal
from portal.domain.care.occasions import Occasion
from portal.domain.care.planning.guests import GuestLists
from portal.domain.care.planning.models import OccasionPlan, PlanState, Way
from portal.domain.care.repository import CareRepository
from portal.domain.care.touch_types import TouchType
from portal.domain.work import Repository

CHANNELS = (TouchType.WECHAT, TouchType.SMS, TouchType.CALL, TouchType.GREETING)
"""How something is marked as sent."""


class PlanSending(Repository):
    def propose_gifts(self, plan: OccasionPlan, limits: Limits = DEFAULT) -> tuple[int, int]:
        """Propose the plan's gift for everybody on the approved list who is to get one and has none yet: each goes its
        usual way. Returns how many were proposed, and how many a rule stopped by now (they get a message)."""
        plan.require(PlanState.APPROVED)
        gifts, done, stopped = Gifts(self.work), 0, 0
        for guest in GuestLists(self.work).lines(plan, limits):
            if guest.row.way != Way.GIFT or guest.row.gift_no or guest.row.contact is None:
                continue
            day = max(plan.days[2], self.work.today)
            asked = Proposal(plan.occasion, plan.gift_kind, plan.gift_item, plan.gift_cost, day)
            try:
                guest.row.gift_no = gifts.propose(guest.row.account, guest.row.contact, asked, limits).number
                done += 1
            except Refused:
                guest.row.way = Way.MESSAGE
                stopped += 1
        return done, stopped

    def mark_sent(self, plan: OccasionPlan, ids: set[int], channel: str, text: Mapping[int, str]) -> tuple[int, int]:
        """Note that these were written to or called today, each a contact with them; at a festival it is no personal
        word and moves no rhythm, unless it was a call. `text`: by id of the line what was said. Returns how many were
        noted, and how many want no such message."""
        plan.require(PlanState.APPROVED)
        is_mass = plan.is_festival and channel != TouchType.CALL
        is_birthday, done, unwelcome = plan.occasion == Occasion.BIRTHDAY, 0, 0
        for guest in GuestLists(self.work).lines(plan):
            row = guest.row
            if row.id not in ids or row.sent_on or guest.person is None:
                continue
            is_sms = channel == TouchType.SMS
            if not accepts_message(guest.person.words, is_birthday=is_birthday, is_sms=is_sms):
                unwelcome += 1
                continue
            row.sent_on, row.sent_by_id = self.work.today, self.work.actor.staff_id
            facts = {"type": channel, "on": self.work.today, "contact_id": row.contact_id, "is_mass": is_mass}
            CareRepository(self.work).log(
                row.account, {**facts, "content": text.get(row.id, ""), "result": plan.number}
            )
            done += 1
        return done, unwelcome
