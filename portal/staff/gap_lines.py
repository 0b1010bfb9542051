"""One gap as a line: what is wrong, and the act that closes it."""

from dataclasses import dataclass
from typing import Any

from portal.domain.accounts.fields import BY_NAME
from portal.domain.quality.gaps import Gap, GapKind
from portal.staff.account_gaps import Place, place_of
from portal.staff.gap_forms import HERE, INPUTS, choices_here
from portal.web import account_words as words
from portal.web import quality_words

KINDS_OF = {
    "errors": {GapKind.ERROR}, "papers": {GapKind.PAPER, GapKind.EXPIRED}, "missing": {GapKind.MISSING},
    "stale": {GapKind.STALE},
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One gap and what is done about it: `act` is fill, name, confirm, contact, judge, edit or paper."""

    gap: Gap
    words: str
    tone: str
    act: str
    kind: str = "text"
    choices: tuple[tuple[str, Any], ...] = ()

    @property
    def label(self) -> Any:
        return words.FIELDS.get(self.gap.name, self.gap.name)

    def place(self, number: str) -> Place:
        """Where the field is filled, for acts that lead to another page."""
        return place_of(number, self.gap.name)


def line_of(code: str) -> Line:
    gap = Gap.of_code(code)
    return Line(
        gap, quality_words.gap_words(gap), quality_words.TONES[gap.kind], _act(gap),
        INPUTS.get(gap.name, "text"), tuple(choices_here(gap.name)),
    )  # fmt: skip


def _act(gap: Gap) -> str:
    if gap.kind in (GapKind.PAPER, GapKind.EXPIRED):
        return "paper"
    if gap.kind == GapKind.STALE:
        return "confirm"
    if gap.name in ("care_owner_id", "sponsor_id"):
        return "name"
    if gap.name in HERE:
        return "fill"
    if gap.name == "contact":
        return "contact"
    return "judge" if BY_NAME[gap.name].home == "standing" else "edit"
