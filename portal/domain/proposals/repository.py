"""Proposing, replacing, taking back, accepting and refusing changes of the archive."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.domain.accounts.contacts import Contacts
from portal.domain.accounts.models import Account, Contact
from portal.domain.base import Conflict, NotFound, Refused
from portal.domain.kept import rows_of
from portal.domain.paging import Page, page_of
from portal.domain.proposals.fields import (
    CONTACT_COLUMNS,
    ProposalAct,
    ProposalState,
    ProposedField,
    Values,
    fingerprint,
    held,
    typed,
)
from portal.domain.proposals.models import ArchiveProposal
from portal.domain.series import next_number
from portal.domain.work import Repository

MOST_SHOWN = 50


class Proposals(Repository):
    def get(self, number: str) -> ArchiveProposal:
        """The proposal of that number within the scope, with who proposed and decided; raises NotFound."""
        query = select(ArchiveProposal).where(ArchiveProposal.number == number).options(*_with_people())
        found: ArchiveProposal | None = self.session.scalar(self.for_change(query))
        if found is None:
            raise NotFound(number)
        return found

    def may_read_files(self, proposal_id: int) -> bool:
        """Evidence can be a person's card: it is for ourselves, owners, and whoever sent it."""
        actor = self.work.actor
        if actor.is_staff or actor.has("owner"):
            return True
        sent = select(ArchiveProposal.proposed_by_id).where(ArchiveProposal.id == proposal_id)
        return actor.login_id is not None and self.session.scalar(sent) == actor.login_id

    def of_account(self, account: Account) -> Sequence[ArchiveProposal]:
        """The newest proposals of the account, at most MOST_SHOWN."""
        query = select(ArchiveProposal).where(ArchiveProposal.account_id == account.id).options(*_with_people())
        return self.session.scalars(query.order_by(ArchiveProposal.id.desc()).limit(MOST_SHOWN)).all()

    def page(self, *, is_open: bool, after: str | None = None, before: str | None = None) -> Page:
        """Proposals of every account in reach, the newest first: those to decide, or those decided."""
        query = select(ArchiveProposal).options(*_with_people())
        state = ArchiveProposal.state == ProposalState.OPEN
        query = query.where(state if is_open else ~state)
        return page_of(self.session, query, (ArchiveProposal.id,), after=after, before=before, descending=True)

    def waiting(self) -> int:
        """How many wait for a decision within reach."""
        return int(rows_of(self.session, _WAITING, {})[0][0])

    def propose(
        self, account: Account, field: ProposedField, after: Mapping[str, Any], *,
        contact: Contact | None = None, act: ProposalAct = ProposalAct.CHANGE, note: str = "",
    ) -> tuple[ArchiveProposal, ArchiveProposal | None]:  # fmt: skip
        """A new open proposal and the older one it takes the place of, if there is one.

        Refused("proposal.nothing_new") when the archive holds this already.
        """
        before = _before(account, field, contact, act)
        if act == ProposalAct.CHANGE and before == dict(after):
            raise Refused("proposal.nothing_new")
        number = self._next_number()
        slot = number if act == ProposalAct.ADD else f"contact {contact.id}" if contact else field.code
        older = self._open_in(account, slot)
        if older is not None:
            older.settle(ProposalState.REPLACED, by=self.work.actor, at=self.work.now)
            self.session.flush()
        assert self.work.actor.login_id is not None
        proposal = ArchiveProposal(
            account_id=account.id, number=number, field=field.code, act=act, slot=slot,
            contact_id=contact.id if contact else None, before=before, after=dict(after), note=note,
            proposed_by_id=self.work.actor.login_id, proposed_at=self.work.now,
        )  # fmt: skip
        self.session.add(proposal)
        proposal.record(
            "proposal.made", by=self.work.actor, at=self.work.now, field=field.code, act=act, changes=proposal.told()
        )
        return proposal, older

    def withdraw(self, proposal: ArchiveProposal) -> None:
        """The partner takes it back; Conflict("proposal.decided") when it is too late."""
        proposal.settle(ProposalState.WITHDRAWN, by=self.work.actor, at=self.work.now)

    def refuse(self, proposal: ArchiveProposal, reason: str) -> None:
        """Leave the archive as it is; the partner reads the reason."""
        proposal.settle(ProposalState.REFUSED, by=self.work.actor, at=self.work.now, reason=reason)

    def accept(self, proposal: ArchiveProposal, seen: str, *, compared: bool = False) -> None:
        """Write what was proposed into the archive, if it still holds what the decider saw (its fingerprint).

        Conflict("proposal.decided") when somebody was faster, Conflict("proposal.changed_meanwhile") when the archive
        was changed since; Refused("proposal.compare_first") for a critical field that nobody compared with its paper.
        """
        account = self.account_of(proposal)
        if proposal.is_open and fingerprint(self.now_held(proposal, account)) != seen:
            raise Conflict("proposal.changed_meanwhile", number=proposal.number)
        if proposal.is_critical and not compared:
            raise Refused("proposal.compare_first")
        proposal.settle(ProposalState.ACCEPTED, by=self.work.actor, at=self.work.now)
        self._write(proposal, account)

    def account_of(self, proposal: ArchiveProposal) -> Account:
        """Whose it is, locked while this work writes."""
        account: Account | None = self.session.scalar(
            self.for_change(select(Account).where(Account.id == proposal.account_id))
        )
        if account is None:
            raise NotFound(proposal.number)
        return account

    def now_held(self, proposal: ArchiveProposal, account: Account) -> Values:
        """What the archive holds now of what the proposal is about; nothing once the contact is gone."""
        if proposal.act == ProposalAct.ADD:
            return {}
        if proposal.contact_id is None:
            return held(account, proposal.about.columns)
        contact = self._contact(proposal)
        return held(contact, CONTACT_COLUMNS) if contact else {}

    def _write(self, proposal: ArchiveProposal, account: Account) -> None:
        contacts, by, at = Contacts(self.work), self.work.actor, self.work.now
        if proposal.act == ProposalAct.ADD:
            contacts.add(account, {**_as_contact(proposal.after), "is_primary": False})
        elif proposal.contact_id is None:
            account.change(typed(account, proposal.after), by=by, at=at)
        else:
            contact = self._contact(proposal)
            if contact is None:
                raise Conflict("proposal.contact_gone", number=proposal.number)
            if proposal.act == ProposalAct.REMOVE:
                contacts.remove(account, contact)
            else:
                facts = {**_as_contact(proposal.after), "is_primary": contact.is_primary}
                contacts.change(account, contact, facts)

    def _contact(self, proposal: ArchiveProposal) -> Contact | None:
        query = select(Contact).where(Contact.account_id == proposal.account_id, Contact.id == proposal.contact_id)
        return self.session.scalar(query)

    def _open_in(self, account: Account, slot: str) -> ArchiveProposal | None:
        query = select(ArchiveProposal).where(
            ArchiveProposal.account_id == account.id, ArchiveProposal.slot == slot,
            ArchiveProposal.state == ProposalState.OPEN,
        )  # fmt: skip
        found: ArchiveProposal | None = self.session.scalar(self.for_change(query))
        return found

    def _next_number(self) -> str:
        month = f"{self.work.today:%Y%m}"
        return f"AC-{month}-{next_number(self.session, f'archive_proposal.{month}'):04d}"


_WAITING = select(func.count(ArchiveProposal.id)).where(ArchiveProposal.state == ProposalState.OPEN)


def _with_people() -> tuple[Any, ...]:
    return (
        joinedload(ArchiveProposal.account, innerjoin=True),
        joinedload(ArchiveProposal.proposed_by, innerjoin=True),
        joinedload(ArchiveProposal.decided_by),
    )


def _before(account: Account, field: ProposedField, contact: Contact | None, act: ProposalAct) -> Values:
    if act == ProposalAct.ADD:
        return {}
    return held(contact, CONTACT_COLUMNS) if contact else held(account, field.columns)


def _as_contact(after: Mapping[str, Any]) -> Values:
    return {"mobile": after.get("mobile")} | {
        name: after.get(name) or "" for name in CONTACT_COLUMNS if name != "mobile"
    }
