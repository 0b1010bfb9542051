"""The sums of a breach, frozen: what was computed or decided, with everything it was made from."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.base import AccountOwned, Base, Fen, Identifier, belongs_to
from portal.domain.people.models import Login


class BreachPenalty(AccountOwned, Base):
    """One sum in fen, never changed afterwards; the newest row of a breach is the one that counts.

    `origin` is computed (by the clause as it stood on the day of the breach: its version, parameters, the facts and
    the lines of the working), adjusted or waived (approved, with a reason for the partner to read).
    """

    __tablename__ = "breach_penalty"
    __table_args__ = (*belongs_to(breach_id="breach", clause_id="clause"), Index(None, "breach_id", "id"))

    breach_id: Mapped[int] = mapped_column(Identifier)
    origin: Mapped[str] = mapped_column(String(8))
    clause_id: Mapped[int] = mapped_column(Identifier)
    version_no: Mapped[int]
    params: Mapped[dict[str, Any]]
    facts: Mapped[dict[str, Any]]
    working: Mapped[dict[str, Any]]
    fen: Mapped[Fen]
    reason: Mapped[str] = mapped_column(Text, default="")
    made_by_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    made_at: Mapped[datetime]
    made_by: Mapped[Login] = relationship(lazy="raise")
