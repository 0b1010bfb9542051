"""Data that nothing needs any more: leads nobody touched for long, without a contract (PIPL 19)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import exists, func, select

from portal.domain.accounts.kinds import AccountKind, AccountStatus
from portal.domain.accounts.models import Account, Contact
from portal.domain.contracts.models import Contract
from portal.domain.events import Event
from portal.domain.privacy.forgetting import empty_account, empty_contacts
from portal.domain.privacy.persons import of_contacts, without_marks_of_others
from portal.domain.privacy.scrubbing import scrub
from portal.domain.work import Work

LETS_GO, TOLD = "account.let_go", "account.due_to_go"
WARNED_FOR = timedelta(days=14)
"""Between telling that a lead is due and acting: time to call it, or to note that somebody did."""


@dataclass(frozen=True)
class OldLead:
    """A lead, when somebody last did something about it, how many people it names, and since when we know it is due."""

    account_id: int
    number: str
    name_zh: str
    touched_at: datetime
    contacts: int
    told_at: datetime | None

    @property
    def goes_at(self) -> datetime | None:
        """When its people go, if nobody does anything about it; None before anybody was told."""
        return self.told_at + WARNED_FOR if self.told_at else None


def months_before(moment: datetime, months: int) -> datetime:
    """The same day `months` calendar months earlier, the last of its month where it has no such day (UTC)."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    first = moment.astimezone(UTC).replace(day=1, year=year, month=month + 1)
    following = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
    return first.replace(day=min(moment.day, (following - first).days))


def old_leads(work: Work, months: int, most: int = 200) -> Sequence[OldLead]:
    """Leads without a contract whose last touch lies `months` calendar months back, the oldest first; none for 0.

    A touch is anything that a person did about the account; what the portal did by itself is none.
    """
    if months <= 0:
        return []
    before = months_before(work.now, months)
    by_people = (Event.account_id == Account.id, Event.actor_kind != "system")
    last = select(func.max(Event.at)).where(*by_people).correlate(Account).scalar_subquery()
    let_go = exists().where(Event.account_id == Account.id, Event.kind == LETS_GO)
    contracts = exists().where(Contract.account_id == Account.id)
    people = select(func.count(Contact.id)).where(Contact.account_id == Account.id).correlate(Account).scalar_subquery()
    told = (Event.account_id == Account.id, Event.kind == TOLD)
    told_at = select(func.max(Event.at)).where(*told).correlate(Account).scalar_subquery()
    touched = func.coalesce(last, Account.created_at)
    query = (  # fmt: skip
        select(
            Account.id,
            Account.number,
            Account.name_zh,
            touched.label("touched"),
            people.label("people"),
            told_at.label("told"),
        )
        .where(Account.status == AccountStatus.LEAD, Account.created_at < before, ~contracts, ~let_go)
        .where(touched < before)
    )
    rows = work.session.execute(query.order_by(Account.id).limit(most)).all()
    found = [OldLead(*row) for row in rows]
    for place, one in enumerate(found):
        if one.told_at is not None and one.told_at <= one.touched_at:  # somebody did something since: told anew
            found[place] = replace(one, told_at=None)
    return sorted(found, key=lambda one: one.touched_at)


def tell_or_let_go(work: Work, lead: OldLead) -> bool:
    """Say first that it is due; WARNED_FOR later take its people out. Whether anything was done."""
    if lead.goes_at is None:
        account = work.session.get_one(Account, lead.account_id)
        account.record(TOLD, by=work.actor, at=work.now, contacts=lead.contacts)
    elif lead.goes_at <= work.now:
        let_go(work, lead)
    else:
        return False
    return True


def let_go(work: Work, lead: OldLead) -> None:
    """Take the people out of a lead; the name of a company stays, that of a person goes."""
    account = work.session.get_one(Account, lead.account_id)
    ids = list(work.session.scalars(select(Contact.id).where(Contact.account_id == account.id)))
    traces, pseudonym = without_marks_of_others(work.session, of_contacts(work.session, ids)), f"已删除{account.id}"
    empty_contacts(work.session, traces, pseudonym)
    is_person = account.kind in (AccountKind.INDIVIDUAL, AccountKind.PERIPHERAL) and not account.uscc
    empty_account(account, pseudonym, keeps_name=not is_person)
    account.status = AccountStatus.ARCHIVED
    work.session.flush()
    if traces.marks or traces.names or traces.shared:
        scrub(work.session.unguarded("a lead's people are taken out wherever they stand"), traces, pseudonym)
    account.record(LETS_GO, by=work.actor, at=work.now, contacts=len(ids))
