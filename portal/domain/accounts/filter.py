"""What the archive's list shows of an account, and what it can be narrowed by."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.accounts.tags import AccountTag
from portal.domain.people.models import Login, Staff
from portal.domain.work import AnySelect


@dataclass(frozen=True)
class AccountFilter:
    """What the archive's list can be narrowed by; None means all."""

    kind: str | None = None
    status: str | None = None
    province: str | None = None
    tier: str | None = None
    business_manager_id: int | None = None
    tag_id: int | None = None
    ids: tuple[int, ...] | None = None


LISTED: AnySelect = (
    select(
        Account.id, Account.number, Account.name_zh, Account.kind, Account.status, Account.province, Account.city,
        Account.mobile, AccountStanding.tier, AccountStanding.stage, AccountStanding.blacklisted_at,
        Login.name.label("manager"),
    )
    .outerjoin(AccountStanding, AccountStanding.account_id == Account.id)
    .outerjoin(Staff, Staff.id == Account.business_manager_id)
    .outerjoin(Login, Login.id == Staff.login_id)
)  # fmt: skip


def narrowed(query: AnySelect, wanted: AccountFilter) -> AnySelect:
    """The query with the filter's conditions, but for the tier, whose index the caller chooses."""
    columns: dict[str, InstrumentedAttribute[Any]] = {
        "kind": Account.kind,
        "status": Account.status,
        "province": Account.province,
        "business_manager_id": Account.business_manager_id,
    }
    for name, column in columns.items():
        value = getattr(wanted, name)
        if value is not None:
            query = query.where(column == value)
    if wanted.tag_id is not None:
        query = query.join(AccountTag, AccountTag.account_id == Account.id).where(AccountTag.tag_id == wanted.tag_id)
    return query if wanted.ids is None else query.where(Account.id.in_(wanted.ids))
