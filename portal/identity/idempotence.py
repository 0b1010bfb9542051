"""The header Idempotency-Key: the same key and body get the same answer, another body is refused."""

import hashlib
import json
import re
from collections.abc import Callable

from flask import g, request
from flask_babel import lazy_gettext as _l

from portal.db.call_receipt import earlier_call, remember_call
from portal.web.problems import Fault, Problem

HEADER = "Idempotency-Key"
PATTERN = "[!-~]{1,80}"


def once(act: Callable[[], tuple[int, str]]) -> tuple[int, str]:
    """Status and body of the act, done only if its key was not seen in the last day; without a key it is just done.

    Problem 409 when the key was used for something else, 422 when it is no key.
    """
    sent = request.headers.get(HEADER)
    if sent is None:
        return act()
    if not re.fullmatch(PATTERN, sent):
        raise Problem(422, faults=[Fault(HEADER, "not_a_key", str(_l("1 to 80 printable ASCII characters.")))])
    key = _digest(f"{g.caller.integration_id} {sent}")
    fingerprint = _digest(f"{request.path} {json.dumps(g.sent, sort_keys=True)}")
    earlier = earlier_call(g.uow.session, key)
    if earlier is not None:
        return _again(earlier, fingerprint)
    status, body = act()
    remember_call(g.uow.session, key, fingerprint, status, body, g.now)
    return status, body


def _again(earlier: tuple[str, int, str], fingerprint: str) -> tuple[int, str]:
    known, status, body = earlier
    if known != fingerprint:
        raise Problem(409, "key_reused", _l("This key was used for another call. Choose a new one."))
    return status, body


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
