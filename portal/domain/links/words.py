"""How two things are related."""

from enum import StrEnum


class LinkWord(StrEnum):
    """Read from the thing at which the link begins: it is a duplicate of the other, was caused by it, and so on."""

    RELATED = "related"
    CAUSED_BY = "caused_by"
    DUPLICATE_OF = "duplicate_of"
    SPLIT_FROM = "split_from"
    CONVERTED_FROM = "converted_from"


CHOSEN = (LinkWord.RELATED, LinkWord.CAUSED_BY, LinkWord.DUPLICATE_OF)
"""Words that people choose; the others say where a thing comes from, and stay."""
LINKED = {"service_request": "request.linked", "feedback": "feedback.linked", "breach": "breach.linked"}
UNLINKED = {"service_request": "request.unlinked", "feedback": "feedback.unlinked", "breach": "breach.unlinked"}
