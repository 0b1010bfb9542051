"""What an import made of agreements goes back, as long as nobody worked with them since and nothing hangs on them."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Table, delete, select
from sqlalchemy.orm import joinedload

from portal.domain.accounts.models import Account
from portal.domain.base import Base, Refused
from portal.domain.contracts import drafting
from portal.domain.contracts.loading import whole
from portal.domain.contracts.models import Clause, Contract, ContractProduct, ContractTerritory, ContractVersion
from portal.domain.contracts.overrides import ContractOverride
from portal.domain.events import Event
from portal.domain.scope import GuardedSession
from portal.domain.work import Work
from portal.intake.contracts.recording import Recorder
from portal.intake.contracts.snapshots import snapshot
from portal.intake.lease import starter
from portal.intake.models import ImportBatch, ImportRow
from portal.search.index import remove

Undone = Callable[[GuardedSession, Recorder, ImportRow], str]
MADE = frozenset(
    {"contract", "contract_version", "clause", "contract_product", "contract_territory", "contract_override"}
)
"""Tables an agreement itself consists of; a row of any other that points at them says that somebody uses it."""


def take_back_rows(session: GuardedSession, batch: ImportBatch, rows: list[ImportRow]) -> None:
    """Remove what was added and set back what was changed; what was used since is kept."""
    undo_each(session, batch, rows, _undone)


def undo_each(session: GuardedSession, batch: ImportBatch, rows: list[ImportRow], undone: Undone) -> None:
    """What `undone` says became of each, in one transaction."""
    recorder = Recorder(Work(session, starter(session, batch), datetime.now(UTC), writes=True), batch.number)
    for row in rows:
        row.outcome = undone(session, recorder, row)
        row.undone_at = recorder.work.now


def _undone(session: GuardedSession, recorder: Recorder, row: ImportRow) -> str:
    if row.outcome == "same":
        return "set_back"
    contract = locked(session, row)
    if contract is None or is_used(session, contract, row, recorder.number):
        return "kept"
    if row.outcome == "added":
        _remove(session, recorder, contract)
        row.contract_id = None
        return "removed"
    if snapshot(contract) != row.before["is"]:
        return "kept"
    try:
        with session.begin_nested():
            _set_back(session, recorder, contract, row.before["was"])
    except Refused:  # what it granted then is somebody else's now
        return "kept"
    return "set_back"


def locked(session: GuardedSession, row: ImportRow) -> Contract | None:
    """The agreement that the row made or changed, with all it consists of; nobody else changes it meanwhile."""
    there = select(Contract).where(Contract.id == row.contract_id).options(joinedload(Contract.account), *whole())
    return session.scalars(there.with_for_update(of=Contract)).unique().one_or_none()


def is_used(
    session: GuardedSession, contract: Contract, row: ImportRow, number: str,
    versions: list[ContractVersion] | None = None,
) -> bool:  # fmt: skip
    """Whether anything else was told of the agreement since, or anything points at it; or at these versions of it."""
    some = contract.versions if versions is None else versions
    ids = {
        "contract": [contract.id],
        "contract_version": [version.id for version in some],
        "clause": [clause.id for version in some for clause in version.clauses],
    }
    for subject, subject_ids in ids.items():
        told = select(Event.facts).where(
            Event.subject == subject, Event.subject_id.in_(subject_ids), Event.at >= row.applied_at
        )
        if any(facts.get("import") != number for facts in session.scalars(told)):
            return True
    connection = session.unguarded("asks every table whether a row of it points at the agreement")
    if versions is not None:
        ids["contract"] = []
    return any(
        connection.execute(select(column).where(column.in_(ids[parent])).limit(1)).first() is not None
        for column, parent in _pointers()
    )


def _pointers() -> Iterator[tuple[Any, str]]:
    """Columns of other tables that point at an agreement, a version or a clause, and at which of them."""
    for table in Base.metadata.sorted_tables:
        if table.name not in MADE:
            yield from _pointers_of(table)


def _pointers_of(table: Table) -> Iterator[tuple[Any, str]]:
    for key in table.foreign_keys:
        if key.column.table.name in ("contract", "contract_version", "clause") and key.column.name == "id":
            yield key.parent, key.column.table.name


def _remove(session: GuardedSession, recorder: Recorder, contract: Contract) -> None:
    """The agreement goes with all it consists of and its search entry; its events stay, for they tell what was."""
    contract.record("contract.import_undone", by=recorder.work.actor, at=recorder.work.now)
    recorder.mark_events(contract)
    versions = [version.id for version in contract.versions]
    for table, column, ids in (
        (Clause, Clause.version_id, versions),
        (ContractVersion, ContractVersion.id, versions),
        (ContractProduct, ContractProduct.contract_id, [contract.id]),
        (ContractOverride, ContractOverride.contract_id, [contract.id]),
        (ContractTerritory, ContractTerritory.contract_id, [contract.id]),
        (Contract, Contract.id, [contract.id]),
    ):
        session.execute(delete(table).where(column.in_(ids)), execution_options={"synchronize_session": False})
    remove(session.unguarded("what is gone is not found any more"), "contract", contract.id)
    clauses = [clause for version in contract.versions for clause in version.clauses]
    for gone in (*clauses, *contract.versions, *contract.products, *contract.territories, contract):
        session.expunge(gone)


def _set_back(session: GuardedSession, recorder: Recorder, contract: Contract, was: dict[str, Any]) -> None:
    first = contract.versions[0]
    first.signed_by_us_on, first.signed_by_partner_on = (date.fromisoformat(day) if day else None
                                                         for day in was["signed"])  # fmt: skip
    party = session.get(Account, was["goods_party_id"] or 0)
    recorder.set_facts(contract, party, was)
    by, at = recorder.work.actor, recorder.work.now
    for article in [clause.article for clause in first.clauses if clause.article not in was["clauses"]]:
        drafting.remove_article(contract, article, by=by, at=at)
    recorder.put_clauses(contract, [{"article": article, **kept} for article, kept in was["clauses"].items()])
    contract.record("contract.import_undone", by=by, at=at)
    recorder.mark_events(contract)
