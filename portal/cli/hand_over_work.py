"""The worker's part of large hand-overs: some rows at a time, as whoever asked for it."""

import logging
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db.transaction import transaction
from portal.domain.events import Actor
from portal.domain.hand_over.models import AT_WORK, HandOver
from portal.domain.hand_over.moving import Moving
from portal.domain.people.models import Login, Staff
from portal.domain.scope import EveryAccount, GuardedSession
from portal.domain.work import AnySelect, Work

log = logging.getLogger("portal.worker")
SCOPE = EveryAccount("what a colleague owned concerns every account")
MOST_TRIES = 3


class HandOverWork:
    """A step of the worker: moves some rows of the oldest hand-over that waits, and returns how much was done. Whoever
    of several workers has its row goes on; nothing is kept between two steps."""

    def __call__(self) -> int:
        with transaction(SCOPE, writes=False) as session:
            waiting = session.scalar(_waiting().limit(1))
            if waiting is None:
                return 0
            number = waiting.number
        try:
            return self._step(number)
        except Exception:
            log.exception("a hand-over stumbled")
            self._note_stumble(number)
            return 1

    def _step(self, number: str) -> int:
        with transaction(SCOPE) as session:
            one = _held(session, number)
            if one is None:  # another worker is at it, or it is done
                return 0
            if moved := _moving(session, one).some(one):
                return moved
        self._finish(number)
        return 1

    def _finish(self, number: str) -> None:
        """Everybody hears of it, a few accounts in each transaction; with the last of them it is done."""
        place, is_left = 0, True
        while is_left:
            with transaction(SCOPE) as session:
                one = _held(session, number)
                if one is None:
                    return
                moving = _moving(session, one)
                is_left, place = moving.speak(one, place), place + 1
                if not is_left:
                    moving.finish(one)

    def _note_stumble(self, number: str) -> None:
        with transaction(SCOPE) as session:
            one = _held(session, number)
            if one is not None:
                one.tries += 1
                if one.tries >= MOST_TRIES:
                    _moving(session, one).give_up(one)


def _waiting() -> AnySelect:
    return select(HandOver).where(HandOver.state.in_(AT_WORK)).order_by(HandOver.id)


def _held(session: GuardedSession, number: str) -> HandOver | None:
    query = _waiting().where(HandOver.number == number).options(joinedload(HandOver.leaving).joinedload(Staff.login))
    held: HandOver | None = session.scalar(query.with_for_update(of=HandOver, skip_locked=True))
    return held


def _moving(session: GuardedSession, one: HandOver) -> Moving:
    """What changes hands is told as the act of whoever asked for it."""
    query = select(Login.name, Staff.id).join(Staff, Staff.login_id == Login.id).where(Login.id == one.by_id)
    row = session.execute(query).one_or_none()
    by = Actor("staff", row.name, login_id=one.by_id, staff_id=row.id) if row else Actor.system("hand-over")
    return Moving(Work(session, by, datetime.now(UTC), writes=True))
