"""Asking once more how content somebody is with a request that is done (domain 6: one reminder, seven days)."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, and_, exists, func, or_, select
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

from portal.domain.accounts.kinds import CLOSED_TO_PARTNERS
from portal.domain.accounts.models import Account
from portal.domain.base import AccountOwned, Base, Identifier, StaffOnly, belongs_to
from portal.domain.events import Recorded
from portal.domain.people.models import Login, Membership
from portal.domain.people.roles import PartnerRole
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.rating import OPEN_FOR, RATED, Rating
from portal.domain.surveys.asking import has_said_no
from portal.domain.surveys.kinds import APART, REMIND_AFTER
from portal.domain.surveys.models import SurveyAsk
from portal.domain.work import AnySelect, Work

LOT = 200


class RatingReminder(Recorded, StaffOnly, AccountOwned, Base):
    """One person reminded of the question about one request, of whose number `number` is a copy."""

    __tablename__ = "rating_reminder"
    __table_args__ = (
        *belongs_to(request_id="service_request"),
        Index(None, "request_id"),
        Index(None, "login_id", "reminded_at"),
    )

    request_id: Mapped[int] = mapped_column(Identifier)
    number: Mapped[str] = mapped_column(String(16))
    login_id: Mapped[int] = mapped_column(ForeignKey("login.id"))
    reminded_at: Mapped[datetime]
    # Not "raise": whoever tells of it asks one row for its heading.
    request: Mapped[ServiceRequest] = relationship(lazy="select", viewonly=True)

    @property
    def subject(self) -> str:
        """What a message about it is headed with."""
        return self.request.subject


def remind_to_rate(work: Work, lot: int = LOT) -> int:
    """Remind of up to a lot of requests whose window is open and half over, the longest done first; returns how many.
    Each is reminded of once, and nobody twice in sixty days."""
    told: set[int] = set()
    for request_id, account_id, number, login_id in work.session.execute(_to_remind(work.now, lot)).all():
        if login_id in told:
            continue
        told.add(login_id)
        reminder = RatingReminder(
            account_id=account_id, request_id=request_id, number=number, login_id=login_id, reminded_at=work.now
        )
        work.session.add(reminder)
        reminder.record("survey.rating_reminded", by=work.actor, at=work.now)
    return len(told)


def _to_remind(now: datetime, lot: int) -> AnySelect:
    """Requests about which nobody said anything since they were resolved, each with the one person who is reminded."""
    request, said, once = ServiceRequest, Rating, RatingReminder
    open_ones = (request.resolved_at > now - OPEN_FOR, request.resolved_at <= now - REMIND_AFTER)
    answered = exists().where(said.request_id == request.id, said.rated_at >= request.resolved_at)
    reminded = exists().where(once.request_id == request.id, once.reminded_at >= request.resolved_at)
    query = select(request.id, request.account_id, request.number, func.min(Membership.login_id)).select_from(request)
    query = query.join(Account, Account.id == request.account_id)
    query = query.join(Membership, and_(Membership.account_id == request.account_id, _speaks(Membership)))
    query = query.join(Login, Login.id == Membership.login_id).where(
        *open_ones, request.state.in_(RATED), ~answered, ~reminded, Account.status.not_in(CLOSED_TO_PARTNERS),
        Login.deactivated_at.is_(None), _is_for_them(), ~_asked_lately(now), ~has_said_no(),
    )  # fmt: skip
    query = query.group_by(request.id, request.account_id, request.number, request.resolved_at)
    return query.order_by(request.resolved_at, request.id).limit(lot)


def _speaks(member: Any) -> Any:
    return and_(member.ended_at.is_(None), member.role != PartnerRole.VIEWER)


def _is_for_them() -> Any:
    """Who filed it; an owner where that person no longer speaks for the account, or one of us filed it."""
    filer = aliased(Membership)
    filer_is_there = exists().where(
        filer.account_id == ServiceRequest.account_id, filer.login_id == ServiceRequest.posted_by_id, _speaks(filer)
    )
    is_owner = and_(Membership.role == PartnerRole.OWNER, ~filer_is_there)
    return or_(Membership.login_id == ServiceRequest.posted_by_id, is_owner)


def _asked_lately(now: datetime) -> Any:
    """Reminded of another request, or asked in a wave, within sixty days."""
    once, since = aliased(RatingReminder), now - APART
    reminded = exists().where(once.login_id == Membership.login_id, once.reminded_at > since)
    asked = exists().where(SurveyAsk.login_id == Membership.login_id, SurveyAsk.asked_at > since)
    return or_(reminded, asked)
