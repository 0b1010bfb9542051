"""A provider that keeps one waiting: for a few seconds in all, and not again at once (RE3).

Whoever hangs here hangs for ever, so that what is not bounded never ends.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest

from portal.identity.providers import calling, line, waiting
from portal.identity.providers.calling import ask
from portal.identity.providers.oidc import OpenIdConnect
from portal.identity.providers.vouching import Unvouched
from portal.identity.providers.waiting import one_visit
from portal.settings import Settings
from tests.identity.vouchers import CLIENT, OpenId

pytestmark = pytest.mark.engineless


class Dripping:
    """Takes every call, and says `first` and then one sign after the other without end; nothing for an empty one."""

    def __init__(self, first: bytes, sign: bytes = b"a") -> None:
        self.first, self.sign, self.over = first, sign, threading.Event()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}/"
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        with suppress(OSError):
            while True:
                caller, _ = self.socket.accept()
                threading.Thread(target=self._drip, args=(caller,), daemon=True).start()

    def _drip(self, caller: socket.socket) -> None:
        with caller, suppress(OSError):
            caller.sendall(self.first)
            while not self.over.wait(0.02):
                if self.first:
                    caller.sendall(self.sign)

    def stop(self) -> None:
        self.over.set()
        self.socket.close()


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(calling, "SECONDS", 0.15)
    monkeypatch.setattr(waiting, "VISIT_SECONDS", 0.2)
    monkeypatch.setattr(calling, "_silent_at", {})
    yield


HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"


@pytest.mark.parametrize("first", [b"", b"HTTP/1.1 200 OK\r\nX-Long: ", HEAD], ids=["nothing", "headers", "body"])
def test_whoever_hangs_or_drips_is_given_up_and_left_alone_for_a_while(
    first: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider, asked, answer = Dripping(first), list[str](), calling._answer
    monkeypatch.setattr(calling, "_answer", lambda *words: asked.append(words[1]) or answer(*words))
    try:
        for _ in range(3):
            with pytest.raises(Unvouched) as why:
                ask("GET", provider.url)
            assert why.value.code == "unreachable"
        assert asked == [provider.url], "the second and third were refused without asking"
        monkeypatch.setattr(calling, "LEFT_ALONE", 0.0)
        with pytest.raises(Unvouched):
            ask("GET", provider.url)
        assert asked == [provider.url] * 2
    finally:
        provider.stop()


def test_a_name_that_nobody_looks_up_ends_too(monkeypatch: pytest.MonkeyPatch) -> None:
    over, bounded = threading.Event(), line.looked_up

    def silent(*_: object, **__: object) -> list[object]:
        over.wait()
        return []

    monkeypatch.setattr(line, "looked_up", lambda *words: bounded(*words, resolve=silent))
    with pytest.raises(Unvouched) as why:
        ask("GET", "https://login.nowhere.example/")
    over.set()
    assert why.value.code == "unreachable"


def test_all_calls_of_one_visit_share_its_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second call has no time left, however quick it would be."""
    provider = OpenId()
    monkeypatch.setattr(waiting, "VISIT_SECONDS", 0.0)
    try:
        with one_visit(), pytest.raises(Unvouched) as why:
            ask("GET", f"{provider.url}/keys")
        assert why.value.code == "unreachable" and not provider.asked
        monkeypatch.setattr(calling, "_silent_at", {})
        assert ask("GET", f"{provider.url}/keys")["keys"], "outside a visit each call has its own"
    finally:
        provider.stop()


def test_what_is_known_of_the_provider_serves_while_it_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    provider = OpenId()
    way = OpenIdConnect(Settings(env="development", sso_issuer=provider.url, sso_client_id=CLIENT))
    known = way._description()
    monkeypatch.setattr("portal.identity.providers.oidc.KNOWN_FOR", 0.0)
    provider.stop()
    assert way._description() == known, "older than an hour, and nobody answers"
    monkeypatch.setattr("portal.identity.providers.oidc.KNOWN_AT_MOST", 0.0)
    with pytest.raises(Unvouched):
        way._description()
