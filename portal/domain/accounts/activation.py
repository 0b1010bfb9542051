"""Moving an account to another status: it becomes active only when nothing mandatory is missing from its archive."""

from portal.domain.accounts.completeness import lacking
from portal.domain.accounts.contacts import Contacts
from portal.domain.accounts.fields import filled_in
from portal.domain.accounts.kinds import AccountStatus
from portal.domain.accounts.models import Account
from portal.domain.accounts.repository import AccountRepository
from portal.domain.base import Refused
from portal.domain.work import Work


def change_status(work: Work, account: Account, *, status: str, reason: str) -> None:
    """Refused("account.same_status") for no change, Refused("account.incomplete", fields=…) with every mandatory field
    that an account to be activated lacks, heaviest and first of the table first."""
    if status == account.status:
        raise Refused("account.same_status")
    if status == AccountStatus.ACTIVE:
        missing = missing_to_activate(work, account)
        if missing:
            raise Refused("account.incomplete", fields=missing)
    account.change_status(status, by=work.actor, at=work.now, reason=reason)


def missing_to_activate(work: Work, account: Account) -> tuple[str, ...]:
    """The mandatory fields of its kind that its archive does not hold."""
    facts = filled_in(account, AccountRepository(work).standing(account), Contacts(work).of(account))
    return lacking(account.kind, facts).mandatory
