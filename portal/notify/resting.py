"""How a worker rests: while nothing is left to do it asks one question, instead of each of its steps a question."""

from collections.abc import Sequence
from datetime import UTC, datetime
from time import monotonic
from typing import Any

from flask import Flask
from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.exc import SQLAlchemyError

from portal.db.engine import WRITES
from portal.db.extension import db
from portal.domain.events import Event
from portal.domain.requests.composing import HeldAnswer
from portal.notify.hook_backlog import WEBHOOK
from portal.notify.models import EMAIL, MAY_BE_DUE, SMS, BotPost, Message

IDLE_SECONDS, CALM_SECONDS = 0.5, 1.0
"""Between two of these questions, and while nothing happens; nothing that appears or comes due waits much longer for
the worker than that."""
LONGEST = 30.0
"""Seconds after which every step is asked all the same: for leases of the killed that run out, and for what failed.
A second at first, twice as long each time in vain."""
CALM = 60.0
"""Seconds without any event after which the shortest jobs are done once a minute (see `Clockwork`)."""
Sign = Select[tuple[Any]]
"""Gives one value, another one once there is something new to do; `now` is bound to the moment of the question."""
_NOW = bindparam("now")


def count_of(table: Any, *which: Any) -> Sign:
    """How many rows wait; for tables of which few do."""
    return select(func.count()).select_from(table).where(*which)


def _newest_due(channel: str) -> Sign:
    """Read off the end of an index, however much waits for a server that nobody has named."""
    columns = Message.__table__.c
    return select(func.max(columns.run_at)).where(columns.channel == channel, MAY_BE_DUE, columns.run_at <= _NOW)


SIGNS: tuple[Sign, ...] = (
    select(func.max(Event.__table__.c.id)),
    select(func.min(Event.__table__.c.id)).where(Event.__table__.c.dispatched_at.is_(None)),
    count_of(HeldAnswer.__table__, HeldAnswer.__table__.c.goes_out_at <= _NOW),
    *map(_newest_due, (EMAIL, SMS, WEBHOOK)),
    select(func.max(BotPost.__table__.c.run_at)).where(MAY_BE_DUE, BotPost.__table__.c.run_at <= _NOW),
)


class Rest:
    """From one round in vain to the next. `signs` are those of further steps."""

    def __init__(self, app: Flask, signs: Sequence[Sign] = ()) -> None:
        self._app = app
        self._question = select(*(sign.scalar_subquery() for sign in (*SIGNS, *signs)))
        self._newest: object = None
        self._happened_at, self._begun_at, self._patience = monotonic(), monotonic(), IDLE_SECONDS

    def look(self) -> tuple[object, ...]:
        """What there is to see; compared with what was seen before a round, it says whether to do another one."""
        try:
            with self._app.app_context(), db.engine.connect() as bare:  # no session: that were half of its cost
                bare.execution_options(**{WRITES: False})
                seen = tuple(bare.execute(self._question, {"now": datetime.now(UTC)}).one())
        except SQLAlchemyError:
            return (object(),)  # like nothing before: the steps themselves tell what is the matter
        if seen[0] != self._newest:
            self._newest, self._happened_at = seen[0], monotonic()
        return seen

    def begin(self, *, in_vain: bool) -> None:
        """The next one; a round `in_vain` makes it longer than the last."""
        self._patience = min(self._patience * 2, LONGEST) if in_vain else IDLE_SECONDS
        self._begun_at = monotonic()

    def is_over(self, seen: tuple[object, ...]) -> bool:
        return monotonic() - self._begun_at >= self._patience or self.look() != seen

    @property
    def pause(self) -> float:
        """Seconds until the next question."""
        return CALM_SECONDS if self.is_calm else IDLE_SECONDS

    @property
    def is_calm(self) -> bool:
        """Nothing has happened for a while."""
        return monotonic() - self._happened_at >= CALM
