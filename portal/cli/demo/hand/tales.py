"""How the hand-written requests and feedback are noted down."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Said(NamedTuple):
    """What somebody did next, in Asia/Shanghai time; for `assign` the words are who gets it. `decision`: what we decide
    about a suggestion."""

    at: str
    who: str
    verb: str
    words: str = ""
    decision: str = ""


@dataclass(frozen=True, kw_only=True)
class Tale:
    """A request or feedback, and what came of it. `who` is a sign-in name, or an account's number for its
    owner."""

    number: str
    at: str
    account: str
    who: str
    kind: str
    subject: str
    text: str
    contract: str = ""
    article: str = ""
    product: str = ""
    subtype: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    then: tuple[Said, ...] = ()
