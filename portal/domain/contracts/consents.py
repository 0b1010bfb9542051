"""Consent to a good cross-region sale: the holder of a cell, or we, agreed that another partner sells into it.

A diversion that such a consent covers is none, so a report about it says so; taken back, it covers nothing from that
moment on but what happened before.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from portal.domain.accounts.models import Account
from portal.domain.base import AccountOwned, Base, Identifier, NotFound, Refused, StaffOnly
from portal.domain.contracts.area_text import stripped
from portal.domain.contracts.breaches.models import Breach
from portal.domain.contracts.recording import Area
from portal.domain.events import Recorded
from portal.domain.people.models import Login
from portal.domain.products.models import Product
from portal.domain.series import next_number
from portal.domain.work import Repository
from portal.domain.working_days import civil_day


class SaleConsent(Recorded, AccountOwned, StaffOnly, Base):
    """One consent; the account is who may sell. `holder_no` is the partner who agreed, empty where we did. No batch
    is every batch; both days are included."""

    __tablename__ = "sale_consent"
    __table_args__ = (Index(None, "account_id", "product_id"),)

    number: Mapped[str] = mapped_column(String(16), unique=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    region: Mapped[str] = mapped_column(String(6))
    place: Mapped[str] = mapped_column(String(120), default="")
    holder_no: Mapped[str] = mapped_column(String(12), default="")
    agreed_by: Mapped[str] = mapped_column(String(80))
    batches: Mapped[list[str]]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("login.id"))
    revoked_at: Mapped[datetime | None]
    revoked_why: Mapped[str] = mapped_column(String(400), default="")

    account: Mapped[Account] = relationship(lazy="raise")
    product: Mapped[Product] = relationship(lazy="raise")
    recorded_by: Mapped[Login | None] = relationship(lazy="raise")

    @property
    def code(self) -> str:
        """The beginning of its code: a province, a city, a county."""
        return stripped(self.region)

    def covers(self, day: date, batch_no: str = "") -> bool:
        """Whether a sale on civil day `day` of this batch is agreed to; without a batch, only where all batches are."""
        if not self.starts_on <= day <= self.ends_on:
            return False
        if self.revoked_at is not None and day >= civil_day(self.revoked_at):
            return False
        return not self.batches or batch_no.strip().upper() in self.batches


@dataclass(frozen=True)
class ConsentFacts:
    """What was agreed; `holder` is who agreed where it was not us."""

    product: Product
    area: Area
    holder: Account | None
    agreed_by: str
    batches: tuple[str, ...]
    starts_on: date
    ends_on: date
    reason: str


class SaleConsents(Repository):
    def record(self, seller: Account, facts: ConsentFacts) -> SaleConsent:
        """Keep the consent; Refused for days the wrong way round and a partner who agrees with himself."""
        if facts.ends_on < facts.starts_on:
            raise Refused("territory.ends_before_start")
        if facts.holder is not None and facts.holder.id == seller.id:
            raise Refused("territory.same_account")
        month = f"{self.work.today:%Y%m}"
        consent = SaleConsent(
            account_id=seller.id, number=f"SC-{month}-{next_number(self.session, f'consent.{month}'):04d}",
            product_id=facts.product.id, region=facts.area[0], place=facts.area[1],
            holder_no=facts.holder.number if facts.holder else "", agreed_by=facts.agreed_by,
            batches=[batch.upper() for batch in facts.batches], starts_on=facts.starts_on, ends_on=facts.ends_on,
            reason=facts.reason, recorded_at=self.work.now, recorded_by_id=self.work.actor.login_id,
        )  # fmt: skip
        self.session.add(consent)
        told = {"product": facts.product.code, "region": facts.area[0], "holder": consent.holder_no,
                "from": facts.starts_on.isoformat(), "until": facts.ends_on.isoformat()}  # fmt: skip
        consent.record("territory.consent_recorded", by=self.work.actor, at=self.work.now, **told)
        return consent

    def revoke(self, consent: SaleConsent, why: str) -> None:
        """From today on it covers nothing; Refused when it was taken back before."""
        if consent.revoked_at is not None:
            raise Refused("territory.revoked")
        consent.revoked_at, consent.revoked_why = self.work.now, why
        consent.record("territory.consent_revoked", by=self.work.actor, at=self.work.now, reason=why)

    def get(self, number: str) -> SaleConsent:
        query = self.for_change(select(SaleConsent).where(SaleConsent.number == number))
        found: SaleConsent | None = self.session.scalar(query.options(joinedload(SaleConsent.account)))
        if found is None:
            raise NotFound(number)
        return found

    def newest(self, most: int = 100) -> list[SaleConsent]:
        """The last ones recorded, those the visitor may see."""
        query = select(SaleConsent).order_by(SaleConsent.id.desc()).limit(most)
        return list(self.session.scalars(query.options(*_with())))

    def for_breach(self, breach: Breach) -> list[SaleConsent]:
        """Consents of whoever is said to have sold elsewhere, for the product, the day and the batch: where the place
        was goes by words, so a person compares it."""
        if breach.product_id is None or breach.is_ours:
            return []
        query = select(SaleConsent).where(
            SaleConsent.account_id == breach.account_id, SaleConsent.product_id == breach.product_id
        )
        found = self.session.scalars(query.options(*_with()).order_by(SaleConsent.id))
        return [one for one in found if one.covers(breach.occurred_on, breach.batch_no)]

    def known_holders(self, some: Iterable[SaleConsent]) -> frozenset[str]:
        """Numbers of those who agreed, ourselves (empty) among them, as far as the visitor may know them."""
        numbers = frozenset(one.holder_no for one in some if one.holder_no)
        if numbers and not self.work.sees_all:
            numbers = frozenset(self.session.scalars(select(Account.number).where(Account.number.in_(numbers))))
        return numbers | {""}

    def of_product(self, product_id: int, day: date) -> list[SaleConsent]:
        """Those that hold on civil day `day` for some batch or all, as far as the visitor may see them."""
        query = select(SaleConsent).where(SaleConsent.product_id == product_id, SaleConsent.starts_on <= day,
                                          SaleConsent.ends_on >= day)  # fmt: skip
        found = self.session.scalars(query.options(*_with()).order_by(SaleConsent.id))
        return [one for one in found if any(one.covers(day, batch) for batch in one.batches or [""])]


@cache
def _with() -> tuple[Any, ...]:
    """What a list shows of each."""
    return (joinedload(SaleConsent.account), joinedload(SaleConsent.product), joinedload(SaleConsent.recorded_by))
