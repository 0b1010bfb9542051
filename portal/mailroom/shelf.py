"""Mail that came in, as administrators see it, and what they decide about it."""

from typing import NamedTuple

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.domain.base import NotFound
from portal.domain.events import Actor
from portal.domain.paging import Page, page_of
from portal.domain.people.models import Login
from portal.domain.requests.models import ServiceRequest
from portal.domain.unit_of_work import UnitOfWork
from portal.mailroom.kept import LONGEST_SHOWN, opened, original_of
from portal.mailroom.landing import Enclosures, land, take_files, words_of, writer_for
from portal.mailroom.letter import Letter, Unreadable
from portal.mailroom.models import IncomingMail, Mailbox
from portal.mailroom.polling import mailbox_name
from portal.mailroom.suspicion import why_doubted
from portal.settings import Settings

SHELVES = {"aside": ("aside", "new"), "taken": ("taken",), "ignored": ("ignored", "dismissed")}


class Contents(NamedTuple):
    """A mail taken apart once more for being filed; no letter when it cannot be read."""

    letter: Letter | None
    files: Enclosures


def mails_on(work: UnitOfWork, shelf: str, *, after: str | None = None, before: str | None = None) -> Page:
    """Mails of one shelf, newest first. Who does not see every account sees those of the own ones only."""
    query = select(IncomingMail).where(IncomingMail.state.in_(SHELVES[shelf]))
    query = query.options(joinedload(IncomingMail.decided_by))
    return page_of(work.session, query, (IncomingMail.id,), after=after, before=before, descending=True)


def mail_of(work: UnitOfWork, ref: str) -> IncomingMail:
    """One mail, locked when this work writes; raises NotFound."""
    query = select(IncomingMail).where(IncomingMail.ref == ref).options(joinedload(IncomingMail.decided_by))
    if work.writes:
        query = query.with_for_update(of=IncomingMail)
    mail = work.session.scalar(query)
    if mail is None:
        raise NotFound(ref)
    return mail


def mailbox_of(work: UnitOfWork, settings: Settings) -> Mailbox | None:
    """The mailbox as the last visit left it; None before the first."""
    return work.session.scalar(select(Mailbox).where(Mailbox.name == mailbox_name(settings)))


def aside_count(work: UnitOfWork) -> int:
    return work.session.scalar(select(func.count(IncomingMail.id)).where(IncomingMail.state == "aside")) or 0


def contents_of(mail: IncomingMail) -> Contents:
    """What can be filed of it; its attachments are stored. Slow: before writing begins."""
    try:
        letter = opened(mail)
    except Unreadable:
        return Contents(None, Enclosures([], []))
    return Contents(letter, take_files(letter))


def speaker_in(work: UnitOfWork, mail: IncomingMail, letter: Letter, account_id: int) -> tuple[Login, Actor] | None:
    """The sender, if they may write for that account and nothing speaks against their being the sender: looked at once
    more, for many a mail was put aside before anybody asked who wrote it."""
    if why_doubted(letter, current_app.extensions["settings"].mail_authserv_id):
        return None
    login = work.session.scalar(select(Login).where(Login.email == mail.sender)) if mail.sender else None
    if login is None:
        return None
    actor = writer_for(work.session, login, account_id)
    return (login, actor) if actor else None


def attach(work: UnitOfWork, mail: IncomingMail, contents: Contents, service_request: ServiceRequest) -> bool:
    """File the mail with a request: as the partner's reply when its sender is one who may write there (True), else as
    an internal note with the original. Refused where a reply is refused, Conflict when it is decided already."""
    mail.require_open()
    found = speaker_in(work, mail, contents.letter, service_request.account_id) if contents.letter else None
    if found and contents.letter:
        login, actor = found
        speaking = UnitOfWork(work.session, actor, work.now, writes=True)
        land(speaking, service_request, mail, words_of(contents.letter, login, contents.files), contents.files)
    else:
        _note(work, mail, contents, service_request)
    mail.attach(service_request.account_id, service_request.number, by=work.actor, at=work.now)
    return found is not None


def _note(work: UnitOfWork, mail: IncomingMail, contents: Contents, service_request: ServiceRequest) -> None:
    text = contents.letter.text[:LONGEST_SHOWN] if contents.letter else mail.text
    who = mail.sender or mail.sender_name or "?"
    head = _("E-mail from %(who)s: %(subject)s", who=who, subject=mail.subject or "–")
    note = service_request.add_note(by=work.actor, at=work.now, text=f"{head}\n\n{text}".strip())
    originals = [original_of(mail)] if mail.sha256 else []
    work.attachments.hang([*contents.files.taken, *originals], note, backstage=True)
