"""What stands around the answer box at one moment, as plain values."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple


class Row(NamedTuple):
    """`what` is draft, writes, views, watches or held; `until` is when a draft was discarded or an answer goes out."""

    what: str
    id: int
    staff_id: int
    name: str
    kind: str
    text: str
    at: datetime
    until: datetime | None
    facts: dict[str, Any] | None


class Colleague(NamedTuple):
    name: str
    writes: bool


class AtDesk:
    """Seen by `me` (id of a post) at `now`; drafts are mine alone."""

    def __init__(self, rows: Sequence[Row], me: int, now: datetime) -> None:
        self.me, self.now = me, now
        drafts = {row.kind: row for row in rows if row.what == "draft"}
        self.drafts = {kind: row for kind, row in drafts.items() if row.until is None}
        self.discarded = {kind: row for kind, row in drafts.items() if row.until is not None}
        self.held = sorted((row for row in rows if row.what == "held"), key=lambda row: (row.at, row.id))
        self._watching = {row.staff_id: row.name for row in rows if row.what == "watches"}
        self._writing = {row.staff_id: row.name for row in rows if row.what == "writes"}
        self._viewing = {row.staff_id: row.name for row in rows if row.what == "views"}

    @property
    def colleagues(self) -> list[Colleague]:
        """Others who are here now, whoever writes first."""
        viewing = [Colleague(name, False) for key, name in self._viewing.items() if key not in self._writing]
        return [*(Colleague(name, True) for name in self._writing.values()), *viewing]

    @property
    def mine_held(self) -> list[Row]:
        """My answers that are not out yet."""
        return [row for row in self.held if row.staff_id == self.me]

    @property
    def others_held(self) -> list[Row]:
        return [row for row in self.held if row.staff_id != self.me]

    @property
    def due(self) -> list[int]:
        """Ids of answers that should be out by now."""
        return [row.id for row in self.held if row.until is not None and row.until <= self.now]

    @property
    def watchers(self) -> list[str]:
        return list(self._watching.values())

    @property
    def is_watching(self) -> bool:
        return self.me in self._watching
