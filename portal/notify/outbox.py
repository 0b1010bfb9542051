"""Mail that waits or was given up: what staff see of it and what they may do."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.domain.base import NotFound
from portal.domain.paging import Page, page_of
from portal.domain.people.models import Login
from portal.domain.scope import OUTSIDE_SCOPE
from portal.domain.work import Work
from portal.notify.models import IS_MAIL, Message, known_id
from portal.settings import Settings

WAITING = ("pending", "leased")


def why_mail_waits(settings: Settings) -> str | None:
    """None when mail goes out; else a code: demo or no_server."""
    if settings.is_demo:
        return "demo"
    return None if settings.smtp_url else "no_server"


def mail_in(work: Work, *states: str, after: str | None = None, before: str | None = None) -> Page:
    """Mail in these states with its recipient, newest first."""
    query = (
        select(Message)
        .where(IS_MAIL, Message.state.in_(states))
        .options(joinedload(Message.recipient).load_only(Login.name, Login.email))
        .execution_options(**_ALL)
    )
    return page_of(work.session, query, (Message.id,), after=after, before=before, descending=True)


def message_of(work: Work, message_id: int) -> Message:
    """One message of the outbox, locked for a decision; raises NotFound."""
    query = select(Message).where(Message.id == known_id(message_id), IS_MAIL).with_for_update()
    message = work.session.scalar(query, execution_options=_ALL)
    if message is None:
        raise NotFound(str(message_id))
    return message


_ALL = {OUTSIDE_SCOPE: "the outbox is one: administrators see who could not be reached, never what was written"}
