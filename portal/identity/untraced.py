"""Files for readers who are not to know whose they are: a picture without what the camera wrote, every file without its
own name. What stands inside a document stays."""

import io
from collections.abc import Iterable
from typing import Any

from portal.domain.attachments.models import StoredFile
from portal.domain.base import NotFound
from portal.identity.files import storage
from portal.storage.images import BadImage, without_traces


def under_neutral_names(files: Iterable[Any]) -> list[StoredFile]:
    """A file's own name could say who took the picture, and so could what the camera wrote into it. What is no picture,
    or none that we read, as it is. The original stays with us."""
    named = [(file, _neutral(file, place)) for place, file in enumerate(files, 1)]
    return [_written_anew(file, name) or _as_it_is(file, name) for file, name in named]


def traceless(files: Iterable[Any]) -> list[StoredFile] | None:
    """The same of files by which nobody is to find the sender; None where a picture cannot be written anew."""
    found: list[StoredFile] = []
    for place, file in enumerate(files, 1):
        name = _neutral(file, place)
        made = _written_anew(file, name)
        if made is None and file.media_type.startswith("image/"):
            return None
        found.append(made or _as_it_is(file, name))
    return found


def _neutral(file: Any, place: int) -> str:
    _stem, dot, ending = file.name.rpartition(".")
    fits = dot and ending.isascii() and ending.isalnum() and len(ending) < 6
    return f"evidence-{place}" + (f".{ending.lower()}" if fits else "")


def _written_anew(file: Any, name: str) -> StoredFile | None:
    try:
        with storage().open(file.sha256) as source:
            content = without_traces(source, file.media_type)
    except (BadImage, NotFound):
        return None
    sha256, size = storage().put(io.BytesIO(content))
    return StoredFile(sha256, name, size, file.media_type)


def _as_it_is(file: Any, name: str) -> StoredFile:
    return StoredFile(file.sha256, name, file.size, file.media_type)
