"""One route for files, each only to whom it belongs; pictures are shown anew encoded, all else is downloaded."""

from typing import BinaryIO, cast

from flask import Response, current_app, send_file

from portal.domain.attachments.repository import AnyAttachment
from portal.domain.base import NotFound
from portal.domain.proposals.models import ArchiveProposal
from portal.domain.qualifications.models import HouseFile
from portal.identity.views import identity
from portal.identity.writing import short_write
from portal.storage.images import BadImage, shrink
from portal.storage.keeping import Storage
from portal.web.current import uow

INERT = {"Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff"}


def storage() -> Storage:
    return cast(Storage, current_app.extensions["storage"])


@identity.get("/attachments/<ref:ref>")
def download_attachment(ref: str) -> Response:
    attachment = _readable(ref)
    content = _bytes(attachment.sha256)
    _note_copy(attachment)
    response = send_file(
        content, mimetype="application/octet-stream", as_attachment=True,
        download_name=attachment.name, etag=False, conditional=False,
    )  # fmt: skip
    return _inert(response)


@identity.get("/attachments/<ref:ref>/picture")
def show_picture(ref: str) -> Response:
    attachment = _readable(ref)
    if not attachment.is_image:
        raise NotFound(ref)
    try:
        with _bytes(attachment.sha256) as source:
            picture = shrink(source)
    except BadImage as mistake:
        raise NotFound(ref) from mistake
    _note_copy(attachment)
    return _inert(Response(picture, mimetype="image/webp"))


def _readable(ref: str) -> AnyAttachment | HouseFile:
    """The file, if this visitor may read what it hangs on: confidential feedback is not for every colleague, a copy of
    an identity card not for everybody of the account, and what we hand out for whom it concerns."""
    try:
        attachment = uow.attachments.get(ref)
    except NotFound:
        return uow.house_papers.file(ref)[0]
    if attachment.subject == "feedback":
        uow.feedback.require_readable(attachment.subject_id)
    if attachment.subject == ArchiveProposal.__tablename__ and not uow.proposals.may_read_files(attachment.subject_id):
        raise NotFound(ref)
    if attachment.subject == "qualification":
        uow.qualifications.require_readable(attachment.subject_id)
    return attachment


def _note_copy(attachment: AnyAttachment | HouseFile) -> None:
    """The log says which partner took which of our documents."""
    if isinstance(attachment, HouseFile) and not uow.actor.is_staff:
        with short_write() as work:
            paper = work.house_papers.file(attachment.ref)[1]
            work.house_papers.note_taken(paper, work.accounts.own(alone=True))


def _bytes(sha256: str) -> BinaryIO:
    try:
        return storage().open(sha256)
    except FileNotFoundError as mistake:
        raise NotFound(sha256) from mistake


def _inert(response: Response) -> Response:
    response.headers.update(INERT)
    return response
