"""Files within a JSON body: checked and stored like those of forms, before anybody waits for us to write."""

import binascii
import io
from base64 import b64decode
from typing import Any

from flask import current_app, g, request
from werkzeug.datastructures import FileStorage

from portal.domain.attachments.models import StoredFile
from portal.storage.receiving import MOST_FILES, receive_files
from portal.web.strict_json import WITH_FILES


def take_enclosed(sent: Any) -> None:
    """Store `files` of the body, each a name with its bytes in base64, and leave their digest in place of the bytes: a
    call repeated under its key is known by that. What is not well formed is left for the view to refuse."""
    files = sent.get("files") if isinstance(sent, dict) and request.endpoint in WITH_FILES else None
    if not isinstance(files, list) or not 0 < len(files) <= MOST_FILES:
        return
    uploads = [upload for file in files if (upload := _upload(file)) is not None]
    if len(uploads) < len(files):
        return
    g.received_files, g.refused_files = receive_files(uploads, current_app.extensions["storage"])
    taken: list[StoredFile] = g.received_files
    for file, stored in zip(files, taken, strict=False):  # none where one was refused
        file["content"] = stored.sha256


def _upload(file: Any) -> FileStorage | None:
    if not isinstance(file, dict) or not isinstance(file.get("name"), str) or not file["name"].strip():
        return None
    try:
        content = b64decode(file["content"], validate=True)
    except (binascii.Error, KeyError, TypeError, ValueError):
        return None
    return FileStorage(io.BytesIO(content), filename=file["name"])
