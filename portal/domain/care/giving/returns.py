"""A gift that came back: one of us says so, and only another one's word takes it off the year of the person.

Until then it counts: else a word of one's own would make room for the next gift (domain 7.3).
"""

from datetime import date

from portal.domain.base import Refused
from portal.domain.care.giving.models import Giving
from portal.domain.care.giving.states import GiftState
from portal.domain.work import Repository


class GiftReturns(Repository):
    def tell(self, giving: Giving, on: date, note: str) -> None:
        """It came back on civil day `on`: who says so, and how it is known. Refused for a day that does not fit, and
        where it is said already."""
        giving.require(GiftState.SENT, GiftState.RECEIVED)
        if giving.back_said_by_id is not None:
            raise Refused("gift.back_said", number=giving.number)
        if not (giving.sent_on or on) <= on <= self.work.today:
            raise Refused("gift.not_sent_yet", day=on)
        giving.back_said_by_id, giving.back_on, giving.back_note = self.work.actor.staff_id, on, note
        self._record(giving, "gift.return_told")

    def confirm(self, giving: Giving) -> None:
        """A second person has it before them, or knows: it counts no more. Refused for one's own word."""
        self._require_said(giving)
        if giving.back_said_by_id == self.work.actor.staff_id:
            raise Refused("gift.own_return", number=giving.number)
        giving.ended_on, giving.receipt = giving.back_on, giving.back_note
        giving.back_confirmed_by_id = self.work.actor.staff_id
        giving.move(GiftState.RETURNED, by=self.work.actor, at=self.work.now, on=str(giving.back_on))

    def deny(self, giving: Giving) -> None:
        """It did not come back after all, whoever finds so: everything stays as it was."""
        self._require_said(giving)
        giving.back_said_by_id, giving.back_on, giving.back_note = None, None, ""
        self._record(giving, "gift.return_denied")

    def _require_said(self, giving: Giving) -> None:
        giving.require(GiftState.SENT, GiftState.RECEIVED)
        if giving.back_said_by_id is None:
            raise Refused("gift.back_not_said", number=giving.number)

    def _record(self, giving: Giving, kind: str) -> None:
        giving.record(kind, by=self.work.actor, at=self.work.now, name=giving.recipient, cost=giving.cost)
