"""Carrying an erasure out: the person goes, what happened stays under a pseudonym (PIPL 47)."""

import re
from collections.abc import Mapping, Set
from typing import Any

from sqlalchemy import Connection, delete, or_, select, update

from portal.domain.accounts.classes import DataClass, columns_of
from portal.domain.accounts.kinds import AccountStatus
from portal.domain.accounts.merging.models import AccountMerge
from portal.domain.accounts.models import Account, Contact
from portal.domain.base import MERGED, Base
from portal.domain.events import Event
from portal.domain.people.models import Login
from portal.domain.privacy.models import Erasure, ErasureState
from portal.domain.privacy.persons import Traces, traces_of
from portal.domain.privacy.scrubbing import replaced, scrub, words_for
from portal.domain.proposals.fields import ProposalState
from portal.domain.proposals.models import ArchiveProposal
from portal.domain.scope import OUTSIDE_SCOPE, TERRITORY_TOUCHED, GuardedSession
from portal.domain.seal import vouch
from portal.domain.work import Work

WITH_THE_LOGIN = {
    "web_session": "login_id", "sign_in_binding": "login_id", "recovery_code": "login_id",
    "notice_choice": "login_id", "request_view": "login_id",
    "data_copy": "login_id", "message": "recipient_id",
}  # fmt: skip
"""Rows that are worth nothing without the person: they go. The column names the login."""
OF_A_ROLE = frozenset({"id", "account_id", "name", "role", "is_primary"})
"""What stays of a contact: that there was one, and as what."""
_SECRET = re.compile("(?:id_no|bank_account)_")
OF_PAYMENT = ("bank_", "invoice_")
"""How columns begin that say where money goes."""


def forget(work: Work, erasure: Erasure) -> Traces:
    """Erase the person of an approved wish, within one transaction; returns what they were known by.

    Sign-in closed and emptied, sessions gone, contacts emptied, every other mention replaced by a pseudonym; the audit
    log keeps its chain, the seals of what was replaced are vouched for by the event that this leaves.
    """
    login = work.session.get_one(Login, erasure.login_id)
    traces, pseudonym = traces_of(work.session, login.id), f"注销用户{login.id}"
    connection = work.session.unguarded("a person is erased wherever they are named")
    work.session.info[TERRITORY_TOUCHED] = True
    _remove(connection, login.id)
    _drop_proposals(work, traces)
    empty_contacts(work.session, traces, pseudonym)
    _empty_accounts(work, traces, pseudonym)
    _close(work, login, pseudonym)
    work.session.flush()
    rows = scrub(connection, traces, pseudonym)
    vouched = _scrub_events(work, traces, pseudonym)
    work.session.expire_all()
    erasure.done_at = work.now
    erasure.why = ""
    erasure.move(ErasureState.DONE, by=work.actor, at=work.now, rows=rows, vouched=vouched)
    return traces


def empty_contacts(session: GuardedSession, traces: Traces, pseudonym: str) -> None:
    """Leave of these contacts that there was one, and in which role."""
    query = select(Contact).where(Contact.id.in_(traces.contact_ids))
    for contact in session.scalars(query):
        contact.name = pseudonym
        _empty(contact, {column.name for column in Contact.__table__.c} - OF_A_ROLE)
    consent = Base.metadata.tables["contact_consent"]
    gone = delete(consent).where(consent.c.contact_id.in_(traces.contact_ids))
    session.unguarded("consents of a contact that is emptied").execute(gone)


def empty_account(account: Account, pseudonym: str, *, keeps_name: bool) -> None:
    """What an account that is a person holds of them; `keeps_name`: contracts were made under it, and letters about
    them must find their way."""
    account.mobile, account.tel, account.email = None, "", ""
    if keeps_name:
        return
    payment = {one.name for one in Account.__table__.c if one.name.startswith(OF_PAYMENT)}
    _empty(account, columns_of("account", DataClass.PERSONAL, DataClass.SECRET) | payment)
    account.name_zh, account.short_name, account.legal_rep = pseudonym, "", ""
    account.city, account.address = "", ""
    account.id_no_sealed = account.id_no_hash = account.id_no_tail = None
    if account.status != MERGED:  # one that goes on in another account stays hidden
        account.status = AccountStatus.ARCHIVED


def _empty(row: Account | Contact, names: Set[str]) -> None:
    """Take the values out of these columns; yes and no, and what was never set, stay."""
    for name in names:
        column = row.__table__.c[name]
        if column.nullable:
            setattr(row, name, None)
        elif column.type.python_type in (str, list):
            setattr(row, name, column.type.python_type())


def has_contracts(connection: Connection, account_id: int) -> bool:
    """Whether anything was ever agreed with the account: then its party keeps the name that signed."""
    contract = Base.metadata.tables["contract"]
    return connection.scalar(select(contract.c.id).where(contract.c.account_id == account_id).limit(1)) is not None


def _remove(connection: Connection, login_id: int) -> None:
    for name, key in WITH_THE_LOGIN.items():
        table = Base.metadata.tables[name]
        connection.execute(delete(table).where(table.c[key] == login_id))
    token = Base.metadata.tables["link_token"]
    own = (token.c.subject_id == login_id, token.c.purpose.in_(("reset", "email", "calendar")))
    connection.execute(delete(token).where(*own))
    invitation = Base.metadata.tables["invitation"]
    connection.execute(update(invitation).where(invitation.c.login_id == login_id).values(email="", name=""))


def _drop_proposals(work: Work, traces: Traces) -> None:
    """What they proposed, or what was proposed about them, cannot be accepted once it holds a pseudonym."""
    theirs = or_(ArchiveProposal.proposed_by_id == traces.login_id, ArchiveProposal.contact_id.in_(traces.contact_ids))
    query = select(ArchiveProposal).where(ArchiveProposal.state == ProposalState.OPEN, theirs)
    for proposal in work.session.scalars(query):
        proposal.settle(ProposalState.WITHDRAWN, by=work.actor, at=work.now)


def _empty_accounts(work: Work, traces: Traces, pseudonym: str) -> None:
    connection = work.session.unguarded("whether contracts keep a name")
    hidden = {OUTSIDE_SCOPE: "the person may go on within another account"}
    query = select(Account).where(Account.id.in_(traces.own_account_ids))
    for account in work.session.scalars(query, execution_options=hidden):
        empty_account(account, pseudonym, keeps_name=has_contracts(connection, account.id))
    ids = traces.own_account_ids
    for merge in work.session.scalars(
        select(AccountMerge).where(or_(AccountMerge.account_id.in_(ids), AccountMerge.gone_id.in_(ids)))
    ):
        merge.changed = [cell for cell in merge.changed if not _SECRET.match(cell[2])]


def _close(work: Work, login: Login, pseudonym: str) -> None:
    login.name, login.email, login.mobile = pseudonym, None, None
    login.password_hash = login.totp_secret = login.totp_confirmed_at = None
    login.deactivated_at = login.deactivated_at or work.now
    member = Base.metadata.tables["membership"]
    ended = update(member).where(member.c.login_id == login.id, member.c.ended_at.is_(None)).values(ended_at=work.now)
    work.session.unguarded("whatever accounts they acted for").execute(ended)


def _scrub_events(work: Work, traces: Traces, pseudonym: str) -> Mapping[str, Any]:
    """Replace the person in what events hold; of those that are sealed, what the verify command needs to know."""
    instead, vouched = words_for(traces, pseudonym, with_names=True), {}
    about = or_(
        Event.account_id.in_(traces.account_ids),
        Event.actor_login_id == traces.login_id,
        (Event.subject == "login") & (Event.subject_id == traces.login_id),
    )
    query = select(Event).where(about).order_by(Event.id)
    for event in work.session.scalars(query, execution_options={"yield_per": 500}):
        new = replaced(event.facts, instead)
        if new != event.facts:
            event.facts = new
            if event.seal is not None:
                vouched[str(event.id)] = [event.seal, vouch(event)]
    work.session.flush()
    return vouched
