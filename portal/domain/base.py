"""What every table shares: the base class, whose row it is, and the types of time and money."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, ClassVar, NewType

from sqlalchemy import (
    JSON,
    BigInteger,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    String,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

Fen = NewType("Fen", int)
"""An amount of money in integer fen (1/100 yuan)."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept in UTC; SQLite would give it back naive."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        return datetime

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
        """A whole import is written at one moment: on SQLite its text is made once."""
        usual: Callable[[Any], Any] = super().bind_processor(dialect) or (lambda value: value)
        if dialect.name != "sqlite":
            return usual
        remembered = lru_cache(maxsize=64)(usual)
        return lambda value: None if value is None else remembered(value)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC).replace(tzinfo=None) if dialect.name == "sqlite" else value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        """One step from what the driver gives to the moment: a list of rows holds hundreds of them."""
        if dialect.name == "sqlite":
            return lambda text: None if text is None else datetime.fromisoformat(f"{text}+00:00")
        return lambda value: value if value is None or value.tzinfo is UTC else value.astimezone(UTC)


Identifier = BigInteger().with_variant(Integer, "sqlite")


class Base(DeclarativeBase):
    """Every table; names of constraints are fixed so that migrations can drop them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        date: Date,
        Fen: Identifier,
        dict[str, Any]: JSON,
        list[str]: JSON,
    }

    id: Mapped[int] = mapped_column(Identifier, primary_key=True, sort_order=-10)


class AccountOwned:
    """A row that belongs to one account and is seen by that account's people only."""

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=False, sort_order=-9)


MERGED = "merged"
"""The status of an account that goes on within another one (accounts/merging)."""


class Absorbable:
    """A row that may go on within another of its kind: from then on, until that is undone, no session finds it."""

    status: Mapped[str] = mapped_column(String(12), default="lead", sort_order=-7)


class StaffOnly:
    """A row about an account that is not for it: a partner's session finds none."""


class PartlyInternal:
    """Rows of which some are ours alone: a partner's session finds none of those."""

    is_internal: Mapped[bool] = mapped_column(default=False, sort_order=-8)


def belongs_to(**parents: str) -> tuple[ForeignKeyConstraint, ...]:
    """Foreign keys `(account_id, <column>)` so that no row can hang on another account's parent."""
    return tuple(
        ForeignKeyConstraint(["account_id", column], [f"{table}.account_id", f"{table}.id"])
        for column, table in parents.items()
    )


def is_parent() -> UniqueConstraint:
    """The key `(account_id, id)` that children of this table point at."""
    return UniqueConstraint("account_id", "id")


class Refused(Exception):
    """The domain says no, with a code and its facts; the face finds the words."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class NotFound(LookupError):
    """Nothing of that name within the scope: outside it and absent look the same."""


class Conflict(Refused):
    """Somebody else was faster; `code` says how."""


class Unavailable(Exception):
    """A service that we lean on does not answer, or refuses us: nothing was done, and it can be tried again."""


_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def half_width(text: str) -> str:
    """Full-width letters, digits, punctuation and blanks (U+FF01–FF5E, U+3000) as their ASCII twins."""
    return text if text.isascii() else text.translate(_FULL_WIDTH)


def ungrouped(text: str) -> str:
    """A number without the commas between its thousands. Others stay, for whoever reads it to refuse: 5,0 is not 50."""
    return _GROUPED.sub(lambda found: found[0].replace(",", ""), text)


_GROUPED = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?![\d,])")


def squeeze(text: str) -> str:
    """Outer blanks removed and inner runs of blanks made one."""
    return re.sub(r"\s+", " ", text).strip()


def one_of(value: str, allowed: Iterable[str], code: str) -> str:
    """`value` if allowed, else Refused(code)."""
    if value not in allowed:
        raise Refused(code, value=value)
    return value
