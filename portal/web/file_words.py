"""Words for files that are not taken."""

from typing import Any, Protocol

from flask_babel import lazy_gettext as _l


class RefusedFile(Protocol):
    code: str
    name: str


KINDS_TAKEN = _l("PDF, pictures (JPG, PNG, WebP, HEIC), Word, Excel, OFD, ZIP, CSV and TXT")
ACCEPT = ".pdf,.jpg,.jpeg,.png,.webp,.heic,.doc,.docx,.xls,.xlsx,.ofd,.zip,.csv,.txt,image/*"
WORDS: dict[str, Any] = {
    "kind_not_taken": _l("“%(name)s” was not taken: we take %(kinds)s."),
    "content_differs": _l("“%(name)s” was not taken: its content does not fit its ending. Save it again and retry."),
    "empty": _l("“%(name)s” was not taken: it is empty."),
    "too_many": _l("“%(name)s” was not taken: at most 10 files at once."),
    "too_many_pixels": _l("“%(name)s” was not taken: a picture may have 50 million pixels. Make it smaller."),
    "unpacks_too_large": _l("“%(name)s” was not taken: unpacked it would hold too much."),
}


def words_for_file(reason: RefusedFile) -> str:
    """Why a file was refused and what is taken, in the reader's language."""
    return str(WORDS[reason.code]) % {"name": reason.name, "kinds": KINDS_TAKEN}
