"""An account's papers type by type: which are there, which are missing, which came and wait to be checked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.domain.accounts.models import Qualification
from portal.domain.accounts.papers.catalogue import DOC_TYPES, Need, Party, asked_of
from portal.domain.accounts.papers.paper import PaperState

TO_DO = frozenset({PaperState.MISSING, PaperState.EXPIRING, PaperState.EXPIRED, PaperState.REJECTED})
_ORDER = (PaperState.REJECTED, PaperState.EXPIRED, PaperState.MISSING, PaperState.EXPIRING, PaperState.SUBMITTED)


@dataclass(frozen=True)
class Line:
    """One type on civil day `today`. `current` holds longest of what is verified, `waiting` is to be checked,
    `refused` is the last one that would not do, unless another came since."""

    doc_type: str
    need: Need | None
    today: date
    current: Qualification | None = None
    waiting: Qualification | None = None
    refused: Qualification | None = None

    @property
    def state(self) -> PaperState:
        if self.waiting is not None:
            return PaperState.SUBMITTED
        if self.refused is not None:
            return PaperState.REJECTED
        if self.current is not None:
            return self.current.standing(self.today)
        return PaperState.MISSING if self.need is Need.MUST else PaperState.WANTED

    @property
    def days_left(self) -> int | None:
        return self.current.days_left(self.today) if self.current else None

    @property
    def waits_for_partner(self) -> bool:
        return self.state in TO_DO


def lines_of(party: Party, rows: Iterable[Qualification], today: date) -> list[Line]:
    """Every type the party is asked for, and those it gave besides; what waits for it on top."""
    by_type: dict[str, list[Qualification]] = {}
    for row in sorted(rows, key=lambda one: one.id):
        by_type.setdefault(row.doc_type, []).append(row)
    asked = asked_of(party)
    needs = dict.fromkeys(asked.must, Need.MUST) | dict.fromkeys(asked.should, Need.SHOULD)
    codes = [*needs, *(code for code in DOC_TYPES if code in by_type and code not in needs)]
    codes += [code for code in by_type if code not in DOC_TYPES]
    lines = [_line(code, needs.get(code), by_type.get(code, []), today) for code in codes]
    return sorted(lines, key=lambda line: _ORDER.index(line.state) if line.state in _ORDER else len(_ORDER))


def _line(code: str, need: Need | None, rows: list[Qualification], today: date) -> Line:
    verified = [row for row in rows if row.state == PaperState.VERIFIED]
    newest = rows[-1] if rows else None
    return Line(
        code, need, today,
        current=max(verified, key=lambda row: row.expires_on or date.max, default=None),
        waiting=next((row for row in reversed(rows) if row.state == PaperState.SUBMITTED), None),
        refused=newest if newest is not None and newest.state == PaperState.REJECTED else None,
    )  # fmt: skip
