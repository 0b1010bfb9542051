"""The try to sign in by a provider, between going there and coming back: in a sealed cookie of ten minutes.

Opening the address that begins it changes nothing here, and only the browser that began can end it.
"""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict

from flask import Response, current_app, request

from portal.identity.providers.vouching import Try
from portal.identity.sealing import seal, unseal
from portal.identity.secrets import random_id

SECONDS = 600
PURPOSE = "sign-in elsewhere"


def begin_try(provider: str, wanted: str, login_id: int = 0) -> Try:
    """With a state, a nonce and a verifier that nobody can guess (256 bits each)."""
    return Try(provider, random_id(), random_id(), random_id(), wanted, login_id)


def keep_try(answer: Response, tried: Try) -> Response:
    sealed = seal(PURPOSE, json.dumps(asdict(tried)))
    name, tls = _name(), _uses_tls()
    answer.set_cookie(
        name, urlsafe_b64encode(sealed).decode(), max_age=SECONDS, path="/", httponly=True, samesite="Lax", secure=tls
    )
    return answer


def forget_try(answer: Response) -> Response:
    answer.delete_cookie(_name(), path="/", httponly=True, samesite="Lax", secure=_uses_tls())
    return answer


def kept_try(provider: str) -> Try | None:
    """The try whose state came back; None when it is another browser's, another provider's, or too old."""
    sent = request.cookies.get(_name(), "")
    if not 0 < len(sent) < 4000 or not sent.isascii():
        return None
    try:
        text = unseal(PURPOSE, urlsafe_b64decode(sent), seconds=SECONDS)
        tried = Try(**json.loads(text)) if text else None
    except (ValueError, TypeError):
        return None
    if tried is None or tried.provider != provider:
        return None
    state = request.args.get("state", "").encode("utf-8", "replace")
    return tried if hmac.compare_digest(tried.state.encode(), state) else None


def _name() -> str:
    return "__Host-elsewhere" if _uses_tls() else "elsewhere"


def _uses_tls() -> bool:
    return bool(current_app.extensions["settings"].uses_tls)
