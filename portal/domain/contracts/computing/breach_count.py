"""The number of a breach among those that count together with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.domain.contracts.computing.day_counting import after_months
from portal.domain.contracts.computing.working import Line


@dataclass(frozen=True)
class Breach:
    """A confirmed breach; `evidence` and `act` are names, empty where nothing is shared with another breach.

    Breaches proven by the same evidence, or of one continuous act, are one event.
    """

    confirmed_on: date
    evidence: str = ""
    act: str = ""

    @property
    def labels(self) -> list[tuple[str, str]]:
        return [label for label in (("evidence", self.evidence), ("act", self.act)) if label[1]]


def counted(this: Breach, others: Iterable[Breach], window_months: int) -> tuple[int, tuple[Line, ...], date]:
    """Which number `this` breach has, a line for each earlier one, and the last day on which a later one counts with
    it. An earlier breach counts for `window_months` from its confirmation, the last day included (Civil Code 202)."""
    events = _Events()
    events.add(this)
    lines = []
    for other in sorted(others, key=lambda one: one.confirmed_on):
        until = after_months(other.confirmed_on, window_months)
        known = {"confirmed_on": other.confirmed_on, "counts_until": until}
        if other.confirmed_on > this.confirmed_on:
            lines.append(Line("breach_later", {"confirmed_on": other.confirmed_on}))
        elif until < this.confirmed_on:
            lines.append(Line("breach_outside_window", known))
        elif events.add(other):
            lines.append(Line("breach_counts", known))
        else:
            lines.append(Line("breach_counted_once", {"confirmed_on": other.confirmed_on}))
    return events.count, tuple(lines), after_months(this.confirmed_on, window_months)


class _Events:
    """Breaches added one by one; those that share evidence or act, also through a third, are one event."""

    def __init__(self) -> None:
        self.count = 0
        self._event_of: dict[tuple[str, str], int] = {}
        self._joined: list[int] = []

    def add(self, breach: Breach) -> bool:
        """True if the breach is an event of its own."""
        known = {self._root(self._event_of[label]) for label in breach.labels if label in self._event_of}
        event = len(self._joined)
        self._joined.append(event)
        for root in known:
            self._joined[root] = event
        self._event_of.update(dict.fromkeys(breach.labels, event))
        self.count += 1 - len(known)
        return not known

    def _root(self, event: int) -> int:
        while self._joined[event] != event:
            event = self._joined[event] = self._joined[self._joined[event]]
        return event
