"""What a safe request leaves behind: when the session was last used, and how much was searched and taken out.

All of it after the answer, seldom, and in transactions of their own, so that reading stays reading.
"""

from collections import Counter
from datetime import timedelta
from re import compile as pattern

from flask import g, request

from portal.db.transaction import transaction
from portal.domain.accounts.identifiers import normal_code
from portal.domain.people.models import WebSession
from portal.domain.scope import EveryAccount, GuardedSession
from portal.identity import throttle
from portal.identity.export_access import EXPORTS as TAKEN_OUT
from portal.identity.export_access import IMPORTED
from portal.identity.pausing import refuse_while_paused
from portal.identity.visitor import Visitor

SEEN_EVERY = timedelta(minutes=5)
EXPORTS = frozenset(
    {
        "staff.download_error_rows",
        "staff.download_error_rows_of_contracts",
        "staff.bundle_breach",
        "staff.bundle_contract",
        *TAKEN_OUT,
        *(f"staff.download_error_rows_of_{subject}" for subject in IMPORTED),
    }
)
SEARCHES = frozenset({"staff.find_number"})
"""Searches whose words stand in no address."""
POLLS = frozenset({"staff.note_presence"})
STRIDES = {"search": 20, "number": 1, "export": 1, "api": 20}
"""So many of one person are noted together; between two notes a worker keeps them in memory."""

_PERSON = pattern("[0-9]{17}[0-9X]")
_unnoted: Counter[tuple[str, int]] = Counter()


def refuse_too_much_reading(session: GuardedSession, visitor: Visitor | None) -> None:
    """Raises TooManyRequests while somebody's searches or exports pause."""
    if visitor is not None:
        for what in _what():
            refuse_while_paused(session, what, str(visitor.login_id))


def note_reading(visitor: Visitor | None, *, is_found: bool) -> None:
    """Note what was answered; a poll is no use of a session, and what was not found is nothing taken out."""
    if visitor is None:
        return
    is_poll = request.headers.get("X-Poll") or request.endpoint in POLLS
    if not is_poll and g.now - visitor.seen_at >= SEEN_EVERY:
        _note_seen(visitor)
    for what in _what() if is_found else ():
        note_taken(what, visitor.login_id)


def _note_seen(visitor: Visitor) -> None:
    with transaction(EveryAccount("last seen")) as own:
        web_session = own.get(WebSession, visitor.session_id)
        if web_session is not None:
            web_session.seen_at = g.now


def note_taken(what: str, login_id: int) -> None:
    """One more of what is counted in strides."""
    mine = (what, login_id)
    _unnoted[mine] += 1
    if _unnoted[mine] >= STRIDES[what]:
        tries = _unnoted.pop(mine)
        with transaction(EveryAccount("counts searches and exports")) as session:
            throttle.count(session, what, str(login_id), g.now, tries)


def _what() -> tuple[str, ...]:
    """As what this request is counted; a search by an identity number as both."""
    if request.endpoint in EXPORTS:
        return ("export",)
    asked = request.form if request.endpoint in SEARCHES else request.args if request.method == "GET" else {}
    words = asked.get("q", "").strip()[:100]
    if request.endpoint not in SEARCHES and not words:
        return ()
    return ("search", "number") if _PERSON.fullmatch(normal_code(words)) else ("search",)
