"""What was worked out from all agreements, shown again in the same process as long as their stamp is the same.

Ten minutes at most: a node of the release before, which goes on for a while beside this one, draws no stamp.
"""

from collections.abc import Callable, Hashable
from time import monotonic
from typing import Generic, TypeVar

from portal.domain.contracts.stamp import stamp
from portal.domain.scope import GuardedSession

LONGEST = 600.0
"""Seconds."""
Found = TypeVar("Found")


class Kept(Generic[Found]):
    """Nothing of a visitor's is in it: the whole company counts. `most` bounds what a process keeps."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: dict[tuple[str, Hashable], tuple[float, Found]] = {}

    def get(self, session: GuardedSession, key: Hashable, work_out: Callable[[], Found]) -> Found:
        """The stamp is read before anything that it stands for."""
        token, now = stamp(session), monotonic()
        at, found = self._held.get((token, key), (0.0, None))
        if token and found is not None and now - at < LONGEST:
            return found
        made = work_out()
        if len(self._held) >= self._most:
            self._held.clear()
        self._held[token, key] = now, made
        return made
