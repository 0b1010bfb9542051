"""What a company adds to a category: fields of its own, papers it asks for, and the answers as they are kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.domain.requests.catalogue import Category, Facts, FieldKind, FieldSpec, to_stored

OWN_KINDS = (
    FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.DATE, FieldKind.INTEGER, FieldKind.TICK, FieldKind.CHOICE,
)  # fmt: skip
"""Kinds of fields that mean something without the rest of the catalogue."""
MOST_FIELDS, MOST_OPTIONS = 10, 20
OWN = "own"
"""Where the answers to a company's own fields stand among what was filed."""


@dataclass(frozen=True)
class Named:
    """A name in Chinese, and in English where the company gave one."""

    zh: str
    en: str = ""

    def in_language(self, language: str) -> str:
        return self.en if language == "en" and self.en else self.zh


NAMELESS = Named("")


@dataclass(frozen=True)
class OwnField(FieldSpec):
    """A field the company added; its name is never given again. A choice is known by its Chinese words, so that a form
    opened before the options were put in another order still says what was meant."""

    label: Named = NAMELESS
    options: tuple[Named, ...] = ()

    @classmethod
    def of(
        cls, name: str, kind: str, label: Named, *, required: bool = False, options: tuple[Named, ...] = ()
    ) -> "OwnField":
        choices = tuple(one.zh for one in options)
        return cls(name, FieldKind(kind), required, choices, label=label, options=options)


@dataclass(frozen=True)
class Paper:
    """A paper asked for: a type of qualification document by its code, or `free_<n>` with a name of its own."""

    code: str
    required: bool = True
    label: Named = NAMELESS


def stored_answers(category: Category, facts: Facts) -> dict[str, Any]:
    """Facts as JSON; to the company's own fields each answer is kept with its question, for the field may go."""
    specs = {spec.name: spec for spec in category.fields if isinstance(spec, OwnField)}
    stored = to_stored(facts)
    answers = [_answer(spec, stored.pop(name)) for name, spec in specs.items() if name in stored]
    return {**stored, OWN: answers} if answers else stored


def own_answers(stored: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What was answered to the company's own fields: `zh` and `en` of the question, `kind`, `value` (civil days in ISO
    8601) and, of a choice, `value_en`; whatever became of the fields since."""
    return list(stored.get(OWN, ()))


def _answer(spec: OwnField, value: Any) -> dict[str, Any]:
    said = {"name": spec.name, "zh": spec.label.zh, "en": spec.label.en, "kind": str(spec.kind), "value": value}
    if spec.kind is FieldKind.CHOICE:
        said["value_en"] = next((one.en for one in spec.options if one.zh == value), "")
    return said
