"""Row of a decision to grant more than we hold: by whom, when, why, and exactly what."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.base import AccountOwned, Base, Identifier, StaffOnly, belongs_to
from portal.domain.people.models import Login


class ContractOverride(AccountOwned, StaffOnly, Base):
    """`notes` names what was known to exceed or to overlap (`findings.py`); more than that needs another decision."""

    __tablename__ = "contract_override"
    __table_args__ = (*belongs_to(contract_id="contract"), Index(None, "contract_id", "id"))

    contract_id: Mapped[int] = mapped_column(Identifier)
    reason: Mapped[str] = mapped_column(Text)
    notes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    at: Mapped[datetime]
    by: Mapped[Login | None] = relationship(lazy="raise")
