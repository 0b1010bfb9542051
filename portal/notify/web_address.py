"""Which addresses of group bots and of other services are such that anything may be posted there."""

import ipaddress
from collections.abc import Sequence
from urllib.parse import urlsplit


def is_web_address(url: str, hosts: frozenset[str], allowed: Sequence[str]) -> bool:
    """Whether `url` is https at one of `hosts` on the usual port, or at a host the operator lists."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.username or parts.password or parts.fragment or not url.isascii() or any(c.isspace() for c in url):
        return False
    if is_allowed(host, allowed):
        return parts.scheme in ("http", "https")
    return parts.scheme == "https" and host in hosts and port in (None, 443)


def is_allowed(host: str, allowed: Sequence[str]) -> bool:
    """Whether the operator lists this very host, or the network it is written in."""
    return host in allowed or any(_lies_in(host, network) for network in allowed)


def _lies_in(host: str, network: str) -> bool:
    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False
