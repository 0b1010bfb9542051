"""One route for files, each only to whom it belongs; pictures are shown anew encoded, all else is downloaded."""

from typing import BinaryIO, cast

from flask import Response, current_app, send_file

from portal.domain.attachments.repository import AnyAttachment
from portal.domain.base import NotFound
from portal.identity.views import identity
from portal.storage.folder import FolderStorage
from portal.storage.images import BadImage, shrink
from portal.web.current import uow

INERT = {"Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff"}


def storage() -> FolderStorage:
    return cast(FolderStorage, current_app.extensions["storage"])


@identity.get("/attachments/<ref:ref>")
def download_attachment(ref: str) -> Response:
    attachment = _readable(ref)
    response = send_file(
        _bytes(attachment.sha256), mimetype="application/octet-stream", as_attachment=True,
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
    return _inert(Response(picture, mimetype="image/webp"))


def _readable(ref: str) -> AnyAttachment:
    """The file, if this visitor may read what it hangs on; confidential feedback is not for every colleague."""
    attachment = uow.attachments.get(ref)
    if attachment.subject == "feedback":
        uow.feedback.require_readable(attachment.subject_id)
    return attachment


def _bytes(sha256: str) -> BinaryIO:
    try:
        return storage().open(sha256)
    except FileNotFoundError as mistake:
        raise NotFound(sha256) from mistake


def _inert(response: Response) -> Response:
    response.headers.update(INERT)
    return response
