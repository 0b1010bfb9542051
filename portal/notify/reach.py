"""Which addresses may be called from here: what the whole internet reaches, however it is written."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from urllib.parse import urlsplit

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
LONGEST = 500
_EMBEDDING = ((ip_network("64:ff9b::/96"), 0), (ip_network("2002::/16"), 80))
"""IPv6 networks whose addresses hold an IPv4 address, and how many bits stand behind it."""
_SHUT = tuple(map(ip_network, ("fec0::/10", "3fff::/20", "192.88.99.0/24")))
"""Nobody's public addresses, though the library takes them for such: of a site alone, of examples (RFC 9637), of relays
that are no more (RFC 7526)."""


class Forbidden(Exception):
    """This address may not be called; the text says why, without the address."""


def check_url(url: str) -> None:
    """Forbidden for what is no address of this kind; whether it is public is seen when it is called."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises when it is no number
    except ValueError:
        raise Forbidden("this is no address") from None
    if len(url) > LONGEST or not url.isascii() or any(letter <= " " or letter == "\x7f" for letter in url):
        raise Forbidden("this is no address")
    if parts.scheme not in ("https", "http") or not parts.hostname or "\\" in url:
        raise Forbidden("this is no address")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise Forbidden("the address holds a name, a password or a fragment")


def networks(allow: Iterable[str]) -> tuple[Network, ...]:
    """Those words of the setting that are networks or addresses; others are names of hosts."""
    return tuple(network for network in map(_network, allow) if network is not None)


def _network(text: str) -> Network | None:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None


def is_public(address: Address) -> bool:
    """Whether the whole internet reaches it. An IPv6 address that holds an IPv4 address is judged by both."""
    inner = _embedded(address)
    if inner is not None and not is_public(inner):
        return False
    if any(address in network for network in _SHUT if network.version == address.version):
        return False
    shut = address.is_multicast or address.is_reserved or address.is_unspecified or address.is_link_local
    mapped = isinstance(address, IPv6Address) and address.ipv4_mapped is not None
    return (address.is_global or mapped) and (mapped or not shut)


def _embedded(address: Address) -> IPv4Address | None:
    if not isinstance(address, IPv6Address):
        return None
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    for network, behind in _EMBEDDING:
        if address in network:
            return IPv4Address((int(address) >> behind) & 0xFFFFFFFF)
    return None
