"""A proposed change of the archive: what was there, what the partner wants, and what became of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.accounts.changes import masked_changes
from portal.domain.accounts.models import Account
from portal.domain.base import AccountOwned, Base, Conflict, Identifier
from portal.domain.events import Actor, Recorded
from portal.domain.people.models import Login
from portal.domain.proposals.fields import FIELDS, ProposalState, ProposedField

_OPEN = text("state = 'open'")


class ArchiveProposal(Recorded, AccountOwned, Base):
    """What one person of the account proposes about one field, or about one contact.

    `before` is what the archive held then, `after` what it shall hold; `slot` names what it is about: of each there
    is one open proposal at most. The contact may be gone by now, so nothing but its id is kept.
    """

    __tablename__ = "archive_proposal"
    __table_args__ = (
        Index(None, "account_id", "id"),
        Index(None, "state", "id"),
        Index("uq_archive_proposal_open", "account_id", "slot", unique=True, sqlite_where=_OPEN,
              postgresql_where=_OPEN),
    )  # fmt: skip

    number: Mapped[str] = mapped_column(String(16), unique=True)
    field: Mapped[str] = mapped_column(String(20))
    act: Mapped[str] = mapped_column(String(8))
    slot: Mapped[str] = mapped_column(String(40))
    contact_id: Mapped[int | None] = mapped_column(Identifier)
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(default=dict)
    note: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(10), default=ProposalState.OPEN)
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    proposed_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")

    account: Mapped[Account] = relationship(lazy="raise", foreign_keys="ArchiveProposal.account_id")
    proposed_by: Mapped[Login] = relationship(lazy="raise", foreign_keys=proposed_by_id)
    decided_by: Mapped[Login | None] = relationship(lazy="raise", foreign_keys=decided_by_id)

    @property
    def is_open(self) -> bool:
        return self.state == ProposalState.OPEN

    @property
    def about(self) -> ProposedField:
        return FIELDS[self.field]

    @property
    def is_critical(self) -> bool:
        return self.about.is_critical

    def settle(self, state: ProposalState, *, by: Actor, at: datetime, reason: str = "") -> None:
        """Leave the open state for good; Conflict("proposal.decided") for all but the first who come."""
        if not self.is_open:
            raise Conflict("proposal.decided", number=self.number)
        self.state, self.reason, self.decided_by_id, self.decided_at = state, reason, by.login_id, at
        self.record(f"proposal.{state}", by=by, at=at, field=self.field, act=self.act, changes=self.told())

    def told(self) -> dict[str, list[Any]]:
        """Before and after of what differs, identifiers masked, as events may keep it."""
        names = {*self.before, *self.after}
        pairs = {name: (self.before.get(name), self.after.get(name)) for name in sorted(names)}
        return masked_changes({name: pair for name, pair in pairs.items() if pair[0] != pair[1]})
