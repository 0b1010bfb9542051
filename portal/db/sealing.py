"""Small secrets at rest and in hidden fields: encrypted with keys derived from the application's own."""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from portal.db.keys import keyed_by_each


def seal(purpose: str, text: str) -> bytes:
    """`text` encrypted and signed under the signing key, readable for the same purpose only."""
    return _cipher(purpose).encrypt(text.encode())


def unseal(purpose: str, sealed: bytes, *, seconds: int | None = None) -> str | None:
    """The text again, with any key still read; None when altered, foreign or older than so many seconds."""
    try:
        return _cipher(purpose).decrypt(sealed, ttl=seconds).decode()
    except InvalidToken:
        return None


def _cipher(purpose: str) -> MultiFernet:
    return MultiFernet([Fernet(urlsafe_b64encode(key)) for key in keyed_by_each("seal", purpose)])
