"""What an import made of accounts goes back: added ones that nobody used since, values that nobody changed since."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import selectinload, undefer_group

from portal.domain.accounts.archive_columns import ARCHIVE
from portal.domain.accounts.merging.models import AccountDistinct
from portal.domain.accounts.models import Account, AccountStanding, Contact
from portal.domain.base import AccountOwned, Base
from portal.domain.care.models import CareDuty
from portal.domain.events import Event
from portal.domain.levels.models import AccountHealth, StageQuarter
from portal.domain.quality.models import ArchiveQuality, FieldCheck
from portal.domain.scope import GuardedSession
from portal.intake.facts import plain, typed
from portal.intake.introducing import set_back, untie
from portal.intake.lease import starter
from portal.intake.marks import take_off
from portal.intake.models import ImportBatch, ImportRow
from portal.intake.takeover import Takeover
from portal.intake.updating import told

MADE = frozenset({
    "account", "account_standing", "contact", "event", "search_entry", "archive_quality", "field_check", "care_duty",
    "account_health", "stage_quarter",
})  # fmt: skip
"""Tables in which an import itself, or the worker after it, leaves rows of an account; a row in any other says that
somebody uses it."""

_WHOLE = (selectinload(Account.contacts), undefer_group(ARCHIVE))


def take_back_rows(session: GuardedSession, batch: ImportBatch, rows: list[ImportRow]) -> None:
    """Updates first: they came later than the account that an earlier row of the same transaction added."""
    takeover = Takeover(session, batch.number, starter(session, batch), datetime.now(UTC), {}, {})
    take_off(session, rows)
    ids = {row.account_id for row in rows}
    chosen = select(Account).where(Account.id.in_(ids)).options(*_WHOLE).with_for_update()
    accounts = {account.id: account for account in session.scalars(chosen)}
    standings = {standing.account_id: standing for standing in
                 session.scalars(select(AccountStanding).where(AccountStanding.account_id.in_(ids)))}  # fmt: skip
    for row in rows:
        if row.outcome != "added":
            account = accounts.get(row.account_id or 0)
            row.outcome = _set_back(takeover, row.before, account, standings) if account else "kept"
    session.flush()
    _remove(takeover, batch, [row for row in rows if row.outcome == "added"], accounts)
    for row in rows:
        row.undone_at = takeover.at


def _set_back(takeover: Takeover, before: dict[str, Any], account: Account, standings: dict[int, Any]) -> str:
    """set_back when every value could return, kept when one was changed since."""
    contact = next((one for one in account.contacts if one.id == before["contact"].get("id")), None)
    returned: dict[str, Any] = {
        "account": _returned(account, before["account"]),
        "contact": _returned(contact, before["contact"]),
        "standing": _returned(standings.get(account.id), before["standing"]),
    }
    if contact is not None and _is_as_added(contact, before["contact"]):
        takeover.session.delete(contact)
    if returned["contact"] or before["contact"].get("added"):
        returned["contact"] |= {"name_now": before["contact"]["name_now"]}
    if any(returned.values()):
        takeover.record(account, "account.import_undone", changes=told(returned))
    all_back = all(_pairs(returned[part]).keys() == _pairs(before[part]).keys() for part in returned)
    return "set_back" if set_back(standings.get(account.id), before) and all_back else "kept"


def _is_as_added(contact: Contact, before: dict[str, Any]) -> bool:
    return bool(before.get("added")) and all(getattr(contact, name) == value for name, value in before["added"].items())


def _returned(row: Base | None, before: dict[str, Any]) -> dict[str, list[Any]]:
    still = {
        name: pair for name, pair in _pairs(before).items() if row is not None and plain(getattr(row, name)) == pair[1]
    }
    for name, (old, _) in still.items():
        setattr(row, name, typed(name, old))
    return {name: [new, old] for name, (old, new) in still.items()}


def _pairs(before: dict[str, Any]) -> dict[str, list[Any]]:
    """Column → [old, new], without what else is noted about a contact."""
    return {name: pair for name, pair in before.items() if isinstance(pair, list)}


def _remove(takeover: Takeover, batch: ImportBatch, rows: list[ImportRow], accounts: dict[int, Account]) -> None:
    """The account goes with its contact, standing and entry; its events stay, for they tell what was."""
    session = takeover.session
    used = _used(session, [row.account_id for row in rows if row.account_id in accounts], takeover.number)
    used |= untie(session, batch, accounts.keys() & {row.account_id for row in rows} - used)
    gone = []
    for row in rows:
        if row.account_id not in accounts or row.account_id in used:
            row.outcome = "kept"
            continue
        takeover.record(accounts[row.account_id], "account.import_undone")
        gone.append(row.account_id)
        row.outcome, row.account_id = "removed", None
    session.flush()
    for table, column in (
        (Contact, Contact.account_id),
        (AccountStanding, AccountStanding.account_id),
        (ArchiveQuality, ArchiveQuality.account_id),
        (FieldCheck, FieldCheck.account_id),
        (CareDuty, CareDuty.account_id),
        (AccountHealth, AccountHealth.account_id),
        (StageQuarter, StageQuarter.account_id),
        (Account, Account.id),
    ):
        session.execute(delete(table).where(column.in_(gone)), execution_options={"synchronize_session": False})
    for account_id in gone:
        session.expunge(accounts[account_id])


def _used(session: GuardedSession, ids: list[int], number: str) -> set[int]:
    """Accounts of which anything else is told, or to which anything else belongs, since the import."""
    used = set()
    told_of = select(Event.account_id, Event.facts).where(Event.account_id.in_(ids))
    for account_id, facts in session.execute(told_of):
        if facts.get("import") != number:
            used.add(account_id)
    told_apart = select(AccountDistinct.other_id).where(AccountDistinct.other_id.in_(ids))
    used |= set(session.scalars(told_apart))
    for table in _tables_of_accounts():
        used |= set(session.scalars(select(table.account_id).where(table.account_id.in_(ids)).distinct()))
    return used


def _tables_of_accounts() -> list[Any]:
    mapped: Iterator[Any] = (mapper.class_ for mapper in Base.registry.mappers)
    return [table for table in mapped if issubclass(table, AccountOwned) and table.__tablename__ not in MADE]
