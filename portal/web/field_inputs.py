"""Which input each kind of a request's own field is typed into, with the keyboard a phone should show."""

from collections.abc import Callable
from typing import Any

from wtforms import BooleanField, Field, Form, MultipleFileField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import DateInput, DateTimeLocalInput, TelInput

from portal.domain.requests.catalogue import FieldKind, FieldSpec, RequestCategory
from portal.web.fact_fields import CHOOSE, TickField
from portal.web.field_words import HINTS
from portal.web.forms import ChoiceField
from portal.web.own_words import options_of, spec_label

BLANK = SelectChoice("", "—")


def nothing_yet(is_required: bool) -> SelectChoice:
    """The first choice of a list: asks for one where the field needs it, a dash where it may stay empty."""
    return CHOOSE if is_required else BLANK


class Mandatory:
    """Marks a field as required; whether it is filled in is read by the catalogue, with all other mistakes."""

    field_flags = {"required": True}

    def __call__(self, form: Form, field: Any) -> None:
        return None


class TicksField(TickField):
    def pre_validate(self, form: Form) -> None:
        """The catalogue refuses what was not offered, in its own words."""


def input_for(category: RequestCategory, spec: FieldSpec) -> Field:
    """The unbound form field for one field of the category; the catalogue reads what is typed into it."""
    return BUILDERS[spec.kind](
        spec,
        label=spec_label(category, spec),
        description=HINTS.get(spec.name, ""),
        validators=[Mandatory() if spec.required and not spec.unless else Optional()],
        render_kw=_attributes(spec),
    )


def _attributes(spec: FieldSpec) -> dict[str, Any]:
    known = {**ATTRIBUTES.get(spec.kind, {}), **ATTRIBUTES_BY_NAME.get(spec.name, {})}
    if spec.kind in {FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.BATCH_NO} and spec.most:
        known["maxlength"] = spec.most
    return known


def _typed_in(field: Callable[..., Any], **more: Any) -> Callable[..., Field]:
    return lambda _spec, **words: field(**words, **more)


def _chosen_from(spec: FieldSpec, **words: Any) -> Field:
    # A field that was not sent at all counts as left blank.
    first = nothing_yet(spec.required and not spec.unless)
    return ChoiceField(choices=[first, *options_of(spec)], default="", **words)


def _chosen_from_offered(_spec: FieldSpec, **words: Any) -> Field:
    return ChoiceField(default="", **words)


ATTRIBUTES: dict[FieldKind, dict[str, Any]] = {
    FieldKind.INTEGER: {"inputmode": "numeric", "autocomplete": "off"},
    FieldKind.FEN: {"inputmode": "decimal", "autocomplete": "off"},
    FieldKind.BATCH_NO: {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    FieldKind.PHONE: {"inputmode": "tel", "autocomplete": "tel"},
    FieldKind.TEXT: {"autocomplete": "off"},
    FieldKind.LONG_TEXT: {"rows": 4},
    FieldKind.LINES: {"rows": 4},
    FieldKind.INITIALS: {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "maxlength": 12},
}
ATTRIBUTES_BY_NAME: dict[str, dict[str, Any]] = {
    "address": {"autocomplete": "street-address"},
    "trace_code": {"inputmode": "numeric"},
}
BUILDERS: dict[FieldKind, Callable[..., Field]] = {
    FieldKind.TEXT: _typed_in(StringField),
    FieldKind.LONG_TEXT: _typed_in(TextAreaField),
    FieldKind.INTEGER: _typed_in(StringField),
    FieldKind.DATE: _typed_in(StringField, widget=DateInput()),
    FieldKind.DATETIME: _typed_in(StringField, widget=DateTimeLocalInput()),
    FieldKind.CHOICE: _chosen_from,
    FieldKind.CHOICES: lambda spec, **words: TicksField(choices=options_of(spec), **words),
    FieldKind.TICK: _typed_in(BooleanField),
    FieldKind.PRODUCT: _chosen_from_offered,
    FieldKind.CONTRACT: _chosen_from_offered,
    FieldKind.PROVINCE: _chosen_from_offered,
    FieldKind.FEN: _typed_in(StringField),
    FieldKind.BATCH_NO: _typed_in(StringField),
    FieldKind.PHOTOS: _typed_in(MultipleFileField),
    FieldKind.PHONE: _typed_in(StringField, widget=TelInput()),
    FieldKind.LINES: _typed_in(TextAreaField),
    FieldKind.INITIALS: _typed_in(StringField),
}
