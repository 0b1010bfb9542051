"""Random ids, their hashes, and keys derived from the application's secret."""

import hashlib
import hmac
import secrets

from flask import current_app


def random_id() -> str:
    """256 random bits as text."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """SHA-256 of a random secret; enough for secrets that cannot be guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def keyed(purpose: str, text: str) -> bytes:
    """HMAC-SHA-256 of `text` under the signing key, apart for each purpose."""
    key: str = current_app.extensions["settings"].secret_keys[0]
    return hmac.digest(f"{purpose}:{key}".encode(), text.encode(), "sha256")
