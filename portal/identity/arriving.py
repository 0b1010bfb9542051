"""Coming in by name and password: what one try costs, and what the person may act as."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import select

from portal.domain.accounts.kinds import CLOSED_TO_PARTNERS
from portal.domain.accounts.models import Account
from portal.domain.events import Actor, Event
from portal.domain.people.models import Login, Membership, Staff
from portal.domain.scope import GuardedSession
from portal.identity import throttle
from portal.identity.factor import is_required
from portal.identity.names import masked


@dataclass(frozen=True)
class Guess:
    """One try to sign in; names nobody has are counted like others."""

    name: str
    address: str
    at: datetime

    @property
    def network(self) -> str:
        return throttle.network_of(self.address)

    def pause_left(self, session: GuardedSession) -> timedelta | None:
        counted = (("login.name", self.name), ("login.address", self.network), ("login.spray", self.network))
        return throttle.pause_left(session, *counted, at=self.at)

    def failed(self, session: GuardedSession, login: Login | None) -> throttle.Standing:
        """Count a wrong try and leave its event; returns how the name stands."""
        standing = throttle.count(session, "login.name", self.name, self.at)
        throttle.count(session, "login.address", self.network, self.at)
        throttle.count_name_of(session, self.network, self.name, self.at)
        self.log(session, "login.failed", login)
        return standing

    def succeeded(self, session: GuardedSession) -> None:
        throttle.forgive(session, "login.name", self.name)

    def log(self, session: GuardedSession, kind: str, login: Login | None) -> None:
        session.add(
            Event(
                kind=kind, subject="login", subject_id=login.id if login else None, actor_kind="system",
                address=self.address, at=self.at, facts={"name": masked(self.name)},
            )
        )  # fmt: skip


@dataclass(frozen=True)
class Arrival:
    """Who came in and as what; `factor_owed` says that the second factor is still to be shown."""

    login: Login
    staff: Staff | None
    membership: Membership | None
    factor_owed: bool

    @property
    def hats(self) -> frozenset[str]:
        if self.factor_owed:
            return frozenset({"half"})
        if self.staff is not None:
            return frozenset(f"staff.{role}" for role in self.staff.roles)
        return frozenset({f"partner.{self.membership.role}"}) if self.membership else frozenset()

    def actor(self, address: str) -> Actor:
        return Actor(
            kind="staff" if self.staff else "partner", name=self.login.name, login_id=self.login.id, address=address,
            staff_id=self.staff.id if self.staff else None,
            account_id=self.membership.account_id if self.membership else None,
        )  # fmt: skip


def arrive(session: GuardedSession, login_id: int) -> Arrival | None:
    """What the login acts as on arriving; None when it is closed or acts for nobody any more."""
    login = session.get_one(Login, login_id)
    staff, membership = acting_posts(session, login.id)
    if login.deactivated_at is not None or (staff is None and membership is None):
        return None
    owed = login.has_second_factor or is_required(staff, current_app.extensions["settings"])
    return Arrival(login, staff, membership, owed)


def acting_posts(session: GuardedSession, login_id: int) -> tuple[Staff | None, Membership | None]:
    """A post in our company, else the first membership of an account that is open."""
    staff = session.scalar(select(Staff).where(Staff.login_id == login_id))
    if staff is not None:
        return staff, None
    query = (
        select(Membership)
        .join(Account, Account.id == Membership.account_id)
        .where(
            Membership.login_id == login_id, Membership.ended_at.is_(None), Account.status.not_in(CLOSED_TO_PARTNERS)
        )
    )
    return None, session.scalar(query.order_by(Membership.id).limit(1))
