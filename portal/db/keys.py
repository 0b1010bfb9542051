"""Keys derived from the application's secret, and what is derived with them: known to every room above."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Iterator

from flask import current_app

from portal.domain.people.models import LinkToken


def digest(secret: str) -> str:
    """SHA-256 of a random secret; enough for secrets that cannot be guessed."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def keyed(purpose: str, text: str) -> bytes:
    """HMAC-SHA-256 of `text` under the signing key, apart for each purpose."""
    return next(keyed_by_each(purpose, text))


def keyed_by_each(purpose: str, text: str) -> Iterator[bytes]:
    """The same under every key the application still reads with, the signing one first."""
    for key in current_app.extensions["settings"].secret_keys:
        yield hmac.digest(f"{purpose}:{key}".encode(), text.encode("utf-8", "replace"), "sha256")


def link_texts(purpose: str, subject_id: int, salt: str) -> Iterator[str]:
    """What a mailed link would hold under each of the application's keys, the signing one first."""
    for key in keyed_by_each("link", f"{purpose}|{subject_id}|{salt}"):
        yield urlsafe_b64encode(key).rstrip(b"=").decode()


def token_text(link_token: LinkToken) -> str:
    """The 256-bit text that goes into the link; LookupError if its key is no longer among the application's keys."""
    for text in link_texts(link_token.purpose, link_token.subject_id, link_token.salt):
        if digest(text) == link_token.token_hash:
            return text
    raise LookupError("the key of this token has been retired")
