"""Letting our own people in and out: links are mailed, nobody sets or sees somebody's password."""

from portal.domain.people import changes
from portal.domain.people.bindings import unbind
from portal.domain.people.hiring import hire
from portal.domain.people.models import Staff
from portal.domain.unit_of_work import UnitOfWork
from portal.identity.sessions import end_sessions
from portal.identity.tokens import LIFETIMES, issue, void_all


def invite_colleague(
    uow: UnitOfWork, *, name: str, email: str, title: str, roles: list[str], reach: str, provinces: list[str]
) -> Staff:
    """A new post whose holder is mailed a link to choose a password, good for as long as an invitation."""
    staff = hire(uow, name=name, email=email, title=title, roles=roles, reach=reach, provinces=provinces)
    link = issue(uow.session, "reset", staff.login_id, LIFETIMES["invitation"], uow.now)
    staff.record("staff.invited", by=uow.actor, at=uow.now, link_token_id=link.id)
    return staff


def shut_out(uow: UnitOfWork, staff: Staff) -> None:
    """Close a colleague's sign-in: sessions and mailed links end at once."""
    changes.deactivate(uow, staff)
    void_all(uow.session, staff.login_id, uow.now)


def part(uow: UnitOfWork, staff: Staff, provider: str) -> None:
    """Take a colleague's account elsewhere away, with every session: who came in by it is out (SE2)."""
    if unbind(uow.session, staff.login, provider, by=uow.actor, at=uow.now):
        end_sessions(uow.session, staff.login_id, why="parted", at=uow.now)
