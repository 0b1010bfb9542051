"""Who could hear of an event: named functions that find people from what the event is about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.domain.accounts.kinds import CLOSED_TO_PARTNERS
from portal.domain.accounts.merging.homes import account_now
from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.accounts.reach import sees
from portal.domain.contracts.breaches.states import CASHIERS, DECIDERS, RECKONERS
from portal.domain.events import Event
from portal.domain.feedback.kinds import COMPLIANCE_ROLES, CONFIDENTIAL_EVENTS
from portal.domain.feedback.models import FeedbackAnswer
from portal.domain.people.models import Login, Membership, Staff
from portal.domain.people.roles import PartnerRole, Reach, StaffRole
from portal.domain.requests.desk_card import DeskCard
from portal.domain.scope import GuardedSession
from portal.notify.subjects import THINGS


@dataclass(frozen=True)
class Recipient:
    """A person, and the account for which they are told (None for staff and for the person as such)."""

    login: Login
    account_id: int | None = None


class Circle:
    """One event and the people around it; each group is looked up once, when it is asked for."""

    def __init__(
        self, session: GuardedSession, event: Event, staff: Sequence[Staff], deputies: Mapping[int, int]
    ) -> None:
        self.session, self.event, self.all_staff, self.deputies = session, event, staff, deputies

    @cached_property
    def thing(self) -> Any:
        """The row the event is about, or None."""
        kind = THINGS.get(self.event.subject)
        return self.session.get(kind, self.event.subject_id) if kind and self.event.subject_id else None

    @cached_property
    def account(self) -> Account | None:
        return account_now(self.session, self.event.account_id)

    @cached_property
    def standing(self) -> AccountStanding | None:
        account_id = self.account.id if self.account else None
        query = select(AccountStanding).where(AccountStanding.account_id == account_id)
        return self.session.scalar(query)

    @cached_property
    def members(self) -> list[Membership]:
        """Who acts for the account now; nobody while it is closed to partners."""
        if self.account is None or self.account.status in CLOSED_TO_PARTNERS:
            return []
        query = select(Membership).join(Membership.login).options(joinedload(Membership.login))
        ours = (Membership.account_id == self.account.id, Membership.ended_at.is_(None), Login.deactivated_at.is_(None))
        return list(self.session.scalars(query.where(*ours).order_by(Membership.id)))

    @cached_property
    def assignee_id(self) -> int | None:
        query = select(DeskCard.assignee_id).where(DeskCard.request_id == self.event.subject_id)
        return self.session.scalar(query) if self.event.subject == "service_request" else None

    def staff(self, chosen: Iterable[Staff]) -> list[Recipient]:
        """Those of our people who may see the account, and of what is confidential compliance alone: not who stands
        in for it, nor who once was."""
        return [Recipient(post.login) for post in chosen if self._sees(post)]

    def _sees(self, post: Staff) -> bool:
        if self.event.kind.startswith(CONFIDENTIAL_EVENTS) and COMPLIANCE_ROLES.isdisjoint(post.roles):
            return False
        if self.account is None or post.reach == Reach.ALL:
            return True
        return sees(post, self.account, self.standing)

    def with_deputies(self, staff_ids: Iterable[int | None]) -> list[Recipient]:
        """These of our people, and whoever stands in for those of them who are away today."""
        meant = set(staff_ids)
        meant |= {self.deputies[one] for one in meant if one in self.deputies}
        return self.staff(post for post in self.all_staff if post.id in meant)


def working_staff(session: GuardedSession) -> list[Staff]:
    """Our people who can sign in, with their logins."""
    query = select(Staff).join(Staff.login).where(Login.deactivated_at.is_(None)).options(joinedload(Staff.login))
    return list(session.scalars(query.order_by(Staff.id)))


def account_owners(circle: Circle) -> list[Recipient]:
    return _theirs(member for member in circle.members if member.role == PartnerRole.OWNER)


def account_filers(circle: Circle) -> list[Recipient]:
    """Owners and members: whoever may answer for the account."""
    return _theirs(member for member in circle.members if member.role != PartnerRole.VIEWER)


def posting_contact(circle: Circle) -> list[Recipient]:
    """Who filed it; the owners when that person has left, or when we filed it for them."""
    filed = [member for member in circle.members if member.login_id == circle.thing.posted_by_id]
    return _theirs(filed) or account_owners(circle)


def the_writer(circle: Circle) -> list[Recipient]:
    """Who filed it, and nobody in their place: for what is confidential."""
    return _theirs(member for member in circle.members if member.login_id == circle.thing.posted_by_id)


def compliance(circle: Circle) -> list[Recipient]:
    """Those of our people who read complaints about integrity."""
    return circle.staff(post for post in circle.all_staff if not COMPLIANCE_ROLES.isdisjoint(post.roles))


def whom_we_wait_for(circle: Circle) -> list[Recipient]:
    return posting_contact(circle) if circle.event.facts.get("whom") == "partner" else []


def assignee(circle: Circle) -> list[Recipient]:
    """Who has it, and their deputy while they are away."""
    return circle.with_deputies({circle.assignee_id})


def desk(circle: Circle) -> list[Recipient]:
    """Whoever has it; while nobody has, the service desk."""
    return assignee(circle) or circle.staff(post for post in circle.all_staff if StaffRole.SERVICE in post.roles)


def business_manager(circle: Circle) -> list[Recipient]:
    wanted = circle.account.business_manager_id if circle.account else None
    return circle.staff(post for post in circle.all_staff if post.id == wanted)


def care_owner(circle: Circle) -> list[Recipient]:
    wanted = circle.standing.care_owner_id if circle.standing else None
    return circle.staff(post for post in circle.all_staff if post.id == wanted)


def breach_reporter(circle: Circle) -> list[Recipient]:
    return circle.staff(post for post in circle.all_staff if post.login_id == circle.thing.reported_by_id)


def breach_deciders(circle: Circle) -> list[Recipient]:
    """Who could decide it; whoever reported it cannot."""
    able = (post for post in circle.all_staff if not DECIDERS.isdisjoint(post.roles))
    return circle.staff(post for post in able if post.login_id != circle.thing.reported_by_id)


def reckoners(circle: Circle) -> list[Recipient]:
    return circle.staff(post for post in circle.all_staff if not RECKONERS.isdisjoint(post.roles))


def cashiers(circle: Circle) -> list[Recipient]:
    return circle.staff(post for post in circle.all_staff if not CASHIERS.isdisjoint(post.roles))


def answerers(circle: Circle) -> list[Recipient]:
    """Those of our people who answered this feedback."""
    query = select(FeedbackAnswer.author_id).where(FeedbackAnswer.feedback_id == circle.event.subject_id)
    authors = set(circle.session.scalars(query.where(FeedbackAnswer.from_staff)))
    return circle.staff(post for post in circle.all_staff if post.login_id in authors)


def invited_person(circle: Circle) -> list[Recipient]:
    login = circle.session.get(Login, circle.thing.login_id)
    return [Recipient(login, circle.account.id if circle.account else None)] if login else []


def the_colleague(circle: Circle) -> list[Recipient]:
    """The holder of the post the event is about."""
    return circle.staff(post for post in circle.all_staff if post.id == circle.event.subject_id)


def heirs(circle: Circle) -> list[Recipient]:
    """Who got something in a hand-over."""
    return circle.staff(post for post in circle.all_staff if post.id in circle.thing.heirs.values())


def the_login(circle: Circle) -> list[Recipient]:
    """The person whose login it is, told of what was done with it, also by themselves."""
    return [Recipient(circle.thing)]


def _theirs(members: Iterable[Membership]) -> list[Recipient]:
    return [Recipient(member.login, member.account_id) for member in members]
