"""What taking over rows works with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.domain.events import Actor, Event, Recorded
from portal.domain.scope import GuardedSession


@dataclass(frozen=True)
class Takeover:
    """The import's number, who started it, the moment, our people by name and the file's headings by field."""

    session: GuardedSession
    number: str
    by: Actor
    at: datetime
    managers: Mapping[str, int]
    headings: Mapping[str, str]

    def record(self, about: Recorded, kind: str, **facts: Any) -> None:
        """The event of one change. Nobody is told of single rows, so it does not queue before news people wait for."""
        columns = about.event_columns(kind, self.by, self.at, {"import": self.number} | facts)
        self.session.insert(Event, columns | {"dispatched_at": self.at})
