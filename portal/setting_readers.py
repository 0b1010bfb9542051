"""Reading single settings; each raises ValueError saying what the variable takes."""

import re
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo


def web_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("takes an address such as https://sms.example.com/send")
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
