"""The deposit ledger of an agreement: what was paid in, taken out and given back; the balance is their sum."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.base import AccountOwned, Base, Fen, Identifier, belongs_to, is_parent
from portal.domain.contracts.clauses import BadClause, read_clause
from portal.domain.contracts.clauses.money import Deposit
from portal.domain.contracts.computing.day_counting import after_days
from portal.domain.contracts.models import Clause
from portal.domain.people.models import Login
from portal.domain.working_days import WorkingDays


class EntryKind(StrEnum):
    """`compensation` is what a partner gets of somebody else's penalty: on record here, outside the balance."""

    PAID = "paid"
    TOPUP = "topup"
    DEDUCTION = "deduction"
    REFUND = "refund"
    COMPENSATION = "compensation"


SIGNS = {EntryKind.PAID: 1, EntryKind.TOPUP: 1, EntryKind.DEDUCTION: -1, EntryKind.REFUND: -1,
         EntryKind.COMPENSATION: 0}  # fmt: skip


class DepositEntry(AccountOwned, Base):
    """One movement of `fen` (more than 0) on civil day `moved_on`; never changed, only countered."""

    __tablename__ = "deposit_entry"
    __table_args__ = (
        is_parent(),
        *belongs_to(contract_id="contract", breach_id="breach"),
        Index(None, "contract_id", "id"),
    )

    contract_id: Mapped[int] = mapped_column(Identifier)
    breach_id: Mapped[int | None] = mapped_column(Identifier)
    kind: Mapped[str] = mapped_column(String(12))
    fen: Mapped[Fen]
    moved_on: Mapped[date]
    note: Mapped[str] = mapped_column(String(200), default="")
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    entered_at: Mapped[datetime]
    entered_by: Mapped[Login] = relationship(lazy="raise")

    @property
    def signed_fen(self) -> int:
        """What it adds to the balance."""
        return SIGNS[EntryKind(self.kind)] * self.fen


@dataclass(frozen=True)
class DepositTerms:
    """The deposit clause as it stands: its article and its record."""

    article: str
    terms: Deposit


def deposit_terms(clauses: Iterable[Clause]) -> DepositTerms | None:
    """The deposit clause among those in force, if there is one that can be read."""
    for clause in clauses:
        try:
            terms = read_clause(clause.clause_type, clause.params)
        except BadClause:
            continue
        if isinstance(terms, Deposit):
            return DepositTerms(clause.article, terms)
    return None


@dataclass(frozen=True)
class Ledger:
    """How a deposit stands: entries oldest first, sums in fen."""

    entries: tuple[DepositEntry, ...]
    clause: DepositTerms | None

    @property
    def balance(self) -> int:
        return sum(entry.signed_fen for entry in self.entries)

    @property
    def agreed(self) -> int:
        return self.clause.terms.amount_fen if self.clause else 0

    @property
    def missing(self) -> int:
        """What has to be topped up after a deduction; 0 when nothing was taken or it was made good."""
        return max(0, self.agreed - self.balance) if self._last_deduction else 0

    def topup_by(self, days: WorkingDays) -> date | None:
        """The last civil day to top up: the clause's days after the last deduction."""
        if not self.missing or self.clause is None or self._last_deduction is None:
            return None
        return after_days(self._last_deduction.moved_on, self.clause.terms.topup_days, self.clause.terms, days)

    def objection_by(self, entry: DepositEntry, days: WorkingDays) -> date | None:
        """The last civil day on which the partner may object to a deduction, where the clause gives time for it."""
        if entry.kind != EntryKind.DEDUCTION or self.clause is None or not self.clause.terms.objection_days:
            return None
        return after_days(entry.moved_on, self.clause.terms.objection_days, self.clause.terms, days)

    @property
    def _last_deduction(self) -> DepositEntry | None:
        taken = [entry for entry in self.entries if entry.kind == EntryKind.DEDUCTION]
        return max(taken, key=lambda entry: (entry.moved_on, entry.id), default=None)
