"""What somebody had written when their form could not be taken: shown again, to be copied and sent once more (BI3)."""

from flask import g, request
from werkzeug.exceptions import HTTPException

KEPT_AT = frozenset({409, 500, 503})
"""Answers to a form that was understood: the visitor is known, and the form came from a page of ours."""
WORDS = (
    "subject", "text", "reason", "what", "note", "comment", "remark", "why", "content", "summary", "said", "said_en",
    "did", "did_en", "text_zh", "text_en", "evidence", "waiver", "resources", "override", "move_reason",
)  # fmt: skip
"""Fields in which people write sentences; never a password, a number of a card or a person."""


def written(status: int) -> list[str]:
    """The sentences of this request's form, field after field."""
    if status not in KEPT_AT or request.method in ("GET", "HEAD", "OPTIONS") or not g.get("visitor"):
        return []
    try:
        found = [value.strip() for name in WORDS for value in request.form.getlist(name)]
    except (HTTPException, OSError):  # it could not even be read
        return []
    return [text for text in found if text]
