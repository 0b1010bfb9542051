"""Keeping agreements: recorded, corrected, sent out and signed, within what we may grant."""

from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import select

from portal.domain.accounts.blacklist import check_not_blacklisted
from portal.domain.accounts.models import Account
from portal.domain.accounts.papers.catalogue import Act
from portal.domain.accounts.papers.gatekeeping import Gatekeeping
from portal.domain.accounts.repository import AccountRepository
from portal.domain.base import Refused
from portal.domain.contracts import drafting
from portal.domain.contracts.amending_territory import AmendingTerritory, amended_rows, grants_from
from portal.domain.contracts.clauses import Side
from portal.domain.contracts.effect import Awaited
from portal.domain.contracts.granting import Granting, Permit, grants_of, grants_to_be
from portal.domain.contracts.models import Contract, ContractVersion
from portal.domain.contracts.recording import ContractFacts, check, check_goods_party, cover, plain
from portal.domain.contracts.reviewing import Reviewing
from portal.domain.contracts.taking_effect import TakingEffect
from portal.domain.scope import OUTSIDE_SCOPE
from portal.domain.series import next_number
from portal.domain.work import Repository


class Archive(Repository):
    def record(
        self, account: Account, *, number: str, side: Side, facts: ContractFacts, goods_party: Account | None = None,
        override: str = "", is_new: bool = True,
    ) -> Contract:  # fmt: skip
        """Take a paper agreement into the archive, its first version unsigned; Refused when a rule does not hold.

        What goes beyond the upstream rights is taken with `override`, the reason in writing, only. A new agreement is
        not begun while papers of the partner that must hold have run out; what is not new was made and signed before.
        """
        self.check(facts, side, account, goods_party)
        if is_new and facts.ends_on >= self.work.today:
            Gatekeeping(self.work).require(account, Act.CONTRACT)
        next_number(self.session, "contract.recorded")  # its row lock makes two recorders come one after the other
        if self._is_taken(number):
            raise Refused("contract.number_taken", number=number)
        permit = self._permit(side, number, account, facts, override)
        contract = Contract(
            account_id=account.id, number=number, side=side, created_at=self.work.now,
            goods_party_id=goods_party.id if goods_party else None, products=[], territories=[], **facts.columns(),
        )  # fmt: skip
        first = ContractVersion(account_id=account.id, no=1, effective_from=facts.starts_on, clauses=[])
        contract.versions = [first]
        cover(contract, facts)
        self.session.add(contract)
        contract.record("contract.recorded", by=self.work.actor, at=self.work.now, side=side)
        self.granting.note(contract, permit)
        return contract

    def revise(
        self, contract: Contract, facts: ContractFacts, goods_party: Account | None = None, override: str = ""
    ) -> None:
        """Correct what was typed before the first signature; Refused("contract.version_signed") after it."""
        if contract.versions[0].is_signed:
            raise Refused("contract.version_signed", number=contract.number)
        drafting.writable_draft(contract)
        self.check(facts, Side(contract.side), contract.account, goods_party)
        permit = self._permit(Side(contract.side), contract.number, contract.account, facts, override, contract.id)
        columns: dict[str, Any] = {**facts.columns(), "goods_party_id": goods_party.id if goods_party else None}
        changes = {name: [plain(getattr(contract, name)), plain(value)] for name, value in columns.items()}
        for name, value in columns.items():
            setattr(contract, name, value)
        contract.versions[0].effective_from = facts.starts_on
        contract.products.clear()
        contract.territories.clear()
        self.session.flush()  # the old rows go before equal new ones come
        cover(contract, facts)
        differing = {name: change for name, change in changes.items() if change[0] != change[1]}
        contract.record("contract.revised", by=self.work.actor, at=self.work.now, changes=differing)
        self.granting.note(contract, permit)

    def sign_off(self, contract: Contract) -> bool:
        """Agree to a contract under review; with the last word it goes out for signing, and True comes back."""
        is_last = self.reviewing.sign_off(contract)
        if is_last:
            self.send(contract)
        return is_last

    def send(self, contract: Contract) -> None:
        """Show the terms to the partner for signing; Refused while they go beyond what we may grant."""
        self._permit_again(contract)
        drafting.send(contract, by=self.work.actor, at=self.work.now)

    def sign(
        self, contract: Contract, us_on: date | None, partner_on: date | None, override: str = "", *,
        awaits_deposit: bool = False,
    ) -> None:  # fmt: skip
        """Note the signatures. What the upstream rights do not carry, now that it is to bind us, needs a reason. Signed
        by both it is in force from its first day, unless it waits for the deposit or for papers that have run out."""
        self._permit_again(contract, override)
        drafting.sign(contract, us_on, partner_on, by=self.work.actor, at=self.work.now)
        first = contract.versions[0]
        if contract.versions[-1] is first and first.is_signed:
            days = (contract.starts_on, first.signed_by_us_on, first.signed_by_partner_on)
            day = max(one for one in days if one is not None)
            waiting = {Awaited.DEPOSIT: awaits_deposit, Awaited.PAPERS: self._papers_are_over(contract, day)}
            contract.awaits = " ".join(one for one, is_so in waiting.items() if is_so)

    @cached_property
    def reviewing(self) -> Reviewing:
        return Reviewing(self.work)

    @cached_property
    def granting(self) -> Granting:
        return Granting(self.work)

    @cached_property
    def amending(self) -> AmendingTerritory:
        return AmendingTerritory(self.work)

    def _permit(
        self, side: Side, number: str, account: Account, facts: ContractFacts, override: str, known: int | None = None
    ) -> Permit | None:
        if side == Side.UPSTREAM:
            return None
        grants = grants_to_be(number, account.number, self.granting.codes(facts.product_ids), facts)
        return self.granting.permit(number, grants, override, known)

    def _permit_again(self, contract: Contract, override: str = "") -> None:
        draft = contract.draft
        if draft is None:
            return
        is_first = draft.no == 1
        self.refuse_blacklisted(contract.account)
        if contract.side != Side.DOWNSTREAM:
            return
        grants = grants_of(contract) if is_first else grants_from(contract, draft, amended_rows(contract))
        if grants:
            permit = self.granting.permit(contract.number, grants, override, contract.id)
            self.granting.note(contract, permit)

    def check(self, facts: ContractFacts, side: Side, account: Account, goods_party: Account | None) -> None:
        """Refused with the first rule that an agreement of these facts would break."""
        check(facts, side, account, goods_party)
        self.refuse_blacklisted(account)
        if goods_party is not None:
            papers = AccountRepository(self.work).qualifications(goods_party.id)
            check_goods_party(goods_party, papers, self.work.today)

    def refuse_blacklisted(self, account: Account) -> None:
        """What runs goes on; nothing new is agreed with whoever stands on the blacklist, no amendment either."""
        check_not_blacklisted(account, AccountRepository(self.work).standing(account))

    def _papers_are_over(self, contract: Contract, day: date) -> bool:
        return bool(TakingEffect(self.work).papers_over(contract, day))

    def _is_taken(self, number: str) -> bool:
        query = select(Contract.id).where(Contract.number == number)
        reason = {OUTSIDE_SCOPE: "a printed number is one for the whole company"}
        return self.session.scalar(query, execution_options=reason) is not None
