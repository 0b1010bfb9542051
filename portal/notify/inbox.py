"""A person's own messages within the portal."""

from collections.abc import Collection
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, or_, select, update
from sqlalchemy.orm import aliased, contains_eager

from portal.domain.base import NotFound
from portal.domain.events import Event
from portal.domain.feedback.kinds import COMPLIANCE_ROLES, CONFIDENTIAL_EVENTS
from portal.domain.paging import Page, page_of
from portal.domain.prepared import Prepared
from portal.domain.scope import OUTSIDE_SCOPE, AssignedAccounts, GuardedSession, Scope
from portal.notify.models import IN_INBOX, UNREAD, Message, known_id

MOST_COUNTED = 100
NOT_CONFIDENTIAL = Message.kind.not_like(f"{CONFIDENTIAL_EVENTS}%")
_OWN = {OUTSIDE_SCOPE: "a person's own messages, those about no account among them", "synchronize_session": False}


class Inbox:
    """The messages of one login: those of the account it acts for, and those about the person as such. One of us with
    `roles` that are not compliance's (any more) finds none about confidential complaints."""

    def __init__(
        self, session: GuardedSession, login_id: int, account_id: int | None, roles: Collection[str] = ()
    ) -> None:
        self.session, self._is_confided = session, account_id is not None or not COMPLIANCE_ROLES.isdisjoint(roles)
        self._who = {"login_id": login_id, "account_id": account_id}

    @cached_property
    def _theirs(self) -> tuple[ColumnElement[bool], ...]:
        acting: ColumnElement[bool] = Message.account_id.is_(None)
        if self._who["account_id"] is not None:
            acting = or_(acting, Message.account_id == self._who["account_id"])
        mine = (Message.recipient_id == self._who["login_id"], acting, *_within(self.session.scope))
        return mine if self._is_confided else (*mine, NOT_CONFIDENTIAL)

    def unread_count(self) -> int:
        """How many are not read yet; counted up to MOST_COUNTED."""
        connection = self.session.unguarded(_OWN[OUTSIDE_SCOPE])
        if isinstance(self.session.scope, AssignedAccounts):
            return connection.scalar(_counted(*self._theirs)) or 0
        unread = _UNREAD_OF_ONE if self._is_confided else _UNREAD_BUT_CONFIDENTIAL
        return unread.scalar(connection, self._who) or 0

    def page(self, *, after: str | None = None, before: str | None = None) -> Page:
        """Messages with what they are about, newest first."""
        query = self._with_event().execution_options(**_OWN)
        return page_of(self.session, query, (Message.id,), after=after, before=before, descending=True)

    def read(self, message_id: int, at: datetime) -> Message:
        """Mark one message read and return it with its event; raises NotFound for anybody else's."""
        message: Message | None = self.session.scalar(
            self._with_event().where(Message.id == known_id(message_id)), execution_options=_OWN
        )
        if message is None:
            raise NotFound(str(message_id))
        self._mark_read(at, Message.id == message_id)
        return message

    def read_all(self, at: datetime) -> None:
        self._mark_read(at)

    def _with_event(self) -> Any:
        return select(Message).join(Message.event).options(contains_eager(Message.event)).where(IN_INBOX, *self._theirs)

    def _mark_read(self, at: datetime, *which: ColumnElement[bool]) -> None:
        unread = update(Message).where(*self._theirs, *which, UNREAD)
        self.session.execute(unread.values(read_at=at), execution_options=_OWN)


def _counted(*which: ColumnElement[bool]) -> Select[int]:
    unread = select(Message.id).where(*which, UNREAD).limit(MOST_COUNTED)
    return select(func.count()).select_from(unread.subquery())


_OF_ONE = (
    Message.recipient_id == bindparam("login_id"),
    or_(Message.account_id.is_(None), Message.account_id == bindparam("account_id")),
)
_UNREAD_OF_ONE, _UNREAD_BUT_CONFIDENTIAL = Prepared(_counted(*_OF_ONE)), Prepared(_counted(*_OF_ONE, NOT_CONFIDENTIAL))
"""Put together once: the bell is on every page."""


def _within(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    """Whoever sees only some accounts reads no more of the others, told or not while they were theirs."""
    if not isinstance(scope, AssignedAccounts):
        return ()
    told = aliased(Event)
    ours = or_(told.account_id.is_(None), told.account_id.in_(scope.chosen))
    return (exists().where(told.id == Message.event_id, ours),)


def unread_count(session: GuardedSession, login_id: int, account_id: int | None, roles: Collection[str] = ()) -> int:
    """What the bell shows."""
    return Inbox(session, login_id, account_id, roles).unread_count()
