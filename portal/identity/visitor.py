"""Who is here, read from the session's row in one question; asked again on every request."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from flask_login import UserMixin
from sqlalchemy import bindparam, func, select

from portal.domain.accounts.kinds import CLOSED_TO_PARTNERS
from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.events import Actor
from portal.domain.people.models import Login, Membership, Staff, WebSession
from portal.domain.people.roles import Reach
from portal.domain.prepared import Prepared
from portal.domain.privacy.models import NoticeAcceptance, PrivacyNotice
from portal.domain.scope import AssignedAccounts, EveryAccount, GuardedSession, OneAccount, Scope
from portal.identity.secrets import digest

IDLE = {"staff": timedelta(hours=8), "partner": timedelta(days=30)}
"""Without a request of their own for this long, people sign in again; polling does not count."""


@dataclass(frozen=True)
class Visitor(UserMixin):
    """A signed-in person and what they act as. `role` is partner.<role> or staff; `roles` are staff roles."""

    session_id: int
    login_id: int
    name: str
    locale: str | None
    seen_at: datetime
    lasts: timedelta
    factor_passed: bool
    has_second_factor: bool
    has_shortcuts: bool = True
    staff_id: int | None = None
    title: str = ""
    roles: frozenset[str] = frozenset()
    reach: str = Reach.ALL
    provinces: tuple[str, ...] = ()
    membership_id: int | None = None
    partner_role: str = ""
    account_id: int | None = None
    account_name: str = ""
    account_short_name: str = ""
    notice_due: int | None = None
    """The privacy notice they have not read yet; nothing but it is shown before."""

    @property
    def is_staff(self) -> bool:
        return self.staff_id is not None

    @property
    def kind(self) -> str:
        return "staff" if self.is_staff else "partner"

    @property
    def initial(self) -> str:
        return self.name[:1]

    @property
    def hats(self) -> frozenset[str]:
        """What the access table knows this visitor as."""
        if not self.factor_passed:
            return frozenset({"half"})
        if self.is_staff:
            return frozenset(f"staff.{role}" for role in self.roles)
        return frozenset({f"partner.{self.partner_role}"})

    @property
    def standing(self) -> tuple[object, ...]:
        """As whom they act and what they may reach; whoever is asked again must answer the same."""
        return self.hats, self.staff_id, self.reach, self.provinces, self.membership_id, self.account_id

    def actor(self, address: str) -> Actor:
        return Actor(
            kind=self.kind,
            name=self.name,
            login_id=self.login_id,
            staff_id=self.staff_id,
            account_id=self.account_id,
            roles=self.roles if self.is_staff else frozenset({self.partner_role}),
            address=address,
        )

    def scope(self) -> Scope:
        if self.account_id is not None:
            return OneAccount(self.account_id)
        assert self.staff_id is not None or self.reach == Reach.ALL
        return scope_of_post(self.staff_id or 0, self.reach, self.provinces)


def scope_of_post(staff_id: int, reach: str, provinces: tuple[str, ...]) -> Scope:
    """What one of our people sees by their post."""
    if reach == Reach.ALL:
        return EveryAccount("staff with full reach")
    return AssignedAccounts(_assigned(staff_id, provinces if reach == Reach.REGION else ()))


def recognise(session: GuardedSession, visit_id: str, now: datetime) -> Visitor | None:
    """The visitor whose cookie holds `visit_id`, or None; one statement."""
    known = {"id_hash": digest(visit_id), "now": now}
    row = _question().one_or_none(session.unguarded("nobody is recognised yet"), known)
    if row is None or row.deactivated_at is not None:
        return None
    visitor = _staff_visitor(row) if row.staff_id is not None else _partner_visitor(row)
    if visitor is None or now - visitor.seen_at > IDLE[visitor.kind]:
        return None
    return visitor


@cache
def _question() -> Prepared:
    """Columns only, and put together once: it is asked on every request."""
    return Prepared(
        select(
            WebSession.id.label("session_id"), WebSession.seen_at, WebSession.started_at, WebSession.expires_at,
            WebSession.factor_passed, Login.id.label("login_id"), Login.name, Login.locale, Login.deactivated_at,
            Login.totp_confirmed_at, Login.has_shortcuts, Staff.id.label("staff_id"), Staff.title, Staff.roles,
            Staff.reach, Staff.provinces, Membership.id.label("membership_id"), Membership.role, Membership.ended_at,
            Membership.account_id, Account.name_zh, Account.short_name, Account.status, *_notices(),
        )
        .join(Login, Login.id == WebSession.login_id)
        .outerjoin(Staff, Staff.login_id == Login.id)
        .outerjoin(Membership, Membership.id == WebSession.membership_id)
        .outerjoin(Account, Account.id == Membership.account_id)
        .where(WebSession.id_hash == bindparam("id_hash"), WebSession.ended_at.is_(None))
        .where(WebSession.expires_at > bindparam("now"))
    )  # fmt: skip


def _notices() -> tuple[Any, Any]:
    """The notice in force and the last one they read, in the same statement."""
    last = select(func.max(PrivacyNotice.no)).where(PrivacyNotice.published_at.is_not(None)).scalar_subquery()
    read = select(func.max(NoticeAcceptance.notice_no)).where(NoticeAcceptance.login_id == Login.id)
    return last.label("notice"), read.scalar_subquery().label("notice_read")


def _staff_visitor(row: Any) -> Visitor:
    return Visitor(
        **_common(row),
        staff_id=row.staff_id,
        title=row.title,
        roles=frozenset(row.roles),
        reach=row.reach,
        provinces=tuple(row.provinces),
    )


def _partner_visitor(row: Any) -> Visitor | None:
    if row.membership_id is None or row.ended_at is not None or row.status in CLOSED_TO_PARTNERS:
        return None
    return Visitor(
        **_common(row),
        membership_id=row.membership_id,
        partner_role=row.role,
        account_id=row.account_id,
        account_name=row.name_zh,
        account_short_name=row.short_name or row.name_zh,
    )


def _common(row: Any) -> dict[str, Any]:
    copied = ("session_id", "login_id", "name", "locale", "seen_at", "factor_passed", "has_shortcuts")
    return {
        **{name: getattr(row, name) for name in copied},
        "lasts": row.expires_at - row.started_at,
        "notice_due": row.notice if row.notice is not None and (row.notice_read or 0) < row.notice else None,
        "has_second_factor": row.totp_confirmed_at is not None,
    }


def _assigned(staff_id: int, provinces: tuple[str, ...]) -> Any:
    """Ids of the accounts a member of staff looks after, in whichever duty, or that lie in their provinces."""
    account, standing = Account.__table__, AccountStanding.__table__
    looked_after = select(account.c.id).where(account.c.business_manager_id == staff_id)
    cared_for = select(standing.c.account_id).where(
        (standing.c.care_owner_id == staff_id) | (standing.c.sponsor_id == staff_id)
    )
    in_provinces = select(account.c.id).where(account.c.province.in_(provinces))
    every = looked_after.union(cared_for, in_provinces).subquery()
    return select(every.c.id)
