"""Rows of the form of a category: fields and papers of the company's own, a fixed number of each, mostly empty."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, StopValidation

from portal.domain.base import squeeze
from portal.domain.requests.catalogue import FieldKind
from portal.domain.requests.categories.own import MOST_FIELDS, MOST_OPTIONS, Named, OwnField, Paper
from portal.web.fact_fields import WholeField
from portal.web.forms import ChoiceField, SentenceField, Text, trimmed

FREE_PAPERS = 6
"""Papers with a name of their own, beside the types of section 2.5."""
BLANK_ROWS = 2
KINDS = {
    FieldKind.TEXT: _l("One line of text"), FieldKind.LONG_TEXT: _l("Longer text"), FieldKind.DATE: _l("A day"),
    FieldKind.INTEGER: _l("A whole number"), FieldKind.TICK: _l("A tick"), FieldKind.CHOICE: _l("One of a list"),
}  # fmt: skip


def own_row(index: int) -> dict[str, Any]:
    """The fields of one row about a field of the company's own."""
    return {
        f"own_{index}_name": HiddenField(""),
        f"own_{index}_zh": SentenceField(_l("What is asked, in Chinese"), [Text(0, 40)]),
        f"own_{index}_en": SentenceField(_l("In English"), [Text(0, 60)]),
        f"own_{index}_kind": ChoiceField(
            _l("What is typed"), choices=[SelectChoice(str(kind), words) for kind, words in KINDS.items()],
            default=str(FieldKind.TEXT),
        ),
        f"own_{index}_options": TextAreaField(
            _l("List to choose from"), [Text(0, 1500), Options(f"own_{index}_kind")], filters=[trimmed],
            render_kw={"rows": 2},
        ),
        f"own_{index}_place": WholeField(_l("Position"), [Optional()]),
        f"own_{index}_required": BooleanField(_l("Must be filled in")),
        f"own_{index}_gone": BooleanField(_l("Take it off")),
    }  # fmt: skip


def paper_row(index: int) -> dict[str, Any]:
    """The fields of one row about a paper with a name of its own."""
    return {
        f"free_{index}_code": HiddenField(""),
        f"free_{index}_zh": SentenceField(_l("Name of the paper, in Chinese"), [Text(0, 40)]),
        f"free_{index}_en": SentenceField(_l("In English"), [Text(0, 60)]),
        f"free_{index}_required": BooleanField(_l("Must be given")),
    }


class Options:
    """A validator: what is chosen from a list has at least two different things on it."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __call__(self, form: Any, field: Any) -> None:
        if form[self.kind].data != FieldKind.CHOICE:
            return
        found = options_in(field.data or "")
        if len(found) < 2 or len({one.zh for one in found}) < len(found):
            raise StopValidation(_l("Write at least two different things, one per line."))
        if len(found) > MOST_OPTIONS or any(len(one.zh) > 40 or len(one.en) > 60 for one in found):
            raise StopValidation(_l("At most %(most)s things, each of at most 40 signs.", most=MOST_OPTIONS))


def options_in(text: str) -> tuple[Named, ...]:
    """One option per line, Chinese first: 冷链 | Cold chain."""
    parts = (line.replace("｜", "|").partition("|") for line in text.splitlines() if line.strip())
    return tuple(Named(squeeze(zh), squeeze(en)) for zh, _bar, en in parts if squeeze(zh))


def own_values(fields: Iterable[OwnField]) -> dict[str, Any]:
    """What is typed into the rows for these fields."""
    values: dict[str, Any] = {}
    for index, one in enumerate(fields):
        options = "\n".join(f"{each.zh} | {each.en}" if each.en else each.zh for each in one.options)
        row = {"name": one.name, "zh": one.label.zh, "en": one.label.en, "kind": str(one.kind), "options": options,
               "place": index + 1, "required": one.required}  # fmt: skip
        values |= {f"own_{index}_{name}": value for name, value in row.items()}
    return values


def own_fields(form: Any) -> tuple[OwnField, ...]:
    """The fields the rows speak of, in the order of their places; rows without one come last."""
    found = []
    for index in range(MOST_FIELDS):
        row = {name: form[f"own_{index}_{name}"].data for name in ("name", "zh", "en", "kind", "required", "gone")}
        if not row["zh"] or row["gone"]:
            continue
        options = options_in(form[f"own_{index}_options"].data or "") if row["kind"] == FieldKind.CHOICE else ()
        label = Named(row["zh"], row["en"] or "")
        one = OwnField.of(row["name"] or "", row["kind"], label, required=bool(row["required"]), options=options)
        place = form[f"own_{index}_place"].data
        found.append((MOST_FIELDS + 1 if place is None else place, index, one))
    return tuple(one for _place, _index, one in sorted(found, key=lambda each: each[:2]))


def paper_values(papers: Iterable[Paper]) -> dict[str, Any]:
    """What is ticked and typed for these papers."""
    typed, free = [one for one in papers if not one.label.zh], [one for one in papers if one.label.zh]
    values: dict[str, Any] = {
        "papers_required": [one.code for one in typed if one.required],
        "papers_useful": [one.code for one in typed if not one.required],
    }
    for index, one in enumerate(free):
        row = {"code": one.code, "zh": one.label.zh, "en": one.label.en, "required": one.required}
        values |= {f"free_{index}_{name}": value for name, value in row.items()}
    return values


def papers_in(form: Any, order: Iterable[str]) -> tuple[Paper, ...]:
    """The papers ticked, in the order of their types, then those with a name of their own."""
    needed, useful = set(form.papers_required.data or ()), set(form.papers_useful.data or ())
    typed = [Paper(code, code in needed) for code in order if code in needed | useful]
    rows = [{name: form[f"free_{index}_{name}"].data for name in ("zh", "en", "required")}
            for index in range(FREE_PAPERS)]  # fmt: skip
    free = [Paper("", bool(row["required"]), Named(row["zh"], row["en"] or "")) for row in rows if row["zh"]]
    return (*typed, *(Paper(f"free_{no}", one.required, one.label) for no, one in enumerate(free, 1)))


def rows_of(form: Any, prefix: str, most: int, parts: tuple[str, ...]) -> list[list[Any]]:
    """The rows to show: those that say something, and a few empty ones."""
    said = [index for index in range(most) if form[f"{prefix}_{index}_zh"].data or form[f"{prefix}_{index}_en"].data]
    shown = min(most, (said[-1] + 1 if said else 0) + BLANK_ROWS)
    return [[form[f"{prefix}_{index}_{part}"] for part in parts] for index in range(shown)]
