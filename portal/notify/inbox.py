"""A person's own messages within the portal."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_, select, update
from sqlalchemy.orm import aliased, contains_eager

from portal.domain.base import NotFound
from portal.domain.events import Event
from portal.domain.paging import Page, page_of
from portal.domain.scope import OUTSIDE_SCOPE, AssignedAccounts, GuardedSession, Scope
from portal.notify.models import IN_INBOX, UNREAD, Message, known_id

MOST_COUNTED = 100
_OWN = {OUTSIDE_SCOPE: "a person's own messages, those about no account among them", "synchronize_session": False}


class Inbox:
    """The messages of one login: those of the account it acts for, and those about the person as such."""

    def __init__(self, session: GuardedSession, login_id: int, account_id: int | None) -> None:
        self.session = session
        acting: ColumnElement[bool] = Message.account_id.is_(None)
        if account_id is not None:
            acting = or_(acting, Message.account_id == account_id)
        self._theirs = (Message.recipient_id == login_id, acting, *_within(session.scope))

    def unread_count(self) -> int:
        """How many are not read yet; counted up to MOST_COUNTED."""
        unread = select(Message.id).where(*self._theirs, UNREAD).limit(MOST_COUNTED)
        connection = self.session.unguarded(_OWN[OUTSIDE_SCOPE])
        return connection.scalar(select(func.count()).select_from(unread.subquery())) or 0

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


def _within(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    """Whoever sees only some accounts reads no more of the others, told or not while they were theirs."""
    if not isinstance(scope, AssignedAccounts):
        return ()
    told = aliased(Event)
    ours = or_(told.account_id.is_(None), told.account_id.in_(scope.chosen))
    return (exists().where(told.id == Message.event_id, ours),)


def unread_count(session: GuardedSession, login_id: int, account_id: int | None) -> int:
    """What the bell shows."""
    return Inbox(session, login_id, account_id).unread_count()
