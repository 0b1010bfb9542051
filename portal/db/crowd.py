"""How crowded the machine is, as a process finds out by itself: by how long it had to wait for a processor."""

from pathlib import Path

_ABOUT = Path("/proc/thread-self/schedstat")
"""Nanoseconds for which this thread ran, and for which it was ready to run and another one did. Linux alone tells."""
_NEWEST = 0.25
"""The share of the newest look in the figure: one short wait is no crowd."""


class Crowd:
    """The part of its time for which whoever asks had to wait for a processor: 0 on an idle machine, and where the
    system does not tell. Sleeping, waiting for the disk or for another process does not count."""

    def __init__(self, about: Path = _ABOUT) -> None:
        self._about, self._seen, self.share = about, (0, 0), 0.0
        self._seen = self._look()

    def look(self) -> float:
        """The share now, smoothed over the last few looks; always asked by the same thread."""
        seen = self._look()
        ran, waited = (now - before for now, before in zip(seen, self._seen, strict=True))
        self._seen = seen
        if ran + waited > 0:
            self.share += (waited / (ran + waited) - self.share) * _NEWEST
        return self.share

    def _look(self) -> tuple[int, int]:
        try:
            ran, waited, *_ = map(int, self._about.read_text().split())
        except (OSError, ValueError):
            return self._seen
        return ran, waited
