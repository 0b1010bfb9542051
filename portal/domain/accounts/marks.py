"""Marks of a contact that stop gifts: whoever keeps the archive sets one, and two of us take one off (domain 7.3)."""

from collections.abc import Sequence
from typing import Any

from portal.domain.accounts.contacts import Contacts
from portal.domain.accounts.marked import MARKS, marks_of
from portal.domain.accounts.models import Account, Contact
from portal.domain.base import Refused
from portal.domain.people.roles import StaffRole
from portal.domain.work import Repository

REMOVAL = "removal"
"""Asked for where the marked person is to leave the list: the same name could follow without a mark."""
DECIDERS = (StaffRole.LEGAL, StaffRole.EXECUTIVE)
"""Compliance and the management, whose word takes a mark off; administrators beside them."""


class Marks(Repository):
    def ask_lift(self, account: Account, contact: Contact, what: Sequence[str], reason: str) -> None:
        """Say that marks are wrong, or that the person is to go, and why. They go on stopping gifts until another one
        of us agrees. Refused where it was asked already, and for what does not stand."""
        if contact.lift_by_id is not None:
            raise Refused("contact.lift_asked", name=contact.name)
        if not what or not set(what) <= {*marks_of(contact), REMOVAL}:
            raise Refused("contact.not_marked", name=contact.name)
        contact.lift_by_id, contact.lift_reason = self.work.actor.staff_id, reason
        contact.lift_of = [mark for mark in (*MARKS, REMOVAL) if mark in what]
        self._record(account, contact, "contact.lift_asked", marks=contact.lift_of, about=contact.name)

    def lift(self, account: Account, contact: Contact) -> None:
        """Agree: the marks are gone, or the person is. Refused unless somebody else asked for it."""
        if contact.lift_by_id is None or contact.lift_by_id == self.work.actor.staff_id:
            raise Refused("contact.own_lift", name=contact.name)
        what, asked_by = contact.lift_of, contact.lift_by_id
        self._settle(contact)
        for mark in set(what) & set(MARKS):
            setattr(contact, mark, False)
        self._record(account, contact, "contact.marks_lifted", marks=what, asked_by=asked_by)
        if REMOVAL in what:
            Contacts(self.work).take_out(account, contact)

    def keep(self, account: Account, contact: Contact) -> None:
        """They are right after all, whoever finds so: everything stays as it was."""
        if contact.lift_by_id is None:
            raise Refused("contact.lift_not_asked", name=contact.name)
        marks = contact.lift_of
        self._settle(contact)
        self._record(account, contact, "contact.marks_kept", marks=marks)

    def _settle(self, contact: Contact) -> None:
        contact.lift_by_id, contact.lift_reason, contact.lift_of = None, "", []

    def _record(self, account: Account, contact: Contact, kind: str, **facts: Any) -> None:
        """Under the account's number: the contact is found there. Never the words of the reason."""
        contact.number = account.number
        contact.record(kind, by=self.work.actor, at=self.work.now, name=contact.name, **facts)
