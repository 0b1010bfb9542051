"""Finding people: who may sign in, who works here, who acts for an account."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.domain.base import NotFound
from portal.domain.people.models import Invitation, Login, Membership, Staff
from portal.domain.work import Repository


class PeopleRepository(Repository):
    def staff(self) -> list[Staff]:
        """Everybody who works here and is not deactivated, by name."""
        query = select(Staff).join(Staff.login).where(Login.deactivated_at.is_(None)).options(joinedload(Staff.login))
        return list(self.session.scalars(query.order_by(Login.name)))

    def staff_member(self, staff_id: int) -> Staff:
        staff = self.session.scalar(select(Staff).where(Staff.id == staff_id).options(joinedload(Staff.login)))
        if staff is None:
            raise NotFound(str(staff_id))
        return staff

    def members(self, account_id: int) -> list[Membership]:
        """Who acts for the account now, owners first."""
        query = (
            select(Membership)
            .join(Membership.login)
            .where(Membership.account_id == account_id, Membership.ended_at.is_(None))
            .options(joinedload(Membership.login))
        )
        return sorted(self.session.scalars(query), key=lambda member: (member.role != "owner", member.id))

    def member(self, account_id: int, membership_id: int) -> Membership:
        query = (
            select(Membership)
            .where(Membership.account_id == account_id, Membership.id == membership_id, Membership.ended_at.is_(None))
            .options(joinedload(Membership.login))
        )
        member: Membership | None = self.session.scalar(self.for_change(query))
        if member is None:
            raise NotFound(str(membership_id))
        return member

    def open_invitations(self, account_id: int) -> Sequence[Invitation]:
        query = select(Invitation).where(
            Invitation.account_id == account_id, Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None)
        )
        return list(self.session.scalars(query.order_by(Invitation.id.desc())))
