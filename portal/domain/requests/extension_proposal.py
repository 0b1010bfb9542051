"""What one of us proposes in answer to an asked extension, before a second person has looked at it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.base import AccountOwned, Base, Identifier, Refused, StaffOnly, belongs_to
from portal.domain.contracts.computing.day_counting import extended_end
from portal.domain.contracts.models import Contract
from portal.domain.people.models import Login


class ProposalKind(StrEnum):
    """Agree as asked, offer something else, or refuse."""

    GRANT = "grant"
    COUNTER = "counter"
    REFUSE = "refuse"


@dataclass(frozen=True)
class Offer:
    """What is typed: a counter-offer names months or the last day (inclusive); `words` are for the partner to read,
    and the reason where it is refused; `override` says for us why we go beyond the upstream right."""

    kind: ProposalKind
    months: int | None = None
    ends_on: date | None = None
    conditions: str = ""
    words: str = ""
    override: str = ""

    def end_for(self, contract: Contract, asked: int) -> date | None:
        """The last day it leads to, `asked` months being what the partner wants; None for a refusal. Refused when it
        says too little, or two things at once (an unclear change is none, Civil Code 544), or makes no longer term."""
        if self.kind is ProposalKind.REFUSE:
            if not self.words:
                raise Refused("extension.reason_missing")
            return None
        months = asked if self.kind is ProposalKind.GRANT else self.months
        by_months = extended_end(contract.ends_on, months) if months else None
        ends_on = by_months or self.ends_on
        if ends_on is None:
            raise Refused("extension.months_missing")
        if self.ends_on and self.ends_on != ends_on:
            raise Refused("extension.end_unclear")
        if ends_on <= contract.ends_on:
            raise Refused("contract.not_longer", number=contract.number)
        return ends_on


class ExtensionProposal(AccountOwned, StaffOnly, Base):
    """A table of its own: the partner reads none of it until it is approved. `verdict` is approved or returned."""

    __tablename__ = "extension_proposal"
    __table_args__ = (*belongs_to(extension_id="term_extension"), Index(None, "extension_id", "id"))

    extension_id: Mapped[int] = mapped_column(Identifier)
    kind: Mapped[str] = mapped_column(String(8))
    months: Mapped[int | None]
    old_ends_on: Mapped[date]
    new_ends_on: Mapped[date | None]
    conditions: Mapped[str] = mapped_column(Text, default="")
    words: Mapped[str] = mapped_column(Text, default="")
    override: Mapped[str] = mapped_column(Text, default="")
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    proposed_at: Mapped[datetime]
    verdict: Mapped[str] = mapped_column(String(8), default="")
    why: Mapped[str] = mapped_column(Text, default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    decided_at: Mapped[datetime | None]

    # Asked for on the few pages and acts that are about one extension.
    proposed_by: Mapped[Login] = relationship(lazy="select", foreign_keys=[proposed_by_id])
    decided_by: Mapped[Login | None] = relationship(lazy="select", foreign_keys=[decided_by_id])

    @property
    def facts(self) -> dict[str, Any]:
        """What the event log keeps of it: codes and days, no texts."""
        ends = [day.isoformat() if day else None for day in (self.old_ends_on, self.new_ends_on)]
        return {"decision": self.kind, "months": self.months, "ends_on": ends}
