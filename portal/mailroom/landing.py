"""From a letter to words on a request or on feedback: by the rules of the portal, as the partner who wrote it."""

import io
from dataclasses import dataclass
from typing import Any

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from portal.domain.attachments.models import StoredFile
from portal.domain.events import Actor
from portal.domain.feedback.models import Feedback
from portal.domain.people.models import Login
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.states import RequestState, Who, verbs_for
from portal.domain.unit_of_work import UnitOfWork
from portal.identity.reaches import readings_of
from portal.mailroom.kept import original_of, storage
from portal.mailroom.letter import Letter
from portal.mailroom.models import IncomingMail
from portal.storage.kinds import BadFile
from portal.storage.receiving import MOST_FILES, receive_files
from portal.web.file_words import words_for_file

WRITERS = ("owner", "member")
LONGEST = 4_000
"""Signs that land: as many as the form of the portal takes."""


@dataclass(frozen=True)
class Enclosures:
    """Files that are taken, stored, and those that are not."""

    taken: list[StoredFile]
    refused: list[BadFile]


def take_files(letter: Letter) -> Enclosures:
    """Check and store the attachments as those of the portal's forms are; what is refused stops nothing else."""
    taken: list[StoredFile] = []
    refused: list[BadFile] = []
    for at, file in enumerate(letter.files):
        if len(taken) >= MOST_FILES or at >= 5 * MOST_FILES:
            refused.append(BadFile("too_many", file.name))
            continue
        good, bad = receive_files([FileStorage(io.BytesIO(file.content), filename=file.name)], storage())
        taken += good
        refused += bad
    return Enclosures(taken, refused)


def writer_for(session: Any, login: Login, account_id: int) -> Actor | None:
    """The login as somebody who may write for the account now; None for who left, only reads, or is shut out."""
    for reading in readings_of(session, login.id):
        if reading.actor.account_id == account_id and reading.actor.has(*WRITERS):
            return reading.actor
    return None


def words_of(letter: Letter, login: Login, enclosures: Enclosures) -> str:
    """What is read on the thread: the new words, and in the writer's language what was not taken."""
    with force_locale(login.locale or current_app.extensions["settings"].locale):
        text = letter.own.strip()
        if len(text) > LONGEST:
            text = "\n".join([text[:LONGEST], _("(Shortened: the rest of the mail is with us.)")])
        if not text:
            text = _("(No words, only files.)")
        left = [words_for_file(reason) for reason in enclosures.refused[:MOST_FILES]]
    return "\n\n".join([text, "\n".join(left)]) if left else text


def land(work: UnitOfWork, thing: ServiceRequest | Feedback, mail: IncomingMail, text: str, files: Enclosures) -> None:
    """Say it as the partner who acts; raises Refused where the portal would refuse it. Nothing is written before."""
    while isinstance(thing, ServiceRequest) and thing.state == RequestState.MERGED:
        thing = work.requests.get(thing.went_into)  # it goes on there
    quota = current_app.extensions["settings"].quota_mb * 1_000_000
    work.attachments.require_room(thing.account_id, files.taken, quota)
    if isinstance(thing, Feedback):
        answer: Any = thing.reply(by=work.actor, at=work.now, text=text)
    else:
        can = verbs_for(RequestState(thing.state), Who.PARTNER)
        speak = thing.reopen if "reply" not in can and "reopen" in can else thing.reply
        answer = speak(by=work.actor, at=work.now, text=text)
    answer.by_mail = True
    work.attachments.hang(files.taken, answer)
    work.attachments.hang([original_of(mail)], answer, backstage=True)
