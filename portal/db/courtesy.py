"""How a process whose work nobody waits for lets those go first who sit before a page."""

import os
from collections.abc import Callable
from time import sleep

from portal.db.crowd import Crowd
from portal.db.presence import Presence

KINDNESS, LASTING = 10, 5
"""How far it stands back (see nice) outside the gate; less where the system does not let it come forward again."""
LONGEST = 0.15
"""Seconds that it rests at most before it asks for its turn again."""
CROWDED, LATELY = 0.1, 0.3
"""From this share of its time on that it waits for a processor, and when a page was asked for within so many seconds,
people wait for one because of it."""
FOR_THE_CROWD = 2
"""Then it rests so many times as long as it was inside: a third of a processor is left to it, and whoever comes to the
gate rarely meets it there. While only other programs work, nobody would gain by it."""

MUCH = 0.3
"""Seconds inside after which so much is written that the journal had better be copied."""


class Courtesy:
    """Stands back while it works by itself, hurries while others may have to wait for it, and rests afterwards.

    At the gate a low priority would be theirs too: whoever waits for one that seldom gets the processor, waits long.
    What it wrote it has copied out of the journal outside (`tidy`): else the next one inside does it when the journal
    is full, and everybody waits for that.
    """

    def __init__(self, presence: Presence, tidy: Callable[[], None] = lambda: None) -> None:
        self._presence, self._tidy, self._inside = presence, tidy, 0.0
        self._usual = os.getpriority(os.PRIO_PROCESS, 0)
        self._kind = self._usual + KINDNESS
        self._crowd = Crowd()
        _take(self._usual + LASTING)
        self._may_return = _take(self._usual)
        if self._may_return:
            _take(self._kind)

    def hurry(self) -> None:
        """Inside the gate."""
        if self._may_return:
            _take(self._usual)

    def stand_back(self, held: float, *, awaited: bool) -> None:
        """Outside again, after `held` seconds; `awaited` if others stood there meanwhile, who are as long to
        themselves now."""
        if self._may_return:
            _take(self._kind)
        self._inside += held
        if self._inside >= MUCH:
            self._inside = 0.0
            self._tidy()
        is_crowded = self._crowd.look() >= CROWDED and self._presence.is_here(LATELY)
        if pause := rest(held, awaited=awaited, crowded=is_crowded):
            sleep(pause)


def rest(held: float, *, awaited: bool, crowded: bool) -> float:
    """Seconds of rest after so many inside."""
    return min(held * (FOR_THE_CROWD if crowded else int(awaited)), LONGEST)


def _take(priority: int) -> bool:
    """Of this thread; whether the system lets us."""
    try:
        os.setpriority(os.PRIO_PROCESS, 0, priority)
    except PermissionError:
        return False
    return True
