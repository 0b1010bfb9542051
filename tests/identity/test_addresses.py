"""Where people may be sent (BR3)."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from werkzeug.utils import redirect

from portal.identity.addresses import safe_address

NASTY = st.lists(
    st.sampled_from(
        ["/", "\\", "//", ".", "..", ":", "@", "?", "#", "%2f", "%5c", "%2e", "%09", "\t", "\n", "\r", " ", "http",
         "https:", "javascript:", "evil.example", "a", "\x00", "\ud800", "／", "。", "\u2028", "[", "]", ";", "&", "é"]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@pytest.mark.parametrize(
    "wanted",
    [
        None, "", "requests/", "https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil", "/a\n",
        "/\tevil", "javascript:alert(1)", "/..//evil.example", "/.//evil.example", "/%2e%2e//evil.example",
        "/%2f/evil.example", "/%5cevil.example", "http:evil.example", "/" + "a" * 500, "http://[::1", "/\ud800",
    ],
)  # fmt: skip
def test_what_could_leave_this_host_is_dropped(wanted: str | None) -> None:
    assert safe_address(wanted) is None


@pytest.mark.parametrize(
    "wanted, sent",
    [
        ("/", "/"), ("///evil.example", "/evil.example"),
        ("/requests/?q=%E6%B4%9B&after=1", "/requests/?q=%E6%B4%9B&after=1"),
        ("/contracts/D-2026-011#part", "/contracts/D-2026-011"),
        ("/requests/?q=洛施坦", "/requests/?q=%E6%B4%9B%E6%96%BD%E5%9D%A6"),
    ],
)  # fmt: skip
def test_our_own_addresses_are_kept(wanted: str, sent: str) -> None:
    assert safe_address(wanted) == sent


@given(st.one_of(NASTY, NASTY.map(lambda text: "/" + text), st.text(max_size=40)))
@example("/;@evil.example")
@example("/:80")
@example("%2f")
def test_whatever_is_sent_stays_on_this_host_after_browsers_read_it(wanted: str) -> None:
    address = safe_address(wanted)
    if address is None:
        return
    assert address.isascii() and address.startswith("/") and "\\" not in address
    for read in (address, address.replace("\\", "/"), redirect(address).headers["Location"]):
        here = urlsplit(urljoin("https://portal.example/login", read))
        assert (here.scheme, here.netloc) == ("https", "portal.example")
    assert safe_address(address) == address, "reading it again changes nothing"
