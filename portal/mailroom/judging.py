"""What becomes of each mail that was kept: it lands, lies aside for an administrator, or is left as a machine's."""

import logging
from datetime import UTC, datetime, timedelta

from flask import current_app
from sqlalchemy import select

from portal.db.transaction import transaction
from portal.domain.base import NotFound, Refused
from portal.domain.events import Actor
from portal.domain.feedback.models import Feedback
from portal.domain.people.models import Login, Staff
from portal.domain.requests.models import ServiceRequest
from portal.domain.scope import EveryAccount, GuardedSession
from portal.domain.unit_of_work import UnitOfWork
from portal.mailroom.kept import came_before, describe, describe_roughly, opened, recent_count
from portal.mailroom.landing import Enclosures, land, take_files, words_of, writer_for
from portal.mailroom.letter import Letter, Unreadable
from portal.mailroom.models import IncomingMail
from portal.mailroom.suspicion import why_doubted, why_machine
from portal.notify.reply_to import Reference, references_in

log = logging.getLogger("portal.worker")

EVERYBODY = EveryAccount("the mailroom takes everybody's mail")
MOST_TRIES = 3
"""A mail over which the program stumbled so often, or died, lies aside."""
MOST_PER_HOUR = 30
"""Mails of one sender within an hour; what comes beyond looks like two machines talking."""
ADDRESSED = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")


def judge_new() -> int:
    """Judge every mail that is kept and not judged yet, oldest first; returns how many."""
    done, before = 0, 0
    while (mail_id := _begin(before)) is not None:
        before, done = mail_id, done + 1
        try:
            _judge_one(mail_id)
        except Exception as mistake:  # whatever one mail trips over must not stop the others
            log.exception("a mail could not be judged", extra={"mail": mail_id})
            _note_stumble(mail_id, type(mistake).__name__)
    return done


def _begin(after: int) -> int | None:
    """The next one, its try counted before it is opened: a mail that kills the process does so MOST_TRIES times."""
    waiting = select(IncomingMail).where(IncomingMail.state == "new", IncomingMail.id > after).order_by(IncomingMail.id)
    with transaction(EVERYBODY, writes=False) as session:
        if session.scalar(waiting.with_only_columns(IncomingMail.id).limit(1)) is None:
            return None
    with transaction(EVERYBODY) as session:
        mail = session.scalar(waiting.limit(1).with_for_update(skip_locked=True))
        if mail is None:
            return None
        mail.tries += 1
        return mail.id


def _judge_one(mail_id: int) -> None:
    """Everything slow comes before the transaction in which it is judged."""
    with transaction(EVERYBODY, writes=False) as session:
        kept = session.get_one(IncomingMail, mail_id)
        session.expunge(kept)
    letter, problem = None, "stumbled"
    if kept.tries <= MOST_TRIES:
        try:
            letter = opened(kept)
        except Unreadable as reason:
            problem = str(reason)
    references, claims = references_in(_where_references_stand(letter)) if letter else ([], False)
    files = take_files(letter) if letter and references else Enclosures([], [])
    with transaction(EVERYBODY) as session:
        mail = session.scalar(
            select(IncomingMail).where(IncomingMail.id == mail_id, IncomingMail.state == "new").with_for_update()
        )
        if mail is None:
            return
        if letter is None:
            describe_roughly(mail)
            mail.judge(*(("ignored", "duplicate") if came_before(session, mail) else ("aside", problem)))
        else:
            describe(mail, letter)
            session.flush()
            Judgement(session, mail, letter, files).pass_on(references, claims)


class Judgement:
    """One letter judged within one transaction."""

    def __init__(self, session: GuardedSession, mail: IncomingMail, letter: Letter, files: Enclosures) -> None:
        self.session, self.mail, self.letter, self.files = session, mail, letter, files
        self.settings, self.now = current_app.extensions["settings"], datetime.now(UTC)

    def pass_on(self, references: list[Reference], claims: bool) -> None:
        login = self._login()
        own = [each for each in references if login is not None and each.login_id == login.id]
        ignored = why_machine(self.letter, self.settings) or self._why_again(is_answer=bool(own))
        if ignored:
            self.mail.judge("ignored", ignored)
            return
        aside = self._why_not_heard(login)
        if aside or login is None:
            self.mail.judge("aside", aside or "stranger")
            return
        if own:
            self._land(own[0], login)
        else:
            self.mail.judge("aside", "other_sender" if references else "bad_reference" if claims else "no_reference")

    def _why_again(self, *, is_answer: bool) -> str:
        """It came before, or too much comes. Of answers only those count that landed: each holds a reference that a
        stranger cannot make, and whoever writes in somebody's name without one does not silence them."""
        if came_before(self.session, self.mail):
            return "duplicate"
        if not self.mail.sender:
            return ""
        hour = self.now - timedelta(hours=1)
        return "too_many" if recent_count(self.session, self.mail, hour, landed=is_answer) >= MOST_PER_HOUR else ""

    def _login(self) -> Login | None:
        if not self.mail.sender:
            return None
        return self.session.scalar(select(Login).where(Login.email == self.mail.sender))

    def _why_not_heard(self, login: Login | None) -> str:
        if not self.mail.sender:
            return "odd_sender"
        if login is None:
            return "stranger"
        if self.session.scalar(select(Staff.id).where(Staff.login_id == login.id)) is not None:
            return "from_staff"
        doubt = why_doubted(self.letter, self.settings.mail_authserv_id)
        return doubt or ("" if self.letter.own.strip() or self.letter.files else "no_words")

    def _land(self, reference: Reference, login: Login) -> None:
        nobody = UnitOfWork(self.session, Actor.system("mailroom"), self.now, writes=True)
        try:
            thing = thing_numbered(nobody, reference.number)
        except NotFound:
            self.mail.judge("aside", "bad_reference")
            return
        by = writer_for(self.session, login, thing.account_id)
        if by is None or (isinstance(thing, Feedback) and thing.is_confidential):
            self.mail.judge("aside", "may_not_write")
            return
        work = UnitOfWork(self.session, by, self.now, writes=True)
        try:
            land(work, thing, self.mail, words_of(self.letter, login, self.files), self.files)
            self.mail.land(thing.account_id, thing.number)
        except Refused as refusal:
            told = {name: str(value) for name, value in refusal.facts.items()}
            self.mail.judge("aside", "refused", code=refusal.code, of=thing.number, told=told)


def thing_numbered(work: UnitOfWork, number: str) -> ServiceRequest | Feedback:
    """The request or feedback of that number, locked; raises NotFound."""
    return work.feedback.get(number) if number.startswith("FB-") else work.requests.get(number, alone=True)


def _where_references_stand(letter: Letter) -> str:
    """Where the address with the plus stands comes last and is therefore looked at first."""
    return "\n".join(value[-20_000:] for names in (("References",), ("In-Reply-To",), ADDRESSED)
                     for value in letter.raw(*names))  # fmt: skip


def _note_stumble(mail_id: int, name: str) -> None:
    with transaction(EVERYBODY) as session:
        mail = session.get(IncomingMail, mail_id)
        if mail is not None and mail.state == "new" and mail.tries >= MOST_TRIES:
            mail.judge("aside", "stumbled", detail=name)
