"""Random ids, their hashes, and keys derived from the application's secret."""

import hashlib
import hmac
import secrets
from collections.abc import Iterator

from flask import current_app


def random_id() -> str:
    """256 random bits as text."""
    return secrets.token_urlsafe(32)


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
