"""How a process whose work nobody waits for lets those go first who sit before a page."""

import os
from time import sleep

KINDNESS, LASTING = 10, 5
"""How far it stands back (see nice) outside the gate; less where the system does not let it come forward again."""
LONGEST = 0.1
"""Seconds that it rests at most before it asks for its turn again."""


class Courtesy:
    """Stands back while it works by itself, hurries while others may have to wait for it, and rests afterwards.

    At the gate a low priority would be theirs too: whoever waits for one that seldom gets the processor, waits long.
    """

    def __init__(self) -> None:
        self._usual = os.getpriority(os.PRIO_PROCESS, 0)
        self._kind = self._usual + KINDNESS
        _take(self._usual + LASTING)
        self._may_return = _take(self._usual)
        if self._may_return:
            _take(self._kind)

    def hurry(self) -> None:
        """Inside the gate."""
        if self._may_return:
            _take(self._usual)

    def stand_back(self, held: float) -> None:
        """Outside again; `held` are the seconds for which others stood there, who are as long to themselves now."""
        if self._may_return:
            _take(self._kind)
        if held:
            sleep(min(held, LONGEST))


def _take(priority: int) -> bool:
    """Of this thread; whether the system lets us."""
    try:
        os.setpriority(os.PRIO_PROCESS, 0, priority)
    except PermissionError:
        return False
    return True
