"""Human-readable numbers, unique and ascending over every worker."""

from functools import cache
from typing import Any

from sqlalchemy import String, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.base import Base
from portal.domain.prepared import Prepared
from portal.domain.scope import GuardedSession

UPSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class Series(Base):
    """The last number given in one series; its row is locked until the giver commits."""

    __tablename__ = "series"

    name: Mapped[str] = mapped_column(String(40), unique=True)
    last: Mapped[int] = mapped_column(default=0)


def next_number(session: GuardedSession, series: str, first: int = 1) -> int:
    """The next whole number of `series`; a rolled-back transaction gives its number back on SQLite and leaves a gap
    nowhere else, for the row lock holds until commit."""
    connection = session.unguarded("series belong to no account")
    return int(_take(connection.dialect.name).scalar(connection, {"name": series, "last": first}) or 0)


@cache
def _take(dialect: str) -> Prepared:
    """One statement, so that two who begin a series together do not both insert its row."""
    take = UPSERT[dialect](Series.__table__)
    on_conflict = take.on_conflict_do_update(index_elements=["name"], set_={"last": Series.__table__.c.last + 1})
    return Prepared(on_conflict.returning(Series.__table__.c.last), ("name", "last"))


def raise_to(session: GuardedSession, series: str, number: int) -> None:
    """Let `series` go on after `number`, which was given elsewhere; never lowers it."""
    connection = session.unguarded("series belong to no account")
    last = connection.scalar(select(Series.last).where(Series.name == series).with_for_update())
    if last is None:
        connection.execute(insert(Series).values(name=series, last=number))
    elif last < number:
        connection.execute(update(Series).where(Series.name == series).values(last=number))
