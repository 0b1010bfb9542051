"""What stands against a downstream grant, and whether somebody has answered for it already."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from portal.domain.contracts.grants import Excess, Overlap
from portal.domain.contracts.grants.places import channels_of, lies_in

Finding = Excess | Overlap
Note = dict[str, Any]


@dataclass(frozen=True)
class Findings:
    """What exceeds the upstream rights, and what another partner was promised."""

    excesses: tuple[Excess, ...] = ()
    overlaps: tuple[Overlap, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.excesses or self.overlaps)

    @property
    def blocking(self) -> Overlap | None:
        """An exclusive right that somebody else has been given: no reason makes two of them possible."""
        return next((overlap for overlap in self.overlaps if overlap.both_exclusive), None)

    @property
    def notes(self) -> list[Note]:
        """Everything that was found, as a decision keeps it."""
        return [*map(note_of, self.excesses), *map(note_of, self.overlaps)]

    def beyond(self, notes: Iterable[Note]) -> "Findings":
        """What the notes of earlier decisions do not answer for."""
        answered = list(notes)
        return Findings(
            tuple(each for each in self.excesses if not _is_answered(each, answered)),
            tuple(each for each in self.overlaps if each.both_exclusive or not _is_answered(each, answered)),
        )


def note_of(finding: Finding) -> Note:
    """One finding in plain values; days as ISO text."""
    other = None if isinstance(finding, Excess) else finding.other.contract_number
    return {
        "kind": finding.kind if isinstance(finding, Excess) else "overlap", "other": other, "product": finding.product,
        "regions": list(finding.regions), "channels": list(finding.channels),
        "from": finding.starts_on.isoformat(), "until": finding.ends_on.isoformat(),
    }  # fmt: skip


def _is_answered(finding: Finding, notes: list[Note]) -> bool:
    """Whether one note names all of it: the same kind and product, no other place or channel, no other day."""
    asked = note_of(finding)
    return any(
        all(note[name] == asked[name] for name in ("kind", "other", "product"))
        and all(any(lies_in(region, wider) for wider in note["regions"]) for region in asked["regions"])
        and _sold_through(note).issuperset(_sold_through(asked))
        and note["from"] <= asked["from"]
        and asked["until"] <= note["until"]
        for note in notes
    )


def _sold_through(note: Note) -> set[str]:
    return {channel for named in note["channels"] for channel in channels_of(named)}
