"""Searches and exports are counted too: after the answer, searches in strides, so that reading stays reading."""

from collections import Counter

from flask import g, request

from portal.db.transaction import transaction
from portal.domain.scope import EveryAccount, GuardedSession
from portal.identity import throttle
from portal.identity.pausing import refuse_while_paused
from portal.identity.visitor import Visitor

EXPORTS = frozenset({"staff.download_error_rows"})
STRIDES = {"search": 20, "export": 1}
"""So many of one person are noted together; between two notes a worker keeps them in memory."""

_unnoted: Counter[tuple[str, int]] = Counter()


def refuse_too_much_reading(session: GuardedSession, visitor: Visitor | None) -> None:
    """Raises TooManyRequests while somebody's searches or exports pause."""
    what = _what()
    if what is not None and visitor is not None:
        refuse_while_paused(session, what, str(visitor.login_id))


def note_reading(visitor: Visitor | None) -> None:
    """Count what was answered; writes in a transaction of its own once a stride is full."""
    what = _what()
    if what is None or visitor is None:
        return
    mine = (what, visitor.login_id)
    _unnoted[mine] += 1
    if _unnoted[mine] >= STRIDES[what]:
        tries = _unnoted.pop(mine)
        with transaction(EveryAccount("counts searches and exports")) as session:
            throttle.count(session, what, str(visitor.login_id), g.now, tries)


def _what() -> str | None:
    if request.endpoint in EXPORTS:
        return "export"
    return "search" if request.method == "GET" and request.args.get("q", "").strip() else None
