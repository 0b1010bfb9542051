"""What is true of the database as a whole, said by migrations and by the nodes that share it."""

import hmac
from collections.abc import Sequence

from sqlalchemy import Connection, String, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.base import Base

SERVES_FROM, KEYS = "serves_from", "keys"
MOST_KEYS = 10
"""Fingerprints that are remembered: keys change once in years."""


class InstanceFact(Base):
    """One fact by its name. `serves_from` is the oldest revision whose program still works on these tables: migrations
    that only add leave it alone. `keys` are fingerprints of the secret keys that nodes have begun with."""

    __tablename__ = "instance_fact"

    name: Mapped[str] = mapped_column(String(40), unique=True)
    value: Mapped[str] = mapped_column(String(200))


_TABLE = InstanceFact.__table__


def fact(connection: Connection, name: str) -> str:
    """Empty when nothing was said, or when the tables are older than this one."""
    if not connection.dialect.has_table(connection, _TABLE.name):  # type: ignore[attr-defined]
        return ""
    return connection.scalar(select(_TABLE.c.value).where(_TABLE.c.name == name)) or ""


def state(connection: Connection, name: str, value: str) -> None:
    said = connection.execute(update(_TABLE).where(_TABLE.c.name == name).values(value=value))  # type: ignore[arg-type]
    if not said.rowcount:
        connection.execute(insert(_TABLE).values(name=name, value=value))  # type: ignore[arg-type]


def fingerprints(keys: Sequence[str]) -> list[str]:
    return [hmac.digest(key.encode(), b"fingerprint of a secret key", "sha256").hex()[:16] for key in keys]


def knows_a_key(connection: Connection, keys: Sequence[str]) -> bool:
    """Whether a node with these keys belongs to those that came before; the first one always does."""
    known = fact(connection, KEYS).split()
    return not known or not set(known).isdisjoint(fingerprints(keys))


def note_keys(connection: Connection, keys: Sequence[str]) -> None:
    """Remember the keys of a node that starts; older ones stay, for other nodes may still begin with them."""
    known = fact(connection, KEYS).split()
    new = [one for one in fingerprints(keys) if one not in known]
    if new:
        state(connection, KEYS, " ".join([*known, *new][-MOST_KEYS:]))
