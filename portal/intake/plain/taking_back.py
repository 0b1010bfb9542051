"""What an import made of these rows goes back: added ones that are as they were added, values nobody changed since."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.domain.accounts.marked import marks_of
from portal.domain.accounts.models import Contact, Qualification
from portal.domain.products.models import Supply
from portal.domain.scope import GuardedSession
from portal.intake.facts import plain
from portal.intake.lease import starter
from portal.intake.models import ImportBatch, ImportRow
from portal.intake.plain.kinds import Kind
from portal.intake.plain.papers import as_typed, opened
from portal.intake.plain.taking import supply_facts, told
from portal.intake.takeover import Takeover


class TakingBack:
    """Takes some rows of one kind back in one transaction."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    def __call__(self, session: GuardedSession, batch: ImportBatch, rows: list[ImportRow]) -> None:
        takeover = Takeover(session, batch.number, starter(session, batch), datetime.now(UTC), {}, {})
        for row in rows:
            found = session.get(self.kind.model, row.before["id"])
            if found is None:
                outcome = "kept"
            elif row.outcome == "added":
                outcome = self._removed(takeover, found, row)
            else:
                outcome = self._set_back(takeover, found, row.before)
            row.outcome, row.undone_at = outcome, takeover.at

    def _removed(self, takeover: Takeover, found: Any, row: ImportRow) -> str:
        """Removed unless it was changed since or anything points at it."""
        session, facts = takeover.session, as_typed(self.kind.facts(opened(row.values)))
        is_as_added = all(getattr(found, name) == value for name, value in facts.items() if name != "is_primary")
        if isinstance(found, Qualification):  # nobody has looked at it since
            is_as_added = is_as_added and found.state == row.before.get("state", found.state)
        if isinstance(found, Contact):  # two of us take such a person off the list
            is_as_added = is_as_added and not marks_of(found)
        supply = None if self.kind.of_account else session.scalar(select(Supply).where(Supply.product_id == found.id))
        if not is_as_added or supply_facts(supply) != (row.before["supply"] or {"is": {}})["is"]:
            return "kept"
        try:
            with session.begin_nested():
                takeover.record(found, f"{self.kind.noun}.removed", **told(self.kind, found, {}))
                if supply is not None:
                    session.delete(supply)
                    session.flush()
                session.delete(found)
                session.flush()
        except IntegrityError:
            return "kept"
        self._step_up(session, row.before)
        return "removed"

    def _set_back(self, takeover: Takeover, found: Any, before: dict[str, Any]) -> str:
        """set_back when every value could return, kept when one was changed since or is a mark that two of us lift."""
        marks = marks_of(found) if isinstance(found, Contact) else ()
        still = {
            name: pair
            for name, pair in before["changes"].items()
            if plain(getattr(found, name)) == pair[1] and name not in marks
        }
        for name, (old, _) in still.items():
            setattr(found, name, self.kind.typed(name, old))
        takeover.session.flush()
        self._step_up(takeover.session, before)
        supply_returned = self._supply_back(takeover.session, found, before["supply"])
        if still:
            back = {name: [new, old] for name, (old, new) in still.items()}
            takeover.record(found, f"{self.kind.noun}.changed", **told(self.kind, found, back))
        return "set_back" if still.keys() == before["changes"].keys() and supply_returned else "kept"

    def _step_up(self, session: GuardedSession, before: dict[str, Any]) -> None:
        """Whoever was the main contact is it again, where nobody else is now."""
        for contact in session.scalars(select(Contact).where(Contact.id.in_(before["stepped_down"]))):
            main = select(Contact.id).where(Contact.account_id == contact.account_id, Contact.is_primary)
            contact.is_primary = session.scalar(main) is None
        session.flush()

    def _supply_back(self, session: GuardedSession, product: Any, kept: dict[str, Any]) -> bool:
        if not kept:
            return True
        supply = session.scalar(select(Supply).where(Supply.product_id == product.id))
        if supply is None or supply_facts(supply) != kept["is"]:
            return False
        if not kept["was"]:
            session.delete(supply)
        for name, value in kept["was"].items():
            setattr(supply, name, value)
        return True
