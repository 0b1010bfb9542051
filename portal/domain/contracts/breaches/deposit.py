"""The deposit ledger of an agreement: what was paid in, taken out and given back; the balance is their sum."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.base import AccountOwned, Base, Fen, Identifier, belongs_to, is_parent
from portal.domain.contracts.clauses.money import Deposit
from portal.domain.contracts.clauses.reading import terms_of
from portal.domain.contracts.computing.deposit_balance import DepositFacts, Movement, deposit
from portal.domain.contracts.computing.fact_vocabulary import MovementKind
from portal.domain.contracts.computing.working import Assessment
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
        terms = terms_of(clause)
        if isinstance(terms, Deposit):
            return DepositTerms(clause.article, terms)
    return None


@dataclass(frozen=True)
class Ledger:
    """How a deposit stands: entries oldest first; `standing` is the rule's answer, None without a deposit clause or
    any movement."""

    entries: tuple[DepositEntry, ...]
    clause: DepositTerms | None
    standing: Assessment | None

    @property
    def balance(self) -> int:
        """What is held, in fen."""
        return sum(entry.signed_fen for entry in self.entries)

    @property
    def missing(self) -> int:
        """What has to be topped up after a deduction, in fen."""
        return self.clause.terms.amount_fen - self.balance if self.clause and self.topup_by else 0

    @property
    def outcome(self) -> str:
        """Whether it is held, to be refunded, overdue, blocked by an open breach or refunded; empty without a rule."""
        return self.standing.outcome if self.standing else ""

    @property
    def refund_by(self) -> date | None:
        """The last civil day to pay it back, counted from the day on which the agreement was settled."""
        return self.standing.days.get("refund_by") if self.standing else None

    def is_provisional(self, today: date) -> bool:
        """Whether one of its days to come lies where the official calendar is not out yet: it may still move."""
        standing = self.standing
        if standing is None or "calendar_provisional" not in standing.notes:
            return False
        return any(day >= today for day in standing.days.values())

    @property
    def topup_by(self) -> date | None:
        """The last civil day to top up."""
        return self.standing.days.get("topup_by") if self.standing else None


@dataclass(frozen=True)
class Settled:
    """That the agreement was settled on a civil day, and whether no breach of the partner's is open."""

    on: date
    no_open_breach: bool


def ledger_of(
    entries: tuple[DepositEntry, ...], clause: DepositTerms | None, day: date, days: WorkingDays,
    settled: Settled | None = None,
) -> Ledger:  # fmt: skip
    """The ledger as it stands on civil day `day`, judged by the rule of the deposit clause."""
    moves = tuple(
        Movement(entry.moved_on, MovementKind(entry.kind), entry.fen)
        for entry in entries
        if entry.kind != EntryKind.COMPENSATION
    )
    if clause is None or not moves:
        return Ledger(entries, clause, None)
    facts = DepositFacts(
        movements=moves, settled_on=settled.on if settled else None,
        no_open_breach=settled.no_open_breach if settled else None,
    )  # fmt: skip
    return Ledger(entries, clause, deposit(clause.terms, facts, day, days))
