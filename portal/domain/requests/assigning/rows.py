"""Rows of the assignment rules, and of what became of each request that they were asked about."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.base import AccountOwned, Base, Identifier, StaffOnly, belongs_to
from portal.domain.events import Recorded


class Whom(StrEnum):
    """Whom a rule gives to: a colleague by name, who has a duty for the account, or the least busy of a role."""

    COLLEAGUE = "colleague"
    MANAGER = "manager"
    CARE = "care"
    LEAST_BUSY = "least_busy"


class AssignmentRule(Recorded, StaffOnly, Base):
    """Asked in the order of `position`. No category, tier or province is any; `since` is when it came into force: what
    was filed before is left as it is. `removed_at` keeps what was removed, to be brought back."""

    __tablename__ = "assignment_rule"

    name: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    is_on: Mapped[bool] = mapped_column(default=True)
    since: Mapped[datetime]
    category: Mapped[str | None] = mapped_column(String(30))
    tier: Mapped[str | None] = mapped_column(String(16))
    province: Mapped[str | None] = mapped_column(String(6))
    whom: Mapped[str] = mapped_column(String(12))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    role: Mapped[str | None] = mapped_column(String(20))
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}

    @property
    def number(self) -> str:
        """What the event log calls it."""
        return self.name

    def fits(self, category: str, account: Account, standing: AccountStanding | None) -> bool:
        """Whether it speaks of requests of this category, from this account."""
        tier = standing.tier if standing is not None else None
        wanted = ((self.category, category), (self.tier, tier), (self.province, account.province))
        return all(asked is None or asked == found for asked, found in wanted)


class Assignment(AccountOwned, StaffOnly, Base):
    """That the rules were asked about a request, once; without a rule none of them found anybody."""

    __tablename__ = "assignment"
    __table_args__ = (*belongs_to(request_id="service_request"),)

    request_id: Mapped[int] = mapped_column(Identifier, unique=True)
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("assignment_rule.id"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]
