"""What to talk about, what to write and what to give: plain rules over the account's own archive, each with its reason.

Nothing of value is suggested for a health professional, a relative of one, or a public official (domain 7.3).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from portal.domain.brief.advice import Thing

MOST = {"topic": 3, "message": 2, "gift": 2}
"""How many of a kind are suggested."""
SOON = 21
"""Calendar days ahead: an occasion within them is worth a word (the plan of it opens, domain 7.2)."""


class IdeaKind(StrEnum):
    TOPIC = "topic"
    MESSAGE = "message"
    GIFT = "gift"


@dataclass(frozen=True)
class Idea:
    """One line: `code` names the rule, `source` (kind; number or id) is where it comes from, `facts` what it says."""

    kind: IdeaKind
    code: str
    source: tuple[str, str]
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Heard:
    """What the rules read. `gift_left`: fen that may still be given to them this year, 0 where a rule forbids anything;
    `greets_birthday`, `greets`: whether they accept such a word. `years` and `anniversary`: how long we work together,
    and on which day soon."""

    today: date
    contact: str = ""
    name: str = ""
    gift_left: int = 0
    birthday: date | None = None
    greets_birthday: bool = False
    greets: bool = True
    festival: Thing | None = None
    listing: Thing | None = None
    anniversary: date | None = None
    years: int = 0
    promises: tuple[Thing, ...] = ()
    unanswered: tuple[Thing, ...] = ()
    papers: tuple[Thing, ...] = ()


def ideas(heard: Heard) -> list[Idea]:
    """At most MOST of each kind, the most pressing first."""
    counts: dict[IdeaKind, int] = dict.fromkeys(IdeaKind, 0)
    found = []
    for idea in [*_topics(heard), *_messages(heard), *_gifts(heard)]:
        if counts[idea.kind] < MOST[idea.kind]:
            counts[idea.kind] += 1
            found.append(idea)
    return found


def _topics(heard: Heard) -> Iterator[Idea]:
    for thing in heard.promises[:1]:
        late = thing.on is not None and thing.on < heard.today
        yield _of(IdeaKind.TOPIC, "promise_late" if late else "promise", "promise", thing)
    for thing in heard.unanswered[:1]:
        yield _of(IdeaKind.TOPIC, "feedback", "feedback", thing)
    if heard.listing:
        yield _of(IdeaKind.TOPIC, "listing", "feedback", heard.listing)
    for thing in heard.papers[:1]:
        yield _of(IdeaKind.TOPIC, "paper", "paper", thing)
    if heard.anniversary:
        facts = {"on": heard.anniversary, "years": heard.years}
        yield Idea(IdeaKind.TOPIC, "anniversary", ("account", ""), facts)


def _messages(heard: Heard) -> Iterator[Idea]:
    if heard.birthday and heard.greets_birthday:
        yield _personal(IdeaKind.MESSAGE, "birthday", heard, heard.birthday)
    if heard.listing and heard.greets:
        yield _personal(IdeaKind.MESSAGE, "listing", heard, heard.listing.on)
    if heard.festival and heard.greets:
        yield _personal(IdeaKind.MESSAGE, heard.festival.what, heard, heard.festival.on)


def _gifts(heard: Heard) -> Iterator[Idea]:
    if not heard.gift_left:
        return
    if heard.birthday and heard.greets_birthday:
        yield _personal(IdeaKind.GIFT, "birthday", heard, heard.birthday)
    if heard.listing and heard.greets:
        yield _personal(IdeaKind.GIFT, "listing", heard, heard.listing.on)
    if heard.festival and heard.greets:
        yield _personal(IdeaKind.GIFT, heard.festival.what, heard, heard.festival.on)


def _of(kind: IdeaKind, code: str, source: str, thing: Thing) -> Idea:
    return Idea(kind, code, (source, thing.number), {"number": thing.number, "what": thing.what, "on": thing.on})


def _personal(kind: IdeaKind, occasion: str, heard: Heard, on: date | None) -> Idea:
    """About an occasion of the contact: its code is the occasion."""
    facts: dict[str, Any] = {"name": heard.name, "on": on}
    if kind is IdeaKind.GIFT:
        facts["left"] = heard.gift_left
    return Idea(kind, occasion, ("contact", heard.contact), facts)
