"""The people at an account: one of them is the main contact."""

from typing import Any

from sqlalchemy import bindparam, select, update

from portal.domain.accounts.marked import marks_of, still_marked
from portal.domain.accounts.models import Account, Contact
from portal.domain.base import NotFound, Refused
from portal.domain.work import Repository

_OF = (
    select(Contact).where(Contact.account_id == bindparam("of_account")).order_by(Contact.is_primary.desc(), Contact.id)
)


class Contacts(Repository):
    def of(self, account: Account) -> list[Contact]:
        """Everybody named at the account, the main contact first."""
        return list(self.session.scalars(_OF, {"of_account": account.id}))

    def get(self, account: Account, contact_id: int) -> Contact:
        """One person of the account; raises NotFound."""
        query = select(Contact).where(Contact.account_id == account.id, Contact.id == contact_id)
        contact: Contact | None = self.session.scalar(query)
        if contact is None:
            raise NotFound(str(contact_id))
        return contact

    def add(self, account: Account, facts: dict[str, Any]) -> Contact:
        """A new person at the account; the first one is primary, a new primary one takes over."""
        is_primary = facts["is_primary"] or not self.of(account)
        self._step_down(account, is_primary)
        contact = Contact(account_id=account.id, **{**facts, "is_primary": is_primary})
        self.session.add(contact)
        contact.record("contact.added", by=self.work.actor, at=self.work.now, name=contact.name)
        return contact

    def change(self, account: Account, contact: Contact, facts: dict[str, Any]) -> None:
        """Set a person's fields; who is primary stays so until another one takes over, and marks that stop gifts stay
        until two of us take them off (marks.py)."""
        self._step_down(account, facts["is_primary"] and not contact.is_primary)
        facts = {**facts, "is_primary": facts["is_primary"] or contact.is_primary}
        contact.change(still_marked(contact, facts), by=self.work.actor, at=self.work.now)

    def remove(self, account: Account, contact: Contact) -> None:
        """Take a person out; Refused("contact.is_primary") while others are left and none of them is primary, and
        Refused("contact.marked") while a mark stops gifts to them: that takes two of us."""
        if marks_of(contact):
            raise Refused("contact.marked", name=contact.name)
        self.take_out(account, contact)

    def take_out(self, account: Account, contact: Contact) -> None:
        """The same with the word of two."""
        if contact.is_primary and len(self.of(account)) > 1:
            raise Refused("contact.is_primary", name=contact.name)
        contact.record("contact.removed", by=self.work.actor, at=self.work.now, name=contact.name)
        self.session.delete(contact)

    def _step_down(self, account: Account, for_another: bool) -> None:
        """There is one primary contact at most, and the database minds the order."""
        if for_another:
            gone = update(Contact).where(Contact.account_id == account.id, Contact.is_primary).values(is_primary=False)
            self.session.execute(gone)
