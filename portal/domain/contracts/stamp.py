"""A mark that is another one after every change of what agreements give: what was worked out under it still holds."""

import secrets
from typing import Any

from sqlalchemy import Connection, String, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.base import Base, StaffOnly
from portal.domain.contracts.models import Contract, ContractProduct, ContractTerritory, ContractVersion
from portal.domain.products.models import Product
from portal.domain.scope import GuardedSession

OF_TERRITORY: tuple[type[Any], ...] = (Contract, ContractVersion, ContractProduct, ContractTerritory, Product)
"""Rows from which it follows who holds what."""


class TerritoryStamp(StaffOnly, Base):
    """One row. Drawn by lot and not counted, so that no two states ever bear the same, also where one was put back."""

    __tablename__ = "territory_stamp"

    token: Mapped[str] = mapped_column(String(32))


def stamp(session: GuardedSession) -> str:
    """Read before what it stands for; empty while nothing was ever written."""
    return session.scalar(select(TerritoryStamp.token).order_by(TerritoryStamp.id).limit(1)) or ""


def renew(connection: Connection) -> None:
    """In the transaction of the change: of two at the same time the second waits for the first."""
    token = secrets.token_hex(16)
    if not connection.execute(update(TerritoryStamp).values(token=token)).rowcount:
        connection.execute(insert(TerritoryStamp).values(token=token))
