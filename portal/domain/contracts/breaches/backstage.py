"""What only we see of a breach: where it came from, who complained, and proposals to change the penalty."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.accounts.models import Account
from portal.domain.base import AccountOwned, Base, Fen, Identifier, StaffOnly, belongs_to
from portal.domain.people.models import Login


class BreachFile(AccountOwned, StaffOnly, Base):
    """One row beside each breach. The complainant is another account, which the suspect must never learn of.

    `source` is the number of the request or the feedback it was made from; `facts` are what was typed for computing.
    """

    __tablename__ = "breach_file"
    __table_args__ = (*belongs_to(breach_id="breach"), Index(None, "source"))

    breach_id: Mapped[int] = mapped_column(Identifier, unique=True)
    source: Mapped[str] = mapped_column(String(16), default="")
    complainant_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    loss_fen: Mapped[Fen | None]
    is_malicious: Mapped[bool] = mapped_column(default=False)
    remark: Mapped[str] = mapped_column(Text, default="")
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    complainant: Mapped[Account | None] = relationship(lazy="raise", foreign_keys=[complainant_id])


class BreachProposal(AccountOwned, StaffOnly, Base):
    """Somebody of us asks to lower, raise or waive a penalty; somebody else approves or declines.

    `kind` is adjust or waive, `outcome` approved or declined once it is decided.
    """

    __tablename__ = "breach_proposal"
    __table_args__ = (*belongs_to(breach_id="breach"), Index(None, "breach_id", "id"))

    breach_id: Mapped[int] = mapped_column(Identifier)
    kind: Mapped[str] = mapped_column(String(8))
    fen: Mapped[Fen | None]
    reason: Mapped[str] = mapped_column(Text)
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    proposed_at: Mapped[datetime]
    outcome: Mapped[str | None] = mapped_column(String(8))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    decided_at: Mapped[datetime | None]
    proposed_by: Mapped[Login] = relationship(lazy="raise", foreign_keys=[proposed_by_id])
