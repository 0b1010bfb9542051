"""What to ask in a call and what to leave alone: plain rules over the account's own archive, each with its reason."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from portal.domain.accounts.catalogue import ContactLevel as L
from portal.domain.accounts.kinds import Tier

QUESTIONS, SOON = 2, 60
"""How many things are asked at most; with how many calendar days left a last day or a paper is worth a question."""


class Thing(NamedTuple):
    """Something with a page of its own: its number (or id) and what it is about."""

    number: str
    what: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Tip:
    """One line: `code` names the rule, `source` (kind; number or id) is where it comes from, `facts` what it says."""

    code: str
    source: tuple[str, str]
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Known:
    """What the rules read. `level`: of whom is called, None where nobody is named. `papers` end soonest first, each
    with its last day; `notice`: the agreement with the last day to ask or refuse."""

    today: date
    level: L | None = None
    tier: str | None = None
    is_person: bool = False
    is_bound: bool = False
    """A healthcare professional or a public official: nothing of value may be offered (domain 7.3)."""
    is_blacklisted: bool = False
    lacks: frozenset[str] = frozenset()
    """Of `best_time` and `birthday`, what is not known of the person; `top` when no executive of theirs is."""
    contact: str = ""
    agreed: Thing | None = None
    waiting: tuple[Thing, ...] = ()
    answered: tuple[Thing, ...] = ()
    unanswered: tuple[Thing, ...] = ()
    overdue: tuple[Thing, ...] = ()
    notice: Thing | None = None
    papers: tuple[Thing, ...] = ()
    untold: tuple[Thing, ...] = ()
    """Breaches that they have not been told of."""
    disputed_sums: tuple[Thing, ...] = ()
    """Breaches whose sum is not settled."""
    internal: tuple[Thing, ...] = ()
    """Promises that are for us alone."""


def to_ask(known: Known) -> list[Tip]:
    """At most QUESTIONS, by rank: what was agreed, what hangs on them, what ends soon, what the archive lacks."""
    tips = _questions(known)
    return [tip for tip, _ in zip(tips, range(QUESTIONS), strict=False)]


def to_leave(known: Known) -> Tip | None:
    """The one matter not to be raised, the gravest that there is."""
    return next(_silences(known), None)


def _questions(known: Known) -> Iterator[Tip]:
    if known.agreed:
        yield _tip("agreed", "touch", known.agreed)
    if known.waiting:
        yield _tip("waiting", "request", known.waiting[0])
    if known.answered:
        yield _tip("content", "feedback", known.answered[0])
    if known.notice and known.level != L.CLERK and _is_soon(known.notice, known.today):
        yield _tip("extension", "contract", known.notice)
    if known.papers and known.level != L.EXECUTIVE and _is_soon(known.papers[0], known.today):
        yield _tip("paper", "paper", known.papers[0])
    if known.tier == Tier.DORMANT:
        yield Tip("dormant", ("account", ""))
    if "top" in known.lacks and known.level != L.EXECUTIVE and not known.is_person:
        yield Tip("top", ("account", ""))
    for lack in ("best_time", "birthday"):
        if lack in known.lacks and known.contact:
            yield Tip(lack, ("contact", known.contact))


def _silences(known: Known) -> Iterator[Tip]:
    if known.is_blacklisted:
        yield Tip("blacklisted", ("account", ""))
    if known.untold:
        yield _tip("untold", "breach", known.untold[0])
    if known.disputed_sums:
        yield _tip("sum", "breach", known.disputed_sums[0])
    if known.is_bound:
        yield Tip("gifts", ("contact", known.contact))
    if known.unanswered:
        yield _tip("orders", "feedback", known.unanswered[0])
    if known.overdue:
        yield _tip("orders", "request", known.overdue[0])
    if known.internal:
        yield _tip("internal", "promise", known.internal[0])


def _tip(code: str, kind: str, thing: Thing) -> Tip:
    return Tip(code, (kind, thing.number), {"number": thing.number, "what": thing.what, "on": thing.on})


def _is_soon(thing: Thing, today: date) -> bool:
    """What has passed is as urgent as what is coming."""
    return thing.on is not None and (thing.on - today).days < SOON
