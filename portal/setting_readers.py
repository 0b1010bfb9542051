"""Reading the settings of mail that comes in; each raises ValueError saying what the variable takes."""

from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def imap_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("imap", "imaps") or not parts.hostname or not parts.username:
        raise ValueError("takes imaps://user:password@host:993/INBOX")
    return text


def reply_address(text: str) -> str:
    """Short enough for a reference behind its plus: the name of an address has at most 64 signs (RFC 5321)."""
    name, _, host = text.partition("@")
    if not name or not host or len(name) > 12 or not text.isascii() or not set(text).isdisjoint(' <>,;:"\\\r\n'):
        raise ValueError("takes an address such as reply+@example.com, its name of at most 12 characters")
    return text


def mail_in_mistake(imap_url: str, reply_to: str, env: str) -> str:
    """What is wrong with the settings of mail in taken together, without the prefix; empty when nothing is."""
    if not imap_url:
        return ""
    if not reply_to:
        return "MAIL_REPLY_TO is needed when a mailbox is set as IMAP_URL."
    parts = urlsplit(imap_url)
    if parts.scheme == "imap" and (env == "production" or parts.hostname not in LOOPBACK):
        return "IMAP_URL takes imaps://…: without encryption only a mailbox on this machine, in development."
    return ""
