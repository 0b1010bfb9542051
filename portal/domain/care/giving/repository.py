"""Proposing a gift, agreeing to it, sending it, and what became of it; the rules are asked at each step anew."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.domain.accounts.models import Account, AccountStanding, Contact
from portal.domain.base import NotFound, Refused
from portal.domain.care.gifts import DEFAULT, Approver, Limits, approver
from portal.domain.care.giving.checking import people_before, rows_of
from portal.domain.care.giving.models import Giving
from portal.domain.care.giving.signing import signer_before
from portal.domain.care.giving.states import GiftState, Step, awaits, may_agree
from portal.domain.care.repository import CareRepository
from portal.domain.care.touch_types import TouchType
from portal.domain.people.models import Staff
from portal.domain.series import next_number
from portal.domain.work import Repository


@dataclass(frozen=True)
class Proposal:
    """`cost` in fen; `on`: the civil day on which it is to be sent."""

    occasion: str
    kind: str
    item: str
    cost: int
    on: date
    remark: str = ""


class Gifts(Repository):
    def get(self, number: str) -> Giving:
        """With account, contact and everybody who had a word; raises NotFound."""
        people = (Giving.proposed_by, Giving.cleared_by, Giving.decided_by, Giving.sent_by, Giving.back_said_by,
                  Giving.back_confirmed_by)  # fmt: skip
        query = select(Giving).where(Giving.number == number)
        query = query.options(joinedload(Giving.account), joinedload(Giving.contact))
        query = query.options(*(joinedload(one).joinedload(Staff.login) for one in people))
        giving: Giving | None = self.session.scalar(self.for_change(query))
        if giving is None:
            raise NotFound(number)
        return giving

    def propose(self, account: Account, contact: Contact, asked: Proposal, limits: Limits = DEFAULT) -> Giving:
        """Put it before whoever agrees; a small one of the care owner's own is agreed to at once.
        Refused("gift.stopped") with every rule that forbids it: the event that tells it stays only if the caller keeps
        the transaction."""
        self._hold(contact)
        self._check(contact, asked.occasion, asked.kind, asked.cost, asked.on, limits)
        assert self.work.actor.staff_id is not None
        month = f"{self.work.today:%Y%m}"
        giving = Giving(
            account_id=account.id, contact_id=contact.id, recipient=contact.name, occasion=asked.occasion,
            number=f"GF-{month}-{next_number(self.session, f'gift.{month}'):04d}", kind=asked.kind, item=asked.item,
            cost=asked.cost, on=asked.on, remark=asked.remark, approver=approver(asked.cost),
            proposed_by_id=self.work.actor.staff_id, proposed_at=self.work.now,
        )  # fmt: skip
        self.session.add(giving)
        self.session.flush()
        self._move(giving, GiftState.PROPOSED, on=asked.on.isoformat(), what=asked.kind, approver=giving.approver)
        if giving.awaits is Step.CARE_OWNER and self._is_mine(giving):
            self._decide(giving, GiftState.APPROVED)
        return giving

    def agree(self, giving: Giving, limits: Limits = DEFAULT) -> None:
        """Say yes; where compliance and the management both must, the second yes is what counts. Refused for whoever
        may not, and when a rule stands against it by now."""
        step = self._require_mine(giving)
        self._check_again(giving, giving.on, limits)
        if step is Step.COMPLIANCE:
            giving.cleared_by_id, giving.cleared_at = self.work.actor.staff_id, self.work.now
            giving.record("gift.cleared", by=self.work.actor, at=self.work.now, name=giving.recipient, cost=giving.cost)
            return
        self._decide(giving, GiftState.APPROVED)

    def refuse(self, giving: Giving, reason: str) -> None:
        """Say no, with the reason."""
        self._require_mine(giving)
        giving.reason = reason
        self._decide(giving, GiftState.REFUSED)

    def withdraw(self, giving: Giving) -> None:
        """Let it be, before it was sent: whoever proposed it, or may decide about it."""
        giving.require(GiftState.PROPOSED, GiftState.APPROVED)
        if giving.proposed_by_id != self.work.actor.staff_id and not self._is_mine(giving):
            raise Refused("gift.not_yours", number=giving.number)
        self._move(giving, GiftState.WITHDRAWN)

    def send(self, giving: Giving, on: date, courier: str, limits: Limits = DEFAULT) -> None:
        """It left the house, or the meal was held, on civil day `on`: a contact with them, and its year counts. Not on
        a day before it was agreed to: else the day is chosen by which ceiling and which tender it passes."""
        giving.require(GiftState.APPROVED)
        if on > self.work.today:
            raise Refused("gift.not_sent_yet", day=on)
        agreed_on = giving.decided_at.astimezone(self.work.zone).date() if giving.decided_at else on
        if on < agreed_on:
            raise Refused("gift.sent_before_agreed", day=agreed_on)
        self._check_again(giving, on, limits)
        giving.on = giving.sent_on = on
        giving.courier, giving.sent_by_id = courier, self.work.actor.staff_id
        self._move(giving, GiftState.SENT, on=on.isoformat())
        kind = TouchType.MEAL if giving.is_meal else TouchType.GIFT
        facts = {"type": kind, "on": on, "contact_id": giving.contact_id, "topic": giving.item, "cost": giving.cost}
        CareRepository(self.work).log(giving.account, {**facts, "result": giving.number})

    def receive(self, giving: Giving, on: date, receipt: str) -> None:
        """It arrived: who signed for it, or how we know."""
        giving.require(GiftState.SENT)
        if not (giving.sent_on or on) <= on <= self.work.today:
            raise Refused("gift.not_sent_yet", day=on)
        giving.ended_on, giving.receipt = on, receipt
        self._move(giving, GiftState.RECEIVED, on=on.isoformat())

    def _hold(self, contact: Contact) -> None:
        """Two proposals for one person come one after the other, at whichever accounts they stand."""
        if self.work.writes:
            locked = rows_of([contact]).order_by(Contact.id).with_for_update(key_share=True)
            self.session.unguarded("one person at two accounts has one ceiling").execute(locked)

    def _check_again(self, giving: Giving, on: date, limits: Limits) -> None:
        if giving.contact is None:
            raise Refused("gift.nobody", name=giving.recipient)
        self._hold(giving.contact)
        self._check(giving.contact, giving.occasion, giving.kind, giving.cost, on, limits, giving.id)

    def _check(
        self, contact: Contact, occasion: str, kind: str, cost: int, on: date, limits: Limits, but: int | None = None
    ) -> None:  # fmt: skip
        person = people_before(self.session, [contact], on.year, limits, but)[contact.id]
        found = person.stops(kind, cost, on, occasion)
        if found:
            rules = [str(stop) for stop in found]
            told = {"name": contact.name, "rules": rules, "what": kind, "cost": cost, "on": on.isoformat()}
            contact.record("gift.stopped", by=self.work.actor, at=self.work.now, **told)
            raise Refused("gift.stopped", stops=rules, left=person.left, ceiling=person.ceiling)

    def _is_mine(self, giving: Giving) -> bool:
        """Whether the next word is the acting person's; of one that was agreed to, whether they might have."""
        step = giving.awaits or awaits(Approver(giving.approver), is_cleared=True)
        signer = signer_before(self.work, self._care_owner_of(giving))
        return signer is not None and may_agree(step, signer, giving.proposed_by_id, giving.cleared_by_id)

    def may_decide(self, giving: Giving) -> bool:
        return giving.awaits is not None and self._is_mine(giving)

    def _require_mine(self, giving: Giving) -> Step:
        giving.require(GiftState.PROPOSED)
        if not self._is_mine(giving):
            raise Refused("gift.not_yours", number=giving.number)
        step = giving.awaits
        assert step is not None
        return step

    def _care_owner_of(self, giving: Giving) -> int | None:
        query = select(AccountStanding.care_owner_id).where(AccountStanding.account_id == giving.account_id)
        return self.session.scalar(query)

    def _decide(self, giving: Giving, state: GiftState) -> None:
        giving.decided_by_id, giving.decided_at = self.work.actor.staff_id, self.work.now
        self._move(giving, state)

    def _move(self, giving: Giving, state: GiftState, **facts: Any) -> None:
        giving.move(state, by=self.work.actor, at=self.work.now, **facts)
