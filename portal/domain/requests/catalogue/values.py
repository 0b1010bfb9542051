"""One reader per kind of field: text in, a bounded value out, or a code for what is wrong."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from portal.domain.accounts.regions import BY_CODE
from portal.domain.requests.catalogue.codes import FieldKind
from portal.domain.requests.catalogue.fields import BadValue, FactValue, FieldSpec
from portal.domain.requests.catalogue.moments import read_date, read_moment
from portal.domain.requests.catalogue.patients import read_initials

Reader = Callable[[FieldSpec, list[str]], FactValue]

LONGEST_LINE = 200
_INTEGER = re.compile(r"-?[0-9]{1,15}")
_YUAN = re.compile(r"-?[0-9]{1,13}(\.[0-9]{1,2})?")
_BATCH = re.compile(r"[0-9A-Z](?:[0-9A-Z\-_/.]*[0-9A-Z])?")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"0[0-9]{9,11}(-[0-9]{1,6})?")


def _text(spec: FieldSpec, texts: list[str]) -> str:
    return _of_length(spec, re.sub(r"\s+", " ", texts[0]))


def _long_text(spec: FieldSpec, texts: list[str]) -> str:
    return _of_length(spec, texts[0].replace("\r\n", "\n").replace("\r", "\n"))


def _of_length(spec: FieldSpec, text: str) -> str:
    if spec.most is not None and len(text) > spec.most:
        raise BadValue("too_long")
    if len(text) < spec.least:
        raise BadValue("too_short")
    return text


def _integer(spec: FieldSpec, texts: list[str]) -> int:
    text = re.sub(r"[,\s]", "", texts[0])
    if not _INTEGER.fullmatch(text):
        raise BadValue("not_a_number")
    return _in_range(spec, int(text))


def _fen(spec: FieldSpec, texts: list[str]) -> int:
    text = re.sub(r"[,\s¥¥元]", "", texts[0])
    if not _YUAN.fullmatch(text):
        raise BadValue("not_an_amount")
    return _in_range(spec, int(Decimal(text) * 100))


def _in_range(spec: FieldSpec, number: int) -> int:
    if number < spec.least:
        raise BadValue("too_small")
    if spec.most is not None and number > spec.most:
        raise BadValue("too_large")
    return number


def _choice(spec: FieldSpec, texts: list[str]) -> str:
    if texts[0] not in spec.choices:
        raise BadValue("not_a_choice")
    return texts[0]


def _choices(spec: FieldSpec, texts: list[str]) -> tuple[str, ...]:
    if any(text not in spec.choices for text in texts):
        raise BadValue("not_a_choice")
    return tuple(choice for choice in spec.choices if choice in texts)


def _tick(_spec: FieldSpec, texts: list[str]) -> bool:
    return texts[0].lower() not in {"false", "0", "no", "off"}


def _province(_spec: FieldSpec, texts: list[str]) -> str:
    if texts[0] not in BY_CODE:
        raise BadValue("not_a_choice")
    return texts[0]


def _batch_no(spec: FieldSpec, texts: list[str]) -> str:
    text = _of_length(spec, re.sub(r"\s", "", texts[0]).upper())
    if not _BATCH.fullmatch(text):
        raise BadValue("not_a_batch")
    return text


def _phone(_spec: FieldSpec, texts: list[str]) -> str:
    text = re.sub(r"[\s()]", "", texts[0]).removeprefix("+86")
    mobile = text.replace("-", "")
    if _MOBILE.fullmatch(mobile):
        return mobile
    if _LANDLINE.fullmatch(re.sub(r"^(0[0-9]{2,3})-", r"\1", text)):
        return text
    raise BadValue("not_a_phone")


def _lines(spec: FieldSpec, texts: list[str]) -> tuple[str, ...]:
    lines = tuple(" ".join(line.split()) for line in texts[0].splitlines() if line.strip())
    if any(len(line) > LONGEST_LINE for line in lines):
        raise BadValue("line_too_long")
    return _in_number(spec, lines)


def _files(spec: FieldSpec, texts: list[str]) -> tuple[str, ...]:
    return _in_number(spec, tuple(texts))


def _in_number(spec: FieldSpec, pieces: tuple[str, ...]) -> tuple[str, ...]:
    if spec.most is not None and len(pieces) > spec.most:
        raise BadValue("too_many")
    return pieces


READERS: Mapping[FieldKind, Reader] = {
    FieldKind.TEXT: _text,
    FieldKind.LONG_TEXT: _long_text,
    FieldKind.INTEGER: _integer,
    FieldKind.DATE: read_date,
    FieldKind.DATETIME: read_moment,
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choices,
    FieldKind.TICK: _tick,
    FieldKind.PRODUCT: _text,
    FieldKind.CONTRACT: _text,
    FieldKind.PROVINCE: _province,
    FieldKind.FEN: _fen,
    FieldKind.BATCH_NO: _batch_no,
    FieldKind.PHOTOS: _files,
    FieldKind.PHONE: _phone,
    FieldKind.LINES: _lines,
    FieldKind.INITIALS: read_initials,
}
