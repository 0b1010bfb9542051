"""Reading single settings; each raises ValueError saying what the variable takes."""

import re
from collections.abc import Callable
from datetime import date
from importlib.util import find_spec
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

TIERS = ("vip", "a", "b", "c", "dormant", "peripheral_key", "peripheral")
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def whole(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise ValueError("takes a whole number")
    return int(text)


def choice(*allowed: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in allowed:
            raise ValueError(f"takes one of {', '.join(allowed)}")
        return text

    return read


def words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def ceilings(text: str) -> tuple[tuple[str, int], ...]:
    """Whole yuan by tier, each named once."""
    pairs = [tuple(part.strip() for part in word.split("=")) for word in words(text)]
    tiers = [pair[0] for pair in pairs]
    if any(len(pair) != 2 or not pair[1].isascii() or not pair[1].isdigit() or len(pair[1]) > 6 for pair in pairs):
        raise ValueError("takes whole yuan by tier, such as vip=600,a=300")
    if not set(tiers) <= set(TIERS) or len(set(tiers)) != len(tiers):
        raise ValueError(f"takes each of these tiers once: {', '.join(TIERS)}")
    return tuple((tier, int(yuan)) for tier, yuan in pairs)


def days_of_year(text: str) -> tuple[tuple[int, int], ...]:
    """Month and day of each; none for `off`."""
    if text == "off":
        return ()
    try:
        found = [date.fromisoformat(f"2001-{word}") for word in words(text)]  # no leap year: 02-29 is no day of each
    except ValueError:
        found = []
    if not found or any(len(word) != 5 for word in words(text)) or len(set(found)) != len(found):
        raise ValueError("takes days of the year such as 04-15,10-15, or off")
    return tuple((day.month, day.day) for day in found)


def address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.path not in ("", "/"):
        raise ValueError("takes an address such as https://portal.example.com")
    return text.rstrip("/")


def keys(text: str) -> tuple[str, ...]:
    found = words(text)
    if not found or any(len(key) < 32 for key in found):
        raise ValueError("takes keys of at least 32 characters, separated by commas; the first one signs")
    return found


def web_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("takes an address such as https://sms.example.com/send")
    return text


def passphrase(text: str) -> str:
    if len(text) < 16 or any(ord(sign) < 32 for sign in text):
        raise ValueError("takes a passphrase of one line and at least 16 characters")
    return text


def mail_address(text: str) -> str:
    name, _, host = text.partition("@")
    if not name or not host or not text.isascii() or not set(text).isdisjoint(' <>,;:"\\\r\n'):
        raise ValueError("takes an address such as audit@example.com")
    return text


def token(text: str) -> str:
    if len(text) < 24 or not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError("takes a token of at least 24 signs, without blanks")
    return text


def hours(text: str) -> str:
    if text == "off":
        return ""
    begins, _, ends = text.partition("-")
    if not all(re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", part) for part in (begins, ends)) or begins == ends:
        raise ValueError("takes hours such as 21:00-08:00, or off")
    return text


def seconds(text: str) -> float:
    if not re.fullmatch(r"\d{1,3}(\.\d{1,3})?", text, re.ASCII) or not float(text):
        raise ValueError("takes seconds, such as 10 or 0.5")
    return float(text)


def time_zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError) as mistake:
        raise ValueError("takes a time zone such as Asia/Shanghai") from mistake
    return text


def sms_mistake(sms_url: str, secret: str) -> str:
    """What is wrong with the settings of text messages taken together, without the prefix; empty when nothing is."""
    if sms_url and len(secret) < 16:
        return "SMS_SECRET of 16 characters or more is needed when SMS_URL is set."
    return ""


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


def smtp_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("takes smtp://user:password@host:587 or smtps://…:465")
    return text


def database_address(text: str) -> str:
    if not text.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ValueError("takes sqlite:///… or postgresql+psycopg://…")
    return text


def files_address(text: str) -> str:
    if "://" in text and not re.fullmatch(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[A-Za-z0-9._/-]*)?", text):
        raise ValueError("takes a folder, or a bucket such as s3://portal-files or s3://portal-files/folder")
    return text


def bucket_mistake(endpoint: str, key: str, secret: str, allow_http: str) -> str:
    """What is wrong with the settings of a bucket taken together, without the prefix; empty when nothing is."""
    if not key or not secret:
        return "S3_KEY and PORTAL_S3_SECRET are needed for files in a bucket."
    if endpoint.startswith("http://") and allow_http != "yes":
        return "S3_ENDPOINT takes https://…; for a server of your own network set PORTAL_S3_ALLOW_HTTP=yes."
    if find_spec("obstore") is None:
        return "FILES_URL names a bucket, which needs one more package: run `make s3` in the folder of the program."
    return ""
