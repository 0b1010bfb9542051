"""What is on its way to somebody outside: its state, its tries, and what may be decided about it."""

import random
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.base import Conflict, Identifier
from portal.domain.events import Actor, Recorded

MOST_TRIES = 10
"""After so many failures in a row a message is given up and shown to staff."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)

# Spelled out, not bound: SQLite takes a partial index only for the very words of its condition.
MAY_BE_DUE = text("(state = 'pending' OR state = 'leased')")
HAS_LEAD = text("lead_id IS NOT NULL")
_dice = random.SystemRandom()


def pause_after(tries: int) -> timedelta:
    """How long to wait after that many failures: 1 minute, doubling up to 6 hours, and up to a quarter more by
    chance, so that messages that failed together do not come back together."""
    pause: timedelta = min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE)
    return pause * _dice.uniform(1, 1.25)


class Posted(Recorded):
    """A message that is handed over at least once, always under the same delivery id.

    `state`: pending, leased (a worker has it until `lease_until`), folded (told together with the one `lead_id` names),
    sent, dead (given up, shown to staff), discarded. What was tried once (`tried_at`) is never folded into another: it
    may have arrived under its own id.
    """

    id: Mapped[int]
    kind: Mapped[str] = mapped_column(String(60))
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[str] = mapped_column(String(10), default="pending")
    made_at: Mapped[datetime]
    run_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    leased_by: Mapped[str] = mapped_column(String(40), default="")
    tries: Mapped[int] = mapped_column(default=0)
    tried_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(Text, default="")
    sent_at: Mapped[datetime | None]
    lead_id: Mapped[int | None] = mapped_column(Identifier)

    def mark_sent(self, at: datetime) -> None:
        self.state, self.sent_at, self.last_error = "sent", at, ""

    def put_off(self, at: datetime, reason: str) -> None:
        """A try failed: again after a growing pause, or given up after MOST_TRIES."""
        self.tries += 1
        if self.tries >= MOST_TRIES:
            self.give_up(reason)
        else:
            self.state, self.run_at, self.last_error = "pending", at + pause_after(self.tries), reason

    def wait_until(self, at: datetime, reason: str) -> None:
        """Not now, and through no fault of its own: the try does not count."""
        self.state, self.run_at, self.last_error = "pending", at, reason

    def give_up(self, reason: str) -> None:
        self.state, self.last_error = "dead", reason

    def drop(self, reason: str) -> None:
        """It has become pointless before it was sent: the link is used, the person has left."""
        self.state, self.last_error = "discarded", reason

    def replay(self, *, by: Actor, at: datetime) -> None:
        """Try a dead message again from the beginning, under its old id; Conflict if it is not dead any more."""
        if self.state != "dead":
            raise Conflict("message.not_dead")
        self.state, self.run_at, self.tries = "pending", at, 0
        self.record("message.replayed", by=by, at=at, message_kind=self.kind)

    def discard(self, *, by: Actor, at: datetime) -> None:
        """Decide that a dead or waiting message is not sent; Conflict if it is sent, being sent or discarded."""
        if self.state not in ("dead", "pending"):
            raise Conflict("message.not_waiting")
        self.drop("by hand")
        self.record("message.discarded", by=by, at=at, message_kind=self.kind)
