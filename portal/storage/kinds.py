"""Which files are taken: by ending and by content, both must agree."""

import zipfile
from pathlib import PurePath
from typing import BinaryIO

import filetype

ALLOWED: dict[str, tuple[str, frozenset[str]]] = {
    # ending: (media type, what the content may look like)
    "pdf": ("application/pdf", frozenset({"pdf"})),
    "jpg": ("image/jpeg", frozenset({"jpg"})),
    "jpeg": ("image/jpeg", frozenset({"jpg"})),
    "png": ("image/png", frozenset({"png"})),
    "webp": ("image/webp", frozenset({"webp"})),
    "heic": ("image/heic", frozenset({"heic"})),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", frozenset({"docx", "zip"})),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", frozenset({"xlsx", "zip"})),
    "doc": ("application/msword", frozenset({"doc"})),
    "xls": ("application/vnd.ms-excel", frozenset({"xls", "doc"})),
    "ofd": ("application/ofd", frozenset({"zip"})),
    "zip": ("application/zip", frozenset({"zip"})),
    "csv": ("text/csv", frozenset({""})),
    "txt": ("text/plain", frozenset({""})),
}
INNER_FILE = {"ofd": "OFD.xml", "docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
MOST_ENTRIES = 5_000
MOST_UNPACKED = 500_000_000
"""Bytes that a packed file may grow to; beyond it is a bomb, not a document."""
MARKUP = (b"<!doctype", b"<html", b"<svg", b"<script", b"<?xml")


class BadFile(ValueError):
    """A file we do not take; `code` says why, `name` which."""

    def __init__(self, code: str, name: str) -> None:
        super().__init__(code)
        self.code, self.name = code, name


def check_kind(name: str, source: BinaryIO) -> str:
    """The media type of a file we take; raises BadFile. Leaves `source` at its beginning."""
    ending = PurePath(name).suffix.lower().removeprefix(".")
    if ending not in ALLOWED:
        raise BadFile("kind_not_taken", name)
    media_type, looks = ALLOWED[ending]
    head = source.read(8192)
    source.seek(0)
    if not head:
        raise BadFile("empty", name)
    if (filetype.guess_extension(head) or "") not in looks or _is_markup(head):
        raise BadFile("content_differs", name)
    if "zip" in looks:
        _check_packed(name, ending, source)
    return media_type


def _is_markup(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(MARKUP)


def _check_packed(name: str, ending: str, source: BinaryIO) -> None:
    try:
        with zipfile.ZipFile(source) as packed:
            entries = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as mistake:
        raise BadFile("content_differs", name) from mistake
    finally:
        source.seek(0)
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise BadFile("unpacks_too_large", name)
    inner = INNER_FILE.get(ending)
    if inner and inner not in {entry.filename for entry in entries}:
        raise BadFile("content_differs", name)
