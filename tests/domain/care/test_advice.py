"""What to ask in a call and what to leave alone: each rule by its own case, and which of two comes first."""

from datetime import date, timedelta
from typing import Any

import pytest

from portal.domain.accounts.catalogue import ContactLevel as L
from portal.domain.brief.advice import Known, Thing, to_ask, to_leave

pytestmark = pytest.mark.engineless
TODAY = date(2026, 11, 28)


def thing(number: str, ahead: int = 10) -> Thing:
    return Thing(number, "资料", TODAY + timedelta(days=ahead))


def asked(**facts: Any) -> list[tuple[str, tuple[str, str]]]:
    return [(tip.code, tip.source) for tip in to_ask(Known(today=TODAY, **facts))]


@pytest.mark.parametrize(
    ("facts", "code", "source"),
    [
        ({"agreed": thing("7")}, "agreed", ("touch", "7")),
        ({"waiting": (thing("SR-1"), thing("SR-2"))}, "waiting", ("request", "SR-1")),
        ({"answered": (thing("FB-1"),)}, "content", ("feedback", "FB-1")),
        ({"notice": thing("D-1", 59)}, "extension", ("contract", "D-1")),
        ({"papers": (thing("4", -3),)}, "paper", ("paper", "4")),
        ({"tier": "dormant"}, "dormant", ("account", "")),
        ({"lacks": frozenset({"top"})}, "top", ("account", "")),
        ({"lacks": frozenset({"best_time"}), "contact": "9"}, "best_time", ("contact", "9")),
        ({"lacks": frozenset({"birthday"}), "contact": "9"}, "birthday", ("contact", "9")),
    ],
)
def test_each_question_has_its_own_reason(facts: dict[str, Any], code: str, source: tuple[str, str]) -> None:
    assert asked(**facts) == [(code, source)]


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"notice": thing("D-1", 60)},
        {"notice": thing("D-1"), "level": L.CLERK},
        {"papers": (thing("4", 60),)},
        {"papers": (thing("4"),), "level": L.EXECUTIVE},
        {"lacks": frozenset({"top"}), "is_person": True},
        {"lacks": frozenset({"top"}), "level": L.EXECUTIVE},
        {"lacks": frozenset({"best_time", "birthday"})},
        {"tier": "vip", "untold": (thing("BR-1"),)},
    ],
)
def test_what_is_far_or_not_theirs_to_answer_is_not_asked(facts: dict[str, Any]) -> None:
    assert asked(**facts) == []


ALL = {
    "agreed": thing("7"), "waiting": (thing("SR-1"),), "answered": (thing("FB-1"),), "notice": thing("D-1"),
    "papers": (thing("4"),), "tier": "dormant", "lacks": frozenset({"top", "best_time", "birthday"}), "contact": "9",
}  # fmt: skip
RANK = ("agreed", "waiting", "content", "extension", "paper", "dormant", "top", "best_time", "birthday")


def test_two_are_asked_and_what_was_agreed_comes_first() -> None:
    facts, found = dict(ALL), []
    for name in ("agreed", "waiting", "answered", "notice", "papers", "tier"):
        first, second = (code for code, _ in asked(**facts))
        assert RANK.index(first) + 1 == RANK.index(second)
        found.append(first)
        del facts[name]
    assert tuple(found) == RANK[:6]


LEFT: list[tuple[dict[str, Any], str, tuple[str, str]]] = [
    ({"is_blacklisted": True}, "blacklisted", ("account", "")),
    ({"untold": (thing("BR-1"),)}, "untold", ("breach", "BR-1")),
    ({"disputed_sums": (thing("BR-2"),)}, "sum", ("breach", "BR-2")),
    ({"is_bound": True, "contact": "9"}, "gifts", ("contact", "9")),
    ({"unanswered": (thing("FB-2"),)}, "orders", ("feedback", "FB-2")),
    ({"overdue": (thing("SR-3"),)}, "orders", ("request", "SR-3")),
    ({"internal": (thing("PM-1"),)}, "internal", ("promise", "PM-1")),
]


@pytest.mark.parametrize("place", range(len(LEFT)))
def test_the_gravest_matter_is_left_alone(place: int) -> None:
    """This one and every lighter one at once: this one it is."""
    facts = {name: value for one, _, _ in reversed(LEFT[place:]) for name, value in one.items()}
    tip = to_leave(Known(today=TODAY, **facts))
    assert tip is not None and (tip.code, tip.source) == LEFT[place][1:]


def test_where_nothing_stands_against_anything_nothing_is_left_out() -> None:
    assert to_leave(Known(today=TODAY)) is None
