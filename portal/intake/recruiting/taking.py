"""Rows become prospects: put down, or set where they differ; what stood there is kept for undoing."""

from typing import Any

from portal.domain.recruiting.models import Prospect
from portal.domain.recruiting.stages import Stage
from portal.intake.facts import plain
from portal.intake.models import ImportBatch, ImportRow
from portal.intake.recruiting.judging import COLUMNS, found_by
from portal.intake.recruiting.looking_up import keys_of, named_in, there
from portal.intake.recruiting.numbers import number_for
from portal.intake.recruiting.rules import faults, settled
from portal.intake.takeover import Takeover


def take_prospects(takeover: Takeover, _batch: ImportBatch, rows: list[ImportRow]) -> None:
    """What is known is looked up once more: a row of which something is gone since the check is passed over, as is one
    that no longer holds because somebody moved the prospect meanwhile."""
    session = takeover.session
    named = named_in(session, [row.values for row in rows])
    known = there(session, [row.values for row in rows], named)
    for row in rows:
        try:
            facts = settled(named.facts(row.values))
        except KeyError:  # the product or the colleague is gone
            continue
        found = found_by(row.values, named, known)
        was = {name: getattr(found, name) for name in COLUMNS} if found is not None else {}
        if faults(was | facts, was.get("stage")):
            continue
        found = _added(takeover, row, facts) if found is None else _changed(takeover, row, found, facts)
        session.flush()
        row.before = {**row.before, "id": found.id, "version": found.version}
        row.account_id, row.applied_at = found.account_id, takeover.at
        for key in [(found.number,), *keys_of(row.values, named)]:
            known[key] = found


def _added(takeover: Takeover, row: ImportRow, facts: dict[str, Any]) -> Prospect:
    found = Prospect(
        number=number_for(takeover, row.values), created_at=takeover.at, stage_at=takeover.at,
        **{"stage": str(Stage.IDENTIFIED)} | facts,
    )  # fmt: skip
    takeover.session.add(found)
    row.outcome, row.before = "added", {"changes": {}}
    takeover.record(found, "prospect.added", product=row.values["product_code"], region=found.region)
    return found


def _changed(takeover: Takeover, row: ImportRow, found: Prospect, facts: dict[str, Any]) -> Prospect:
    changes = {name: [plain(getattr(found, name)), plain(value)] for name, value in facts.items()
               if getattr(found, name) != value}  # fmt: skip
    row.outcome, row.before = ("changed" if changes else "same"), {"changes": changes}
    if "stage" in changes:
        changes["stage_at"] = [found.stage_at.isoformat(), takeover.at.isoformat()]
        found.stage_at = takeover.at
    for name in changes.keys() & facts.keys():
        setattr(found, name, facts[name])
    tell(takeover, found, changes)
    return found


def tell(takeover: Takeover, found: Prospect, changes: dict[str, list[Any]]) -> None:
    """The event of what differs: a move says from where to where, of anything else only which columns it was."""
    if "stage" in changes:
        was, now = changes["stage"]
        takeover.record(found, "prospect.moved", **{"from": was, "to": now}, reason=found.lost_reason)
    elif changes:
        takeover.record(found, "prospect.changed", columns=sorted(changes))
