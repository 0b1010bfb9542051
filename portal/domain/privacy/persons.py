"""Where one person stands in the archive: their accounts, the contacts that are they, and what they are known by."""

from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import and_, or_, select

from portal.domain.accounts.kinds import AccountKind
from portal.domain.base import Base
from portal.domain.events import Event
from portal.domain.people.models import Login, Membership
from portal.domain.people.roles import PartnerRole
from portal.domain.scope import GuardedSession

MOBILE = "login.mobile_changed"


@dataclass(frozen=True)
class Traces:
    """`marks` name one person wherever they stand (numbers, addresses); `names` only within their own accounts: they
    are chosen freely, like a WeChat name, and may be words of every day."""

    marks: frozenset[str]
    names: frozenset[str]
    account_ids: frozenset[int]
    contact_ids: frozenset[int]
    login_id: int | None = None
    own_account_ids: frozenset[int] = field(default=frozenset())
    shared: frozenset[str] = field(default=frozenset())
    """Numbers and addresses that an account of others holds as well: theirs within their own accounts alone."""


def accounts_of(session: GuardedSession, login_id: int) -> list[int]:
    """Every account they ever acted for."""
    member = Membership.__table__
    connection = session.unguarded("a person's own memberships, ended ones included")
    return list(connection.scalars(select(member.c.account_id).where(member.c.login_id == login_id)))


def own_accounts_of(session: GuardedSession, login_id: int) -> list[int]:
    """Of these, and of those that go on within them, the ones that are the person: individual agents whose owner they
    are, by name or mobile."""
    account, login, member = Base.metadata.tables["account"], _login(session, login_id), Membership.__table__
    same = or_(account.c.name_zh == login.name, account.c.mobile == (login.mobile or "-"))
    owned = select(account.c.id, account.c.absorbed_ids).join(member, member.c.account_id == account.c.id)
    owned = owned.where(member.c.login_id == login_id, member.c.role == PartnerRole.OWNER)
    owned = owned.where(or_(member.c.ended_at.is_(None), ~_changed_since(member, "login.renamed", MOBILE)))
    connection = session.unguarded("a person's own account")
    ids = {one for row in connection.execute(owned) for one in (row.id, *(row.absorbed_ids or ()))}
    query = select(account.c.id).where(account.c.id.in_(ids), account.c.kind == AccountKind.INDIVIDUAL, same)
    return list(connection.scalars(query.order_by(account.c.id)))


def contacts_of(session: GuardedSession, login_id: int) -> list[int]:
    """Contacts of their accounts with their mobile or e-mail address, or with their name unless by these they are
    somebody else who signs in: a name can be chosen."""
    contact, login, other = Base.metadata.tables["contact"], _login(session, login_id), Login.__table__
    is_other = select(other.c.id).where(
        other.c.id != login_id, or_(other.c.mobile == contact.c.mobile, other.c.email == contact.c.email)
    )
    same = or_(
        and_(contact.c.name == login.name, ~is_other.exists(), _known_there(login_id, contact, "login.renamed")),
        and_(contact.c.mobile == (login.mobile or "-"), _known_there(login_id, contact, MOBILE)),
        contact.c.email == (login.email or "-"),
    )  # fmt: skip
    query = select(contact.c.id).where(contact.c.account_id.in_(accounts_of(session, login_id)), same)
    return list(session.unguarded("a person as a contact").scalars(query))


def _known_there(login_id: int, contact: Any, *changes: str) -> Any:
    """Whether they act for the contact's account, or were so called when they left it: whoever has gone chooses a name
    or a number freely, and must not become somebody who is still there."""
    member = Membership.__table__
    theirs = select(member.c.id).where(member.c.login_id == login_id, member.c.account_id == contact.c.account_id)
    return theirs.where(or_(member.c.ended_at.is_(None), ~_changed_since(member, *changes))).exists()


def _changed_since(member: Any, *changes: str) -> Any:
    """Whether the person of a membership changed one of these after it ended."""
    event = Event.__table__
    own = (event.c.subject == Login.__tablename__, event.c.subject_id == member.c.login_id)
    return select(event.c.id).where(*own, event.c.kind.in_(changes), event.c.at > member.c.ended_at).exists()


def traces_of(session: GuardedSession, login_id: int) -> Traces:
    """All by which one person with a sign-in is known to us."""
    login, ids, own = _login(session, login_id), contacts_of(session, login_id), own_accounts_of(session, login_id)
    found = of_contacts(session, ids)
    account = Base.metadata.tables["account"]
    query = select(account.c.mobile, account.c.tel, account.c.email).where(account.c.id.in_(own))
    numbers = [value for row in session.unguarded("what they are known by").execute(query) for value in row]
    traces = Traces(
        marks=frozenset(filter(None, (login.email, login.mobile, *numbers, *found.marks))),
        names=frozenset(filter(_tells, (login.name, *found.names))),
        account_ids=frozenset(accounts_of(session, login_id)),
        contact_ids=frozenset(ids),
        login_id=login_id,
        own_account_ids=frozenset(own),
    )
    return without_marks_of_others(session, traces, proven=login.email)


def without_marks_of_others(session: GuardedSession, traces: Traces, proven: str | None = None) -> Traces:
    """The same, where a number or an address that an account of others holds as well names the person within their own
    accounts alone: everybody writes down any number as theirs, and must not have it taken from whose it is. What was
    proven is theirs wherever it stands."""
    contact, account, login = (Base.metadata.tables[name] for name in ("contact", "account", "login"))
    ours, doubtful = traces.account_ids | traces.own_account_ids, traces.marks - {proven}
    places = [
        *((contact.c[name], contact.c.account_id.not_in(ours)) for name in ("mobile", "email")),
        *((account.c[name], account.c.id.not_in(ours)) for name in ("mobile", "tel", "email")),
        *((login.c[name], login.c.id != (traces.login_id or 0)) for name in ("mobile", "email")),
    ]  # fmt: skip
    connection = session.unguarded("whether a number is somebody else's as well")
    theirs = {
        mark for column, elsewhere in places
        for mark in connection.scalars(select(column).where(column.in_(doubtful), elsewhere))
    }  # fmt: skip
    return replace(traces, marks=traces.marks - theirs, shared=frozenset(theirs))


def of_contacts(session: GuardedSession, contact_ids: list[int]) -> Traces:
    """All by which these contacts are known."""
    contact = Base.metadata.tables["contact"]
    query = select(contact).where(contact.c.id.in_(contact_ids))
    rows = session.unguarded("what they are known by").execute(query).all()
    return Traces(
        marks=frozenset(filter(None, (value for row in rows for value in (row.mobile, row.email)))),
        names=frozenset(filter(_tells, (value for row in rows for value in (row.name, row.wechat or "")))),
        account_ids=frozenset(row.account_id for row in rows),
        contact_ids=frozenset(contact_ids),
    )


def _tells(name: str) -> bool:
    """One character alone names nobody, and would be replaced in every other word."""
    return len(name) > 1


def _login(session: GuardedSession, login_id: int) -> Login:
    return session.get_one(Login, login_id)
