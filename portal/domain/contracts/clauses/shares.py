"""Field kinds that hold a part or a multiple of something: shares, daily rates, multiples."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from portal.domain.contracts.clauses.numbers import Bounded, number, plain, tidy

_SHARE_SIGNS = {"%": Decimal("0.01"), "‰": Decimal("0.001")}


@dataclass(frozen=True)
class Share(Bounded):
    """A share of one, six places; people type and read percent."""

    name: ClassVar[str] = "percent"
    unit: str | None = "percent"
    maximum: Decimal | int = 1

    def read(self, raw: object) -> Decimal:
        text = tidy(raw) if isinstance(raw, str) else ""
        scale = _SHARE_SIGNS.get(text[-1:])
        value = number(raw) if scale is None else number(text[:-1].rstrip()) * scale
        return self.with_places(self.within(value), 6)

    def write(self, value: object) -> object:
        return plain(Decimal(str(value)))

    def typed(self, text: str) -> object:
        return text if tidy(text)[-1:] in _SHARE_SIGNS else f"{tidy(text)}%"

    def shown(self, value: object) -> str:
        return plain(Decimal(str(value)) * 100)


@dataclass(frozen=True)
class DailyRate(Share):
    """A rate charged for each day of delay, a share of the sum concerned; people type and read percent."""

    name: ClassVar[str] = "rate"
    maximum: Decimal | int = Decimal("0.05")


@dataclass(frozen=True)
class Multiple(Bounded):
    """How many times a value is charged, two places."""

    name: ClassVar[str] = "multiple"
    maximum: Decimal | int = 100

    def read(self, raw: object) -> Decimal:
        return self.with_places(self.within(number(raw)), 2)

    def write(self, value: object) -> object:
        return plain(Decimal(str(value)))

    def shown(self, value: object) -> str:
        return plain(Decimal(str(value)))
