"""Rows become lines of the ledger: booked, or in place of what was booked; the sums of twelve months follow at once."""

from collections import defaultdict
from typing import Any

from portal.domain.sales.keeping import renew_trailing
from portal.domain.sales.models import SalesMonth
from portal.intake.models import ImportBatch, ImportRow
from portal.intake.sales.columns import FIGURES
from portal.intake.sales.looking_up import booked, named_in
from portal.intake.takeover import Takeover


def take_sales(takeover: Takeover, _batch: ImportBatch, rows: list[ImportRow]) -> None:
    """One event tells of all lines of an account that are new in this transaction, one of each that was replaced."""
    session = takeover.session
    named = named_in(session, (row.values for row in rows))
    found = {row.position: key for row in rows if (key := named.key_of(row.values))}
    there = booked(session, found.values())
    lines: dict[int, SalesMonth] = {}
    for row in rows:
        key = found.get(row.position)
        if key is None:  # the account or the product is gone since the check
            continue
        facts: dict[str, Any] = {name: row.values[name] for name in FIGURES}
        line = there.get(key)
        if line is None:
            line = there[key] = SalesMonth(
                account_id=key[0], product_id=key[1], month=key[2], import_no=takeover.number,
                recorded_at=takeover.at, **facts,
            )  # fmt: skip
            session.add(line)
            row.outcome, row.before = "added", {"changes": {}}
        else:
            row.outcome, row.before = _replace(takeover, line, facts)
        row.account_id, row.applied_at, lines[row.position] = key[0], takeover.at, line
    session.flush()
    _tell(takeover, rows, lines)
    for row in rows:
        if row.position in lines:
            row.before = {**row.before, "id": lines[row.position].id}
    months = [line.month for line in lines.values()]
    renew_trailing(session, {line.account_id for line in lines.values()}, min(months, default=None))


def _replace(takeover: Takeover, line: SalesMonth, facts: dict[str, int]) -> tuple[str, dict[str, Any]]:
    """What becomes of the row, and what is kept for taking it back."""
    changes = {name: [getattr(line, name), value] for name, value in facts.items() if getattr(line, name) != value}
    if not changes:
        return "same", {"changes": {}}
    was = {"import_no": line.import_no, "recorded_at": line.recorded_at.isoformat()}
    for name in changes:
        setattr(line, name, facts[name])
    line.import_no, line.recorded_at = takeover.number, takeover.at
    return "changed", {"changes": changes, "was": was}


def _tell(takeover: Takeover, rows: list[ImportRow], lines: dict[int, SalesMonth]) -> None:
    fresh: dict[int, list[SalesMonth]] = defaultdict(list)
    for row in rows:
        line = lines.get(row.position)
        if line is not None and row.outcome == "added":
            fresh[line.account_id].append(line)
        elif line is not None and row.outcome == "changed":
            takeover.record(line, "sales.corrected", product=row.values["product_code"],
                            month=f"{line.month:%Y-%m}", changes=row.before["changes"])  # fmt: skip
    for some in fresh.values():
        takeover.record(some[0], "sales.booked", **told(some))


def told(lines: list[SalesMonth]) -> dict[str, Any]:
    """How many lines there are, of which months, and what they come to (fen)."""
    months = sorted(f"{line.month:%Y-%m}" for line in lines)
    return {"rows": len(lines), "first": months[0], "last": months[-1], "amount": sum(line.amount for line in lines)}
