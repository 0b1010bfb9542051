"""Secrets of endpoints and the signatures made with them: derived, so that none lies in the database."""

import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from portal.db.keys import digest, keyed_by_each
from portal.domain.integrations.models import Hook

HEADER = "Portal-Signature"


class NewSecret(NamedTuple):
    """What is kept of a secret, and its text, to be shown once."""

    salt: str
    digest: str
    text: str


class NoSecret(Exception):
    """The application's key that the secret was derived from is retired: a new one has to be made."""


def new_secret() -> NewSecret:
    salt = secrets.token_hex(16)
    text = next(_texts(salt))
    return NewSecret(salt, digest(text), text)


def signature(hook: Hook, body: bytes, now: datetime) -> str:
    """`t=…,v1=…`: HMAC-SHA-256 of "t.body" in hex, by every secret that counts at `now` (aware)."""
    stamp = int(now.timestamp())
    kept = [(hook.salt, hook.digest)]
    if hook.old_until is not None and now < hook.old_until:
        kept.append((hook.old_salt, hook.old_digest))
    signed = f"{stamp}.".encode() + body
    marks = [hmac.digest(text.encode(), signed, "sha256").hex() for text in map(_text, kept) if text is not None]
    if not marks:
        raise NoSecret
    return ",".join([f"t={stamp}", *(f"v1={mark}" for mark in marks)])


def _text(kept: tuple[str, str]) -> str | None:
    """The secret of that salt under the key by which its digest was made."""
    salt, known = kept
    return next((text for text in _texts(salt) if digest(text) == known), None)


def _texts(salt: str) -> Iterator[str]:
    for key in keyed_by_each("hook", salt):
        yield "whsec_" + urlsafe_b64encode(key).rstrip(b"=").decode()
