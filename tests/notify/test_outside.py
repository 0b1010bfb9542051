"""Calling outside: public addresses only, the one that was checked, within time and size (IN7)."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from portal.notify import outside
from portal.notify.outside import Outside, Unreached
from portal.notify.reach import Forbidden, check_url, is_public
from tests.notify.endpoint import Endpoint

pytestmark = pytest.mark.engineless

PRIVATE = (
    "127.0.0.1", "10.0.0.8", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1", "::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254",
    "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe", "fec0::1", "3fff::1", "192.88.99.1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "::7f00:1",
)  # fmt: skip
PUBLIC = ("8.8.8.8", "223.5.5.5", "2400:3200::1", "::ffff:8.8.8.8")
NO_ADDRESSES = (
    "", "hooks", "ftp://a.example/", "file:///etc/passwd", "https://", "https:///x", "https://u@a.example/",
    "https://u:p@a.example/", "https://a.example/#x", "https://a.example:x/", "https://a.example:99999/",
    "https://a.example/\r\nX: y", "https://a .example/", "https://a.example\\@b.example/", "https://例.example/",
    "https://[::1", "gopher://a.example", "https://a.example/" + "x" * 500,
)  # fmt: skip


def led_to(*addresses: str) -> Any:
    """A resolver for which every name leads there."""
    return lambda host, port, **_: [(0, 0, 0, "", (address, port)) for address in addresses]


def test_what_the_internet_does_not_reach() -> None:
    assert [text for text in PRIVATE if is_public(ip_address(text))] == []
    assert [text for text in PUBLIC if not is_public(ip_address(text))] == []


@pytest.mark.parametrize("url", NO_ADDRESSES)
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(Forbidden):
        check_url(url)


@pytest.mark.parametrize(
    ("url", "addresses"),
    [
        *(("https://a.example/", (address,)) for address in PRIVATE),
        ("https://a.example/", ("8.8.8.8", "10.0.0.1")), ("http://a.example/", ("8.8.8.8",)),
        ("https://a.example:22/", ("8.8.8.8",)), ("https://a.example:6379/", ("8.8.8.8",)),
    ],
)  # fmt: skip
def test_a_name_that_leads_inside_is_not_called(url: str, addresses: tuple[str, ...]) -> None:
    """Not even when only one of its addresses does: the next look-up could give that one."""
    with pytest.raises(Forbidden):
        Outside(resolve=led_to(*addresses)).post(url, b"{}", {})


@pytest.mark.parametrize(
    "url", ["https://127.0.0.1/", "https://2130706433/", "https://0x7f.1/", "https://[::ffff:7f00:1]/"]
)
def test_other_ways_to_write_the_loopback(url: str) -> None:
    with pytest.raises(Forbidden):
        Outside().post(url, b"{}", {})


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    endpoint = Endpoint()
    yield endpoint
    endpoint.stop()


def test_the_address_that_was_checked_is_the_one_called(endpoint: Endpoint) -> None:
    """The name is looked up once; what a second look-up would say is never asked."""
    answers = iter([led_to("127.0.0.1"), led_to("10.0.0.1")])
    client = Outside(["127.0.0.0/8"], resolve=lambda *args, **more: next(answers)(*args, **more))
    port = endpoint.server.server_port
    assert client.post(f"http://erp.example:{port}/hooks?a=1", b"{}", {"Portal-Signature": "t=1"}).status == 200
    [got] = endpoint.got
    assert got.path == "/hooks?a=1" and got.headers["Host"] == f"erp.example:{port}"
    assert got.headers["Portal-Signature"] == "t=1" and "Cookie" not in got.headers


def certified(folder: Path, name: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """What a server of that name shows, and what a client trusts."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    shown = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False).sign(key, hashes.SHA256())
    )  # fmt: skip
    file = folder / "server.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(secret + shown.public_bytes(Encoding.PEM))
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(file)
    return serving, ssl.create_default_context(cadata=shown.public_bytes(Encoding.PEM).decode())


def test_the_certificate_is_the_names_and_not_the_addresses(tmp_path: Path) -> None:
    serving, trusting = certified(tmp_path, "erp.example")
    endpoint = Endpoint(tls=serving)
    client, port = Outside(["127.0.0.0/8"], resolve=led_to("127.0.0.1")), endpoint.server.server_port
    with pytest.raises(Unreached):
        client.post(f"https://erp.example:{port}/", b"{}", {})
    client._tls = trusting
    assert client.post(f"https://erp.example:{port}/", b"{}", {}).status == 200
    with pytest.raises(Unreached):
        client.post(f"https://other.example:{port}/", b"{}", {})
    assert len(endpoint.got) == 1
    endpoint.stop()


def test_a_peer_that_misbehaves_costs_little(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "SECONDS", 0.4)
    client = Outside(["127.0.0.0/8"])
    endpoint.ways = [302, "elsewhere", "large", 500]
    answers = [client.post(endpoint.url, b"{}", {}) for _ in range(4)]
    assert [answer.status for answer in answers] == [302, 302, 200, 500], "no redirect is followed"
    assert len(endpoint.got) == 4 and max(len(answer.body) for answer in answers) == outside.MOST_BYTES
    for way in ("hang", "drip", "reset"):
        endpoint.ways = [way]
        with pytest.raises(Unreached):
            client.post(endpoint.url, b"{}", {})
    with pytest.raises(Unreached):
        client.post("http://127.0.0.1:1/", b"{}", {})
