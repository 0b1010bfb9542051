"""What a company changed of one category, as plain values, as JSON, and laid over the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from portal.domain.requests.catalogue import CATALOGUE, Category, FieldKind, FieldSpec, RequestCategory, Team
from portal.domain.requests.categories.own import NAMELESS, Named, OwnField, Paper

NEVER_STRICTER = frozenset({FieldKind.TICK})
"""A tick that must be set would be no answer."""


@dataclass(frozen=True)
class Overlay:
    """None and empty leave what the catalogue says. `kinds` are kinds of accounts it is offered to, none is all;
    `stricter` names fields of the catalogue that must be filled in here; `last_no` is the last number given to a field
    of the company's own, `canned_id` the kept reply that is offered first."""

    is_offered: bool | None = None
    kinds: frozenset[str] = frozenset()
    with_contract: bool = False
    team: str = ""
    line: Named = NAMELESS
    clause_types: tuple[str, ...] | None = None
    canned_id: int | None = None
    stricter: frozenset[str] = frozenset()
    fields: tuple[OwnField, ...] = ()
    papers: tuple[Paper, ...] = ()
    last_no: int = 0


AS_DELIVERED = Overlay()


@dataclass(frozen=True)
class Setting:
    """One category as the company has it: version `no` of its overlay (0: as delivered) and the category that comes
    of it."""

    no: int
    category: Category
    overlay: Overlay

    @property
    def is_offered(self) -> bool:
        """Whether partners can file it at all."""
        chosen = self.overlay.is_offered
        return self.category.enabled_by_default if chosen is None else chosen

    def fits(self, kind: str, has_running: bool) -> bool:
        """Whether it is offered to accounts of a kind with (or without) a running contract."""
        rules = self.overlay
        return self.is_offered and (not rules.kinds or kind in rules.kinds) and (has_running or not rules.with_contract)


def setting_of(code: RequestCategory, no: int = 0, overlay: Overlay = AS_DELIVERED) -> Setting:
    """The catalogue's category with the overlay laid over it; it only ever asks for more than the catalogue."""
    base = CATALOGUE[code]
    if overlay == AS_DELIVERED:
        return Setting(no, base, overlay)
    changed = replace(
        base,
        fields=(*(_as_strict(spec, overlay.stricter) for spec in base.fields), *overlay.fields),
        teams=(Team(overlay.team), *base.teams[1:]) if overlay.team else base.teams,
        clause_types=base.clause_types if overlay.clause_types is None else overlay.clause_types,
    )
    return Setting(no, changed, overlay)


def may_be_stricter(code: RequestCategory) -> list[FieldSpec]:
    """The catalogue's fields that a company may make mandatory."""
    return [one for one in CATALOGUE[code].fields if not one.required and one.kind not in NEVER_STRICTER]


def _as_strict(spec: FieldSpec, stricter: frozenset[str]) -> FieldSpec:
    return replace(spec, required=True) if spec.name in stricter and spec.kind not in NEVER_STRICTER else spec


def to_json(overlay: Overlay) -> dict[str, Any]:
    return {
        "is_offered": overlay.is_offered, "kinds": sorted(overlay.kinds), "with_contract": overlay.with_contract,
        "team": overlay.team, "line": _pair(overlay.line), "canned_id": overlay.canned_id,
        "clause_types": None if overlay.clause_types is None else list(overlay.clause_types),
        "stricter": sorted(overlay.stricter), "fields": [_field(one) for one in overlay.fields],
        "papers": [{"code": one.code, "required": one.required, "label": _pair(one.label)} for one in overlay.papers],
        "last_no": overlay.last_no,
    }  # fmt: skip


def from_json(stored: Mapping[str, Any]) -> Overlay:
    types = stored.get("clause_types")
    return Overlay(
        is_offered=stored.get("is_offered"), kinds=frozenset(stored.get("kinds", ())),
        with_contract=bool(stored.get("with_contract")), team=stored.get("team", ""),
        line=Named(*stored.get("line", ("",))), canned_id=stored.get("canned_id"),
        clause_types=None if types is None else tuple(types), stricter=frozenset(stored.get("stricter", ())),
        fields=tuple(_own_field(one) for one in stored.get("fields", ())),
        papers=tuple(Paper(one["code"], one["required"], Named(*one["label"])) for one in stored.get("papers", ())),
        last_no=stored.get("last_no", 0),
    )  # fmt: skip


def changed_names(before: Overlay, after: Overlay) -> list[str]:
    """What differs between two overlays, by name; the count of numbers given is nobody's news."""
    pairs = {name: (getattr(before, name), getattr(after, name)) for name in Overlay.__dataclass_fields__}
    return [name for name, (was, now) in pairs.items() if was != now and name != "last_no"]


def _pair(named: Named) -> list[str]:
    return [named.zh, named.en]


def _field(spec: OwnField) -> dict[str, Any]:
    options = [_pair(one) for one in spec.options]
    return {"name": spec.name, "kind": str(spec.kind), "required": spec.required, "label": _pair(spec.label),
            "options": options}  # fmt: skip


def _own_field(stored: Mapping[str, Any]) -> OwnField:
    options = tuple(Named(*one) for one in stored["options"])
    label = Named(*stored["label"])
    return OwnField.of(stored["name"], stored["kind"], label, required=stored["required"], options=options)
