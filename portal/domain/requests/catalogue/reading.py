"""Reading what somebody typed into a category's own fields: every mistake at once, each with a code."""

import re
from collections.abc import Mapping, Sequence

from portal.domain.base import half_width
from portal.domain.requests.catalogue.codes import FieldKind
from portal.domain.requests.catalogue.fields import HELD_BY_THE_REQUEST, BadValue, FactValue, FieldSpec
from portal.domain.requests.catalogue.patients import tells_who
from portal.domain.requests.catalogue.record import Category
from portal.domain.requests.catalogue.values import READERS

Raw = Mapping[str, str | Sequence[str]]

_DIGITS = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}
_PROSE = frozenset({FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.LINES})
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
LONGEST_RAW = 20_000
"""Characters of one value that are looked at before anything is parsed."""


class BadFields(ValueError):
    """What is wrong with the fields, as {name: code}."""

    def __init__(self, codes: Mapping[str, str]) -> None:
        super().__init__(", ".join(f"{name}: {code}" for name, code in codes.items()))
        self.codes = dict(codes)


def read_fields(category: Category, raw: Raw) -> dict[str, FactValue]:
    """The facts of the filled-in fields: amounts in integer fen, moments in UTC read as Asia/Shanghai time, lists as
    tuples. Unknown names have no effect; full-width digits are read as digits. Raises BadFields with all mistakes.

    A contract and files are checked for presence only: the request itself keeps them. `raw` gives file names for files.
    """
    values = {spec.name: _typed(spec, raw) for spec in category.fields}
    facts: dict[str, FactValue] = {}
    bad: dict[str, str] = {}
    for spec in category.fields:
        try:
            value = _read(spec, values)
        except BadValue as mistake:
            bad[spec.name] = mistake.code
        else:
            if value is not None and spec.kind not in HELD_BY_THE_REQUEST:
                facts[spec.name] = value
    if bad:
        raise BadFields(bad)
    return facts


def _typed(spec: FieldSpec, raw: Raw) -> list[str]:
    """The non-blank values posted under the field's name, with digits as digits."""
    posted = raw.get(spec.name, ())
    texts = [posted] if isinstance(posted, str) else [str(text) for text in posted]
    normal = [text.translate(_DIGITS) if spec.kind in _PROSE else half_width(text) for text in texts]
    return [text.strip() for text in normal if text.strip()]


def _read(spec: FieldSpec, values: Mapping[str, list[str]]) -> FactValue | None:
    texts = values[spec.name]
    if not texts:
        _check_absence(spec, values)
        return None
    if any(_UNREADABLE.search(text[:LONGEST_RAW]) for text in texts):
        raise BadValue("bad_characters")
    if any(len(text) > LONGEST_RAW for text in texts):
        raise BadValue("too_long")
    if spec.is_anonymous and any(map(tells_who, texts)):
        raise BadValue("tells_who")
    return READERS[spec.kind](spec, texts)


def _check_absence(spec: FieldSpec, values: Mapping[str, list[str]]) -> None:
    if spec.required and not (spec.unless and values[spec.unless]):
        raise BadValue("missing_either" if spec.unless else "missing")
