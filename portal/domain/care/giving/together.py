"""Saying yes to several gifts at once: each by its own rules, and none waits for another."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from portal.domain.base import Conflict, NotFound, Refused
from portal.domain.care.gifts import Limits
from portal.domain.care.giving.repository import Gifts

AT_ONCE = 100


@dataclass
class Together:
    """Numbers of gifts: agreed to, stopped by a rule by now, and those that are no longer the person's to decide."""

    agreed: list[str] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


def agree_to(gifts: Gifts, numbers: Iterable[str], limits: Limits) -> Together:
    """The first AT_ONCE of them, in the order of their numbers, so that two who do so meet each gift alike. What a rule
    stops is an event, and stays as it was."""
    done = Together()
    for number in sorted(set(numbers))[:AT_ONCE]:
        try:
            gifts.agree(gifts.get(number), limits)
        except (Conflict, NotFound):
            done.gone.append(number)
        except Refused as refusal:
            (done.stopped if refusal.code == "gift.stopped" else done.gone).append(number)
        else:
            done.agreed.append(number)
    return done
