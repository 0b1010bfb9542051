"""Settings of single sign-on: reading single ones, and what is wrong with them taken together."""

from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def issuer_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise ValueError("takes the address of the provider, such as https://login.example.com/realms/staff")
    return text.rstrip("/")


def addresses(text: str) -> tuple[str, ...]:
    """E-mail addresses; `all` is none, for then nobody is named."""
    if text == "all":
        return ()
    found = tuple(word.strip().lower() for word in text.split(",") if word.strip())
    if not found or not all("@" in one and one.isascii() and " " not in one for one in found):
        raise ValueError("takes all, or e-mail addresses of administrators separated by commas")
    return found


TOGETHER = (
    ("sso_issuer", "sso_client_id"), ("wecom_corp_id", "wecom_agent_id"), ("wecom_corp_id", "wecom_secret"),
    ("dingtalk_client_id", "dingtalk_client_secret"), ("dingtalk_client_id", "dingtalk_corp_id"),
)  # fmt: skip
"""The second is needed when the first is set, and means nothing without it."""
PROVIDERS = ("sso_issuer", "wecom_corp_id", "dingtalk_client_id")


def sign_in_mistake(settings: Any) -> str:
    """What is wrong, in one sentence without the prefix; empty when nothing is."""
    for first, second in TOGETHER:
        if bool(getattr(settings, first)) != bool(getattr(settings, second)):
            missing, given = (second, first) if getattr(settings, first) else (first, second)
            return f"{missing.upper()} is needed when PORTAL_{given.upper()} is set."
    parts = urlsplit(settings.sso_issuer)
    if parts.scheme == "http" and (settings.env == "production" or parts.hostname not in LOOPBACK):
        return "SSO_ISSUER takes https://…: without encryption only a provider on this machine, in development."
    if settings.sso_issuer and find_spec("authlib") is None:
        return "SSO_ISSUER needs one more package: run `make sso` in the folder of the program."
    if settings.staff_passwords and not any(getattr(settings, name) for name in PROVIDERS):
        return "STAFF_PASSWORDS closes passwords for staff: set a provider first (PORTAL_SSO_ISSUER or another)."
    return ""
