"""Finding people: who may sign in, who works here, who acts for an account."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from portal.domain.base import NotFound
from portal.domain.people.models import Invitation, Login, Membership, Staff
from portal.domain.prepared import Prepared
from portal.domain.work import Repository

Row = TypeVar("Row")


class PeopleRepository(Repository):
    def staff(self) -> list[Staff]:
        """Everybody who works here and is not deactivated, by name."""
        return list(self.session.scalars(_with_login().where(Login.deactivated_at.is_(None)).order_by(Login.name)))

    def staff_names(self) -> dict[int, str]:
        """Id → name of the same people in the same order, for lists to choose from."""
        connection = self.session.unguarded("our own people belong to no account")
        return {row.id: row.name for row in _STAFF_NAMES.all(connection, {})}

    def names_of_logins(self, ids: Iterable[int | None]) -> dict[int, str]:
        """Id → name of these people of either side, for staff."""
        rows = self.session.execute(select(Login.id, Login.name).where(Login.id.in_({one for one in ids if one})))
        return {row.id: row.name for row in rows}

    def former_staff(self) -> list[Staff]:
        """Whose sign-in is closed, by name."""
        return list(self.session.scalars(_with_login().where(Login.deactivated_at.is_not(None)).order_by(Login.name)))

    def staff_member(self, staff_id: int) -> Staff:
        return _found(self.session.scalar(_with_login().where(Staff.id == staff_id)), staff_id)

    def staff_member_named(self, ref: str) -> Staff:
        """The member of staff of that reference, closed sign-ins included; raises NotFound."""
        staff: Staff | None = self.session.scalar(self.for_change(_with_login().where(Staff.ref == ref)))
        return _found(staff, ref)

    def members(self, account_id: int) -> list[Membership]:
        """Who acts for the account now, owners first."""
        members = self.session.scalars(_members().where(Membership.account_id == account_id))
        return sorted(members, key=lambda member: (member.role != "owner", member.id))

    def member(self, account_id: int, ref: str) -> Membership:
        """One who acts for the account now; a unit of work that writes holds the whole team meanwhile, so that two
        owners cannot remove each other. Raises NotFound."""
        query = self.for_change(_members().where(Membership.account_id == account_id).order_by(Membership.id))
        team: Sequence[Membership] = self.session.scalars(query).all()
        return _found(next((member for member in team if member.ref == ref), None), ref)

    def open_invitations(self, account_id: int) -> Sequence[Invitation]:
        """Offers that nobody accepted or took back yet, newest first."""
        query = select(Invitation).where(Invitation.account_id == account_id, *STILL_OPEN)
        return list(self.session.scalars(query.order_by(Invitation.id.desc())))

    def invitation(self, account_id: int, ref: str) -> Invitation:
        """An offer of the account, whatever became of it; raises NotFound."""
        query = select(Invitation).where(Invitation.account_id == account_id, Invitation.ref == ref)
        invitation: Invitation | None = self.session.scalar(self.for_change(query))
        return _found(invitation, ref)


STILL_OPEN = (Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))


STAFF_NAMES = (
    select(Staff.id, Login.name).join(Login, Login.id == Staff.login_id).where(Login.deactivated_at.is_(None))
).order_by(Login.name)
"""Put together once: every list with a choice of people reads it."""
_STAFF_NAMES = Prepared(STAFF_NAMES)


def _with_login() -> Select[Staff]:
    return select(Staff).join(Login, Login.id == Staff.login_id).options(joinedload(Staff.login, innerjoin=True))


def _members() -> Select[Membership]:
    return select(Membership).where(Membership.ended_at.is_(None)).options(joinedload(Membership.login, innerjoin=True))


def _found(row: Row | None, name: object) -> Row:
    if row is None:
        raise NotFound(str(name))
    return row
