"""What one field of a category asks for, and within which bounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from portal.domain.requests.catalogue.codes import FieldKind

MOST = {
    FieldKind.TEXT: 200,
    FieldKind.LONG_TEXT: 4000,
    FieldKind.INTEGER: 999_999_999,
    FieldKind.PRODUCT: 40,
    FieldKind.CONTRACT: 60,
    FieldKind.FEN: 1_000_000_000_000,
    FieldKind.BATCH_NO: 40,
    FieldKind.PHOTOS: 10,
    FieldKind.LINES: 50,
}
"""Upper bound of a kind when the field names none (see FieldSpec.most)."""

HELD_BY_THE_REQUEST = frozenset({FieldKind.CONTRACT, FieldKind.PHOTOS})
"""Kinds that the request row itself keeps: they are checked here and not repeated among the facts."""


FactValue = str | int | bool | date | datetime | tuple[str, ...]
Facts = Mapping[str, FactValue]
"""What somebody told us in the fields, by field name: amounts in integer fen, moments in UTC."""


class BadValue(ValueError):
    """A value that cannot be used; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class FieldSpec:
    """One field. `min` and `max` count characters of a text, pieces of a number, fen of an amount, lines or files of a
    list. A required field may be left out when the field named in `unless` is filled in. `is_anonymous`: it speaks of a
    patient and must not tell who that is."""

    name: str
    kind: FieldKind
    required: bool = False
    choices: tuple[str, ...] = ()
    min: int | None = None
    max: int | None = None
    unless: str | None = None
    is_anonymous: bool = False

    @property
    def least(self) -> int:
        return 0 if self.min is None else self.min

    @property
    def most(self) -> int | None:
        return MOST.get(self.kind) if self.max is None else self.max


def boxes(required: bool = True) -> FieldSpec:
    return FieldSpec("boxes", FieldKind.INTEGER, required, min=1, max=99_999)


def photos(required: bool = False) -> FieldSpec:
    return FieldSpec("files", FieldKind.PHOTOS, required)


PRODUCT = FieldSpec("product", FieldKind.PRODUCT, required=True)
CONTRACT = FieldSpec("contract", FieldKind.CONTRACT, required=True)
BATCH_NO = FieldSpec("batch_no", FieldKind.BATCH_NO, required=True)
ORDERED_ON = FieldSpec("ordered_on", FieldKind.DATE)
BOX_PRICE = FieldSpec("box_price", FieldKind.FEN, min=1, max=100_000_000)
"""Facts that the sum of a clause is worked out from; whoever does not know them leaves them out."""
ORDER_NO = FieldSpec("order_no", FieldKind.TEXT, required=True, max=60)
