"""Due diligence on the supplier of a product: each item rated with its evidence, and the word to take it on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from portal.domain.accounts.models import Account
from portal.domain.attachments.models import StoredFile
from portal.domain.attachments.repository import AttachmentRepository
from portal.domain.base import AccountOwned, Base, Identifier, Refused, StaffOnly
from portal.domain.contracts.clauses import Side
from portal.domain.contracts.loading import whole
from portal.domain.contracts.models import Clause, Contract, ContractProduct
from portal.domain.contracts.state import UNDER_WAY, ContractState, state_on
from portal.domain.contracts.versions import clauses_on
from portal.domain.events import Recorded
from portal.domain.people.models import Login
from portal.domain.products.models import Product, Supply
from portal.domain.recruiting.checklist import Item, Rating, Summary, articles_of
from portal.domain.work import Repository

_AHEAD = UNDER_WAY | {ContractState.SIGNED}


class Diligence(Recorded, AccountOwned, StaffOnly, Base):
    """What is known of one supplier for one product; `reason` and `gaps` are of the moment it was taken on."""

    __tablename__ = "diligence"
    __table_args__ = (UniqueConstraint("account_id", "product_id"),)

    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    taken_on_at: Mapped[datetime | None]
    taken_on_by_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("login.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    gaps: Mapped[list[str]]

    taken_on_by: Mapped[Login | None] = relationship(lazy="raise")


class DiligenceRating(AccountOwned, StaffOnly, Base):
    """One item: 0 to 2, and what that rests on; `link` is the number of a request or a breach. It hangs on supplier and
    product, so that where two suppliers turn out to be one their ratings come together."""

    __tablename__ = "diligence_rating"
    __table_args__ = (UniqueConstraint("account_id", "product_id", "item"),)

    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    item: Mapped[str] = mapped_column(String(20))
    rating: Mapped[int]
    evidence: Mapped[str] = mapped_column(Text, default="")
    link: Mapped[str] = mapped_column(String(40), default="")
    rated_at: Mapped[datetime]
    rated_by_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("login.id"))

    rated_by: Mapped[Login | None] = relationship(lazy="raise")


@dataclass(frozen=True)
class Checklist:
    """All of it for one product: `ratings` by item, the supplier's contracts about the product, and the sums."""

    product: Product
    supplier: Account
    diligence: Diligence | None
    ratings: dict[str, DiligenceRating]
    contracts: Sequence[Contract]
    summary: Summary


class DiligenceOfSuppliers(Repository):
    def of(self, product: Product) -> Checklist | None:
        """None where no supplier is recorded, or none the visitor may see."""
        query = select(Account).join(Supply, Supply.account_id == Account.id).where(Supply.product_id == product.id)
        supplier = self.session.scalar(query)
        if supplier is None:
            return None
        own = select(Diligence).where(Diligence.product_id == product.id, Diligence.account_id == supplier.id)
        diligence = self.session.scalar(own.options(joinedload(Diligence.taken_on_by)))
        ratings = self._ratings(product, supplier)
        contracts = self._contracts(product, supplier)
        articles: dict[str, str] = {}
        for contract in contracts:
            articles = articles_of(_terms(contract, self.work.today)) | articles
        rated = {item: row.rating for item, row in ratings.items()}
        return Checklist(product, supplier, diligence, ratings, contracts, Summary(rated, articles))

    def rate(
        self, product: Product, item: Item, rating: Rating, *, evidence: str, link: str = "",
        files: Sequence[StoredFile] = (),
    ) -> DiligenceRating:  # fmt: skip
        """Rate an item, anew or for the first time; Refused without any evidence, and where no supplier is recorded."""
        checklist = self.of(product)
        if checklist is None:
            raise Refused("diligence.no_supplier")
        if not (evidence.strip() or link or files):
            raise Refused("diligence.evidence_needed")
        diligence = self._begun(checklist)
        row = checklist.ratings.get(item)
        before = row.rating if row else None
        if row is None:
            row = DiligenceRating(account_id=diligence.account_id, product_id=product.id, item=str(item))
            self.session.add(row)
        row.rating, row.evidence, row.link = int(rating), evidence.strip(), link
        row.rated_at, row.rated_by_id = self.work.now, self.work.actor.login_id
        self.session.flush()
        AttachmentRepository(self.work).hang(files, row, backstage=True)
        told = {"product": product.code, "item": str(item), "rating": int(rating), "before": before, "link": link}
        diligence.record("diligence.rated", by=self.work.actor, at=self.work.now, **told)
        return row

    def take_on(self, product: Product, reason: str) -> Diligence:
        """The word that the product is taken on; with gaps only with a reason. Refused when it was given before."""
        checklist = self.of(product)
        if checklist is None:
            raise Refused("diligence.no_supplier")
        gaps = checklist.summary.gaps
        if gaps and not reason.strip():
            raise Refused("diligence.reason_needed")
        diligence = self._begun(checklist)
        if diligence.taken_on_at is not None:
            raise Refused("diligence.taken_on")
        diligence.taken_on_at, diligence.taken_on_by_id = self.work.now, self.work.actor.login_id
        diligence.reason, diligence.gaps = reason.strip(), list(gaps)
        told = {"product": product.code, "gaps": list(gaps), "reason": reason.strip()}
        diligence.record("diligence.taken_on", by=self.work.actor, at=self.work.now, **told)
        return diligence

    def not_taken_on(self, contract: Contract) -> list[Product]:
        """Products of an upstream agreement that nobody gave the word for; it is loaded whole."""
        if contract.side != Side.UPSTREAM:
            return []
        ids = [row.product_id for row in contract.products]
        given = select(Diligence.product_id).where(
            Diligence.product_id.in_(ids), Diligence.account_id == contract.account_id,
            Diligence.taken_on_at.is_not(None),
        )  # fmt: skip
        done = set(self.session.scalars(given))
        return [row.product for row in contract.products if row.product_id not in done]

    def _begun(self, checklist: Checklist) -> Diligence:
        if checklist.diligence is not None:
            return checklist.diligence
        begun = Diligence(account_id=checklist.supplier.id, product_id=checklist.product.id, gaps=[])
        self.session.add(begun)
        self.session.flush()
        return begun

    def _ratings(self, product: Product, supplier: Account) -> dict[str, DiligenceRating]:
        query = select(DiligenceRating).where(
            DiligenceRating.product_id == product.id, DiligenceRating.account_id == supplier.id
        )
        found = self.session.scalars(query.options(joinedload(DiligenceRating.rated_by)))
        return {row.item: row for row in found}

    def _contracts(self, product: Product, supplier: Account) -> list[Contract]:
        """The supplier's agreements about the product that run, are signed or are still being made."""
        about = select(ContractProduct.contract_id).where(ContractProduct.product_id == product.id)
        query = select(Contract).where(
            Contract.account_id == supplier.id, Contract.side == Side.UPSTREAM, Contract.id.in_(about),
            Contract.ends_on >= self.work.today,
        )  # fmt: skip
        found = self.session.scalars(query.options(*whole()).order_by(Contract.ends_on.desc())).unique()
        drafts = {ContractState.DRAFT, ContractState.INTERNAL_REVIEW, ContractState.SENT}
        return [one for one in found if state_on(one, self.work.today) in _AHEAD | drafts]


def _terms(contract: Contract, today: date) -> list[Clause]:
    """What is in force, or of an agreement that is not signed yet what it would say."""
    first = contract.versions[0]
    if not first.is_signed:
        return list(first.clauses)
    return clauses_on(contract.versions, max(contract.starts_on, today))
