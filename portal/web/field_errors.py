"""Sentences for what is wrong with a request's own field: they say what to type."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from portal.domain.requests.catalogue import FieldKind, FieldSpec
from portal.web.field_words import FIELDS

FIELD_ERRORS = {
    "missing": _l("Fill this in."),
    "too_short": _l("Write at least %(least)s characters."),
    "too_long": _l("Use at most %(most)s characters."),
    "not_a_number": _l("Type a whole number, such as 60."),
    "too_small": _l("Type a whole number from %(least)s to %(most)s."),
    "too_large": _l("Type a whole number from %(least)s to %(most)s."),
    "not_an_amount": _l("Type an amount in yuan, such as 1234.50."),
    "not_a_date": _l("Type a date, such as 2026-11-24."),
    "not_a_time": _l("Type a day and a time, such as 2026-11-24 09:30."),
    "year_out_of_range": _l("Check the year: it must lie between 2000 and 2100."),
    "not_a_choice": _l("Choose one of the list."),
    "not_a_phone": _l("Type a mobile number, or a landline with its area code."),
    "not_a_batch": _l("Type it as printed: letters, digits, - . / only."),
    "too_many": _l("Use at most %(most)s lines."),
    "line_too_long": _l("Keep every line under 200 characters."),
    "bad_characters": _l("Some characters cannot be read: delete them and type them again."),
    "initials_only": _l("Initials only, such as Z.S. We must not keep the patient's name or ID number."),
    "tells_who": _l("This tells who the patient is. Take the name or ID number out; initials are enough."),
    "missing_either": _l("Fill in at least one: %(this)s or %(other)s."),
}

_OF_KIND = {
    (FieldKind.PHOTOS, "missing"): _l("Add at least one photo or file."),
    (FieldKind.PHOTOS, "too_many"): _l("Add at most %(most)s files."),
    (FieldKind.CHOICE, "missing"): _l("Choose one."),
    (FieldKind.CHOICES, "missing"): _l("Choose at least one."),
    (FieldKind.PRODUCT, "missing"): _l("Choose one."),
    (FieldKind.CONTRACT, "missing"): _l("Choose one."),
    (FieldKind.PROVINCE, "missing"): _l("Choose one."),
    (FieldKind.FEN, "too_small"): _l("Type an amount from %(least)s to %(most)s yuan."),
    (FieldKind.FEN, "too_large"): _l("Type an amount from %(least)s to %(most)s yuan."),
}


def field_error(spec: FieldSpec, code: str) -> str:
    """What to do about `code` in this field, in the reader's language."""
    words: LazyString = _OF_KIND.get((spec.kind, code), FIELD_ERRORS[code])
    return str(words) % {
        "least": _bound(spec, spec.least),
        "most": _bound(spec, spec.most),
        "this": FIELDS.get(spec.name, ""),
        "other": FIELDS[spec.unless] if spec.unless else "",
    }


def _bound(spec: FieldSpec, bound: int | None) -> str:
    if bound is None:
        return ""
    return f"{bound / 100:.2f}" if spec.kind is FieldKind.FEN else str(bound)
