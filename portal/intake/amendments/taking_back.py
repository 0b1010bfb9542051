"""A version that an import recorded goes again, as long as it is the last, as it was, and nobody used it since."""

from sqlalchemy import delete

from portal.domain.accounts.models import Account
from portal.domain.base import Refused
from portal.domain.contracts.models import Clause, Contract, ContractTerritory, ContractVersion
from portal.domain.scope import GuardedSession
from portal.intake.amendments.snapshots import snapshot
from portal.intake.contracts.completing import facts_of
from portal.intake.contracts.recording import Recorder
from portal.intake.contracts.snapshots import snapshot as agreement
from portal.intake.contracts.taking_back import is_used, locked, undo_each
from portal.intake.models import ImportBatch, ImportRow


def take_back_amendments(session: GuardedSession, batch: ImportBatch, rows: list[ImportRow]) -> None:
    """The last version first; what was used since is kept."""
    undo_each(session, batch, rows, _undone)


def _undone(session: GuardedSession, recorder: Recorder, row: ImportRow) -> str:
    if row.outcome == "same":
        return "set_back"
    contract = locked(session, row)
    if contract is None:
        return "kept"
    return _removed(session, recorder, contract, row) if row.outcome == "added" else _set_back(recorder, contract, row)


def _removed(session: GuardedSession, recorder: Recorder, contract: Contract, row: ImportRow) -> str:
    last = contract.versions[-1]
    if last.no != row.before["version_no"] or snapshot(contract, last) != row.before["is"]:
        return "kept"
    if is_used(session, contract, row, recorder.number, [last]):
        return "kept"
    contract.record("contract.import_undone", by=recorder.work.actor, at=recorder.work.now, version_no=last.no)
    recorder.mark_events(contract)
    granted = [one for one in contract.territories if one.version_no == last.no]
    for table, where in (
        (Clause, Clause.version_id == last.id),
        (ContractTerritory, ContractTerritory.id.in_([one.id for one in granted])),
        (ContractVersion, ContractVersion.id == last.id),
    ):
        session.execute(delete(table).where(where), execution_options={"synchronize_session": False})
    session.flush()
    for gone in (*last.clauses, *granted, last, contract):
        session.expunge(gone)
    return "removed"


def _set_back(recorder: Recorder, contract: Contract, row: ImportRow) -> str:
    """The agreement's own territory, while it is a draft and as it was set."""
    if agreement(contract) != row.before["is"]:
        return "kept"
    was = row.before["was"]
    party = recorder.work.session.get(Account, was["goods_party_id"] or 0)
    try:
        with recorder.work.session.begin_nested():
            recorder.contracts.revise(contract, facts_of(was), party)
    except Refused:  # what it granted then is somebody else's now
        return "kept"
    recorder.mark_events(contract)
    return "set_back"
