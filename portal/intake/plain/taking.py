"""Rows become people, papers or products: added, or set where they differ; what stood there is kept for undoing."""

from typing import Any

from sqlalchemy import select

from portal.domain.accounts.changes import masked_changes
from portal.domain.accounts.marked import still_marked
from portal.domain.accounts.models import Contact, Qualification
from portal.domain.products.models import Supply
from portal.intake.facts import plain
from portal.intake.models import ImportBatch, ImportRow
from portal.intake.plain.kinds import SUPPLY, Kind
from portal.intake.plain.papers import opened, settle, wait
from portal.intake.takeover import Takeover


class Taking:
    """Takes over some rows of one kind in one transaction; what is known is looked up once more."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    def __call__(self, takeover: Takeover, batch: ImportBatch, rows: list[ImportRow]) -> None:
        values = [opened(row.values) for row in rows]
        accounts = self.kind.accounts(takeover.session, values)
        there = self.kind.there(takeover.session, values, accounts)
        for row, told_by_row in zip(rows, values, strict=True):
            account = accounts.get(row.values.get("account_no", ""))
            if self.kind.of_account and account is None:  # it was taken back since the check
                continue
            key = self.kind.key_of(told_by_row, account.id if account else None)
            there[key] = self._take(takeover, row, there.get(key), account, accounts)

    def _take(self, takeover: Takeover, row: ImportRow, found: Any, account: Any, accounts: dict[str, Any]) -> Any:
        facts = settle(self.kind.facts(opened(row.values)), takeover.by)
        if isinstance(found, Contact):
            facts = still_marked(found, facts)
        stepped_down = self._step_down(takeover, found, account, facts)
        if found is None:
            found = self._made(account, facts)
            if isinstance(found, Qualification):
                wait(found, takeover, facts)
            takeover.session.add(found)
            takeover.session.flush()
            changes, row.outcome = {}, "added"
        else:
            changes = {name: [plain(getattr(found, name)), plain(value)] for name, value in facts.items()
                       if getattr(found, name) != value}  # fmt: skip
            for name in changes:
                setattr(found, name, facts[name])
            takeover.session.flush()
        supply = self._supply(takeover, found, row, accounts)
        row.before = {"id": found.id, "changes": changes, "supply": supply, "stepped_down": stepped_down}
        if isinstance(found, Qualification):
            row.before = row.before | {"state": found.state}
        row.applied_at, row.account_id = takeover.at, account.id if account else None
        if row.outcome != "added":
            row.outcome = "changed" if changes or supply or stepped_down else "same"
        if row.outcome != "same":
            verb = "added" if row.outcome == "added" else "changed"
            takeover.record(found, f"{self.kind.noun}.{verb}", **told(self.kind, found, changes))
        return found

    def _made(self, account: Any, facts: dict[str, Any]) -> Any:
        return self.kind.model(**facts, **({"account_id": account.id} if self.kind.of_account else {}))

    def _step_down(self, takeover: Takeover, found: Any, account: Any, facts: dict[str, Any]) -> list[int]:
        """There is one main contact; the first one is it, and stays it until another one is told to be."""
        if self.kind.model is not Contact:
            return []
        mains = select(Contact).where(Contact.account_id == account.id, Contact.is_primary)
        main = takeover.session.scalar(mains)
        if main is None:
            facts["is_primary"] = True
        if main is found and main is not None:
            facts.pop("is_primary", None)
        if main is None or main is found or not facts.get("is_primary"):
            return []
        main.is_primary = False
        takeover.session.flush()
        return [main.id]

    def _supply(self, takeover: Takeover, product: Any, row: ImportRow, accounts: dict[str, Any]) -> dict[str, Any]:
        """What was kept of where a product comes from, and what is now; empty where nothing differs."""
        if self.kind.of_account or not any(name in row.values for name in SUPPLY):
            return {}
        supply = takeover.session.scalar(select(Supply).where(Supply.product_id == product.id))
        was = supply_facts(supply)
        supplier = accounts.get(row.values.get("supplier_no", ""))
        now = {**was, **{name: row.values[name] for name in SUPPLY[1:] if name in row.values}}
        if supplier is not None:
            now["account_id"] = supplier.id
        if now == was or "account_id" not in now:
            return {}
        if supply is None:
            takeover.session.add(Supply(product_id=product.id, **now))
        else:
            for name, value in now.items():
                setattr(supply, name, value)
        return {"was": was, "is": {"listed_price": None, "supply_price": None, **now}}


def supply_facts(supply: Supply | None) -> dict[str, Any]:
    """Its columns, for comparing; nothing where there is none."""
    names = ("account_id", "listed_price", "supply_price")
    return {} if supply is None else {name: getattr(supply, name) for name in names}


def told(kind: Kind, row: Any, changes: dict[str, Any]) -> dict[str, Any]:
    """What the event says: a name or code, and what differs with numbers masked."""
    named = {"contact": {"name": getattr(row, "name", "")}, "product": {"code": getattr(row, "code", "")},
             "qualification": {"doc_type": getattr(row, "doc_type", "")}}[kind.noun]  # fmt: skip
    return {**named, **({"changes": masked_changes(changes)} if changes else {})}
