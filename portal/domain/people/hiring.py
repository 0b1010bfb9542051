"""Taking somebody on: a login and a post in our company."""

from sqlalchemy import select

from portal.domain.base import Refused
from portal.domain.people.models import Login, Staff
from portal.domain.people.roles import Reach, StaffRole
from portal.domain.work import Work


def hire(work: Work, *, name: str, email: str, title: str, roles: list[str], reach: str, provinces: list[str]) -> Staff:
    """A post of these terms with a new login, which has no password yet. `email` is in its normal form.

    Refused(staff.login_taken) if the address is somebody's already: nobody is staff and partner under one sign-in.
    """
    if work.session.scalar(select(Login.id).where(Login.email == email)) is not None:
        raise Refused("staff.login_taken")
    login = Login(name=name, email=email, created_at=work.now)
    staff = Staff(
        login=login, title=title, roles=sorted(StaffRole(role) for role in roles), reach=Reach(reach),
        provinces=sorted(provinces) if reach == Reach.REGION else [],
    )  # fmt: skip
    work.session.add(staff)
    staff.record("staff.hired", by=work.actor, at=work.now, **staff.terms)
    return staff
