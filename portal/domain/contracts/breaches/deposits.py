"""Moving a deposit and reading how it stands; its balance never falls below zero."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import case, func, select
from sqlalchemy.orm import joinedload

from portal.domain.accounts.models import Account
from portal.domain.accounts.papers.catalogue import Act
from portal.domain.accounts.papers.gatekeeping import Gatekeeping
from portal.domain.base import Refused
from portal.domain.contracts.breaches.deposit import (
    SIGNS,
    DepositEntry,
    EntryKind,
    Ledger,
    Settled,
    deposit_terms,
    ledger_of,
)
from portal.domain.contracts.breaches.models import Breach
from portal.domain.contracts.breaches.repository import BreachRepository
from portal.domain.contracts.models import Contract
from portal.domain.contracts.versions import clauses_on
from portal.domain.work import Repository
from portal.domain.working_days import WorkingDays


class DepositRepository(Repository):
    def ledger(self, contract: Contract, days_since: Callable[[date], WorkingDays]) -> Ledger:
        """Every movement of an agreement's deposit, oldest first, under the clause in force today; `contract` is
        loaded whole. `days_since` gives the calendar from a civil day on: the days to top up and to refund are counted
        from the movements and the settlement, however long ago those were."""
        query = select(DepositEntry).where(DepositEntry.contract_id == contract.id)
        query = query.options(joinedload(DepositEntry.entered_by)).order_by(DepositEntry.id)
        clauses = clauses_on(contract.versions, max(self.work.today, contract.starts_on))
        settled = None
        if contract.settled_on is not None:
            settled = Settled(contract.settled_on, not BreachRepository(self.work).is_open_on(contract.id))
        entries = tuple(self.session.scalars(query))
        counted_from = [entry.moved_on for entry in entries] + ([settled.on] if settled else [])
        days = days_since(min(counted_from, default=self.work.today))
        return ledger_of(entries, deposit_terms(clauses), self.work.today, days, settled)

    def enter(
        self, contract: Contract, kind: EntryKind, fen: int, on: date, note: str = "", breach: Breach | None = None
    ) -> DepositEntry:
        """Write one movement of `fen` (more than 0) on civil day `on`. Refused when the balance would fall below zero,
        and for a refund while a breach of the partner's is open or the proof of its bank account has run out."""
        self._lock(contract)
        if contract.archived_on:
            raise Refused("contract.archived", number=contract.number)
        if on > self.work.today:
            raise Refused("deposit.in_the_future")
        if kind is EntryKind.REFUND and BreachRepository(self.work).is_open_on(contract.id):
            raise Refused("deposit.breach_open", number=contract.number)
        if kind is EntryKind.REFUND:
            Gatekeeping(self.work).require(self._account(contract), Act.PAYOUT)
        if SIGNS[kind] < 0 and self.balance(contract) < fen:
            raise Refused("deposit.below_zero", number=contract.number)
        entry = DepositEntry(
            account_id=contract.account_id, contract_id=contract.id, breach_id=breach.id if breach else None,
            kind=kind, fen=fen, moved_on=on, note=note, entered_by_id=self.work.actor.login_id,
            entered_at=self.work.now,
        )  # fmt: skip
        self.session.add(entry)
        facts = {"entry_kind": str(kind), "fen": fen, "on": on.isoformat()}
        contract.record("contract.deposit_moved", by=self.work.actor, at=self.work.now, **facts)
        return entry

    def balance(self, contract: Contract) -> int:
        """What is left, in fen."""
        return self.held(contract) or 0

    def held(self, contract: Contract) -> int | None:
        """What is left, in fen; None where nothing was ever entered."""
        signed = case(*((DepositEntry.kind == kind, DepositEntry.fen * sign) for kind, sign in SIGNS.items()), else_=0)
        found = self.session.scalar(select(func.sum(signed)).where(DepositEntry.contract_id == contract.id))
        return None if found is None else int(found)

    def _account(self, contract: Contract) -> Account:
        return self.session.scalars(select(Account).where(Account.id == contract.account_id)).one()

    def _lock(self, contract: Contract) -> None:
        """Two who take from one deposit come one after the other."""
        self.session.execute(
            select(Contract.id).where(Contract.id == contract.id).with_for_update(of=Contract, key_share=True)
        )
