"""What rows say about accounts that are there: what differs is changed, and what stood there is kept for undoing."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload, undefer_group

from portal.domain.accounts.archive_columns import ARCHIVE
from portal.domain.accounts.changes import masked_changes
from portal.domain.accounts.models import Account, AccountStanding, Contact
from portal.domain.accounts.papers.typed_licence import is_lifted
from portal.domain.accounts.secrets import SECRETS
from portal.domain.base import Base
from portal.intake.facts import account_facts, contact_facts, means_same_name, plain, remark_lines, standing_facts
from portal.intake.models import ImportRow
from portal.intake.takeover import Takeover

Changed = dict[str, list[Any]]


def update_accounts(takeover: Takeover, rows: Sequence[ImportRow]) -> None:
    """Set what the rows say and what differs; one event for each account that changes, none where nothing does."""
    if not rows:
        return
    ids = {row.account_id for row in rows}
    chosen = (
        select(Account)
        .where(Account.id.in_(ids))
        .options(selectinload(Account.contacts), undefer_group(ARCHIVE))
        .with_for_update(key_share=True)
    )
    accounts = {account.id: account for account in takeover.session.scalars(chosen)}
    kept = select(AccountStanding).where(AccountStanding.account_id.in_(ids))
    standings = {standing.account_id: standing for standing in takeover.session.scalars(kept)}
    for row in rows:
        account = accounts.get(row.account_id or 0)
        if account is None:  # taken back since somebody chose it
            continue
        standing = standings.get(account.id) or AccountStanding(account_id=account.id, remark="")
        standings[account.id] = standing
        _update(takeover, row, account, standing)


def _update(takeover: Takeover, row: ImportRow, account: Account, standing: AccountStanding) -> None:
    takeover.session.add(standing)
    day = account.licence_until
    row.before = {
        "account": _set(account, _account_news(account, account_facts(row.values, takeover.managers))),
        "contact": {},
        "standing": _set(standing, standing_facts(
            row.values, remark_lines(row.values, takeover.headings, takeover.managers), takeover.managers,
            standing.remark)),
    }  # fmt: skip
    news = contact_facts(row.values)
    row.before = row.before | {"contact": _set_contact(takeover, account, news, row.before["account"]) if news else {}}
    row.applied_at, row.outcome = takeover.at, "changed" if any(row.before.values()) else "same"
    if row.outcome == "changed":
        takeover.record(account, "account.changed", changes=told(row.before))
    if is_lifted(day, account.licence_until, takeover.at):
        takeover.record(account, "account.licence_day_moved", day=day and day.isoformat())


def told(before: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Before and after as the event tells them: numbers masked, a contact by its name, a remark without its words."""
    account = {name: pair for name, pair in before["account"].items() if not name.endswith(("_sealed", "_hash"))}
    for name in SECRETS:
        if f"{name}_tail" in account:
            account[name] = account.pop(f"{name}_tail")
    changes = masked_changes(account | before["standing"])
    if "remark" in changes:
        changes["remark"] = [None, "…"]
    return changes | ({"contact": [None, before["contact"]["name_now"]]} if before["contact"] else {})


def _account_news(account: Account, facts: dict[str, Any]) -> dict[str, Any]:
    if means_same_name(account.name_zh, facts.get("name_zh", "")):
        facts.pop("name_zh")
    for name in SECRETS:
        if facts.get(f"{name}_hash") == getattr(account, f"{name}_hash"):
            facts.pop(f"{name}_sealed", None)
    return facts


def _set_contact(takeover: Takeover, account: Account, facts: dict[str, Any], changed_too: Changed) -> dict[str, Any]:
    """A contact of the same name is changed; anybody else is one more, the first one primary.

    A mobile or e-mail of their own stays where the file repeats what the account had already.
    """
    contact = next((one for one in account.contacts if one.name == facts["name"]), None)
    if contact is not None:
        own = {name for name in ("mobile", "email") if getattr(contact, name) and name not in changed_too}
        changed = _set(contact, {name: value for name, value in facts.items() if name not in own})
        return {"id": contact.id, "name_now": contact.name, **changed} if changed else {}
    contact = Contact(is_primary=not account.contacts, **facts)
    account.contacts.append(contact)
    takeover.session.flush()
    return {"id": contact.id, "name_now": contact.name, "added": facts}


def _set(row: Base, facts: dict[str, Any]) -> Changed:
    """Set what differs; column → [what stood there, what stands there now]."""
    changed = {
        name: [plain(getattr(row, name)), plain(value)] for name, value in facts.items() if getattr(row, name) != value
    }
    for name in changed:
        setattr(row, name, facts[name])
    return changed
