"""Taking in uploaded files: checked by name and content, stored before the transaction begins."""

import io
import unicodedata
from collections.abc import Iterable
from pathlib import PurePath
from typing import BinaryIO, cast

from werkzeug.datastructures import FileStorage

from portal.domain.attachments.models import StoredFile
from portal.storage.images import MOST_PIXELS, BadImage, measure
from portal.storage.keeping import Storage
from portal.storage.kinds import BadFile, check_kind

MOST_FILES = 10
LONGEST_NAME = 200


def receive_files(uploads: Iterable[FileStorage], storage: Storage) -> tuple[list[StoredFile], list[BadFile]]:
    """The files that are taken, stored, and those that are refused with the reason; one refusal stores none."""
    sent = [upload for upload in uploads if upload.filename]
    checked: list[tuple[FileStorage, str, str]] = []
    refused = [BadFile("too_many", upload.filename or "") for upload in sent[MOST_FILES:]]
    for upload in sent[:MOST_FILES]:
        name = plain_name(upload.filename or "")
        try:
            checked.append((upload, name, _check(name, cast(BinaryIO, upload.stream))))
        except BadFile as reason:
            refused.append(reason)
    if refused:
        return [], refused
    return [_store(upload, name, media_type, storage) for upload, name, media_type in checked], []


def plain_name(sent: str) -> str:
    """The original name, Chinese kept: no folders, no control characters, no text-direction marks, its ending kept."""
    last = PurePath(sent.replace("\\", "/")).name
    shown = "".join(_shown(sign) for sign in last).strip() or "file"
    path = PurePath(shown)
    return f"{path.stem[: LONGEST_NAME - len(path.suffix)]}{path.suffix}" if len(shown) > LONGEST_NAME else shown


def _shown(sign: str) -> str:
    kind = unicodedata.category(sign)[0]
    return " " if kind == "Z" else "" if kind == "C" else sign


def _check(name: str, stream: BinaryIO) -> str:
    media_type = check_kind(name, stream)
    if media_type.startswith("image/") and media_type != "image/heic":
        try:
            width, height = measure(stream)
        except BadImage as mistake:
            raise BadFile("content_differs", name) from mistake
        if width * height > MOST_PIXELS:
            raise BadFile("too_many_pixels", name)
    return media_type


def _store(upload: FileStorage, name: str, media_type: str, storage: Storage) -> StoredFile:
    upload.stream.seek(0, io.SEEK_SET)
    sha256, size = storage.put(cast(BinaryIO, upload.stream))
    return StoredFile(sha256=sha256, name=name, size=size, media_type=media_type)
