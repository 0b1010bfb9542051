"""What a provider is asked for and what it gives back, alike for all of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Try:
    """One try to sign in, kept in the browser under seal: what must come back unchanged, and where to go then.
    `login_id` is who connects their account, 0 for signing in."""

    provider: str
    state: str
    nonce: str
    verifier: str
    next: str = ""
    login_id: int = 0


@dataclass(frozen=True)
class Person:
    """Who the provider says is there: `subject` never changes hands at this `issuer`. `email` is empty unless the
    provider vouches for it; `has_second_factor` says that it asked for more than a password."""

    provider: str
    issuer: str
    subject: str
    email: str = ""
    has_second_factor: bool = False

    @property
    def account(self) -> tuple[str, str, str]:
        return self.provider, self.issuer, self.subject


class Unvouched(Exception):
    """The provider does not vouch for anybody; `code` is unreachable, refused, untrue (its answer does not fit) or
    stranger. The text is for the log: never an answer of the other side, which may hold secrets."""

    def __init__(self, code: str, why: str = "") -> None:
        super().__init__(why or code)
        self.code = code


class Provider(Protocol):
    code: str

    def address(self, tried: Try, back: str) -> str:
        """Where the browser goes; `back` is our own address to which it returns. Raises Unvouched."""

    def person(self, tried: Try, back: str, args: Mapping[str, str]) -> Person:
        """Who returned with these arguments; raises Unvouched."""

    def check(self) -> None:
        """Whether the settings work, as far as can be seen without anybody signing in; raises Unvouched."""
