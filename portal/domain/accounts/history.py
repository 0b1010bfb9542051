"""What was changed in an archive, field by field: read from the events, where it is kept masked once and for all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from portal.domain.accounts.models import Account
from portal.domain.events import Event
from portal.domain.paging import Page, page_of
from portal.domain.people.models import Login
from portal.domain.work import Repository

KINDS = ("account.changed", "standing.changed", "contact.changed", "account.status_changed")
STATUS = "status"


@dataclass(frozen=True)
class Change:
    """One field's change; `person` is the contact it is about. Values are codes and masked numbers, None is empty."""

    at: datetime
    actor: str | None
    field: str
    old: str | None
    new: str | None
    person: str = ""


class FieldHistory(Repository):
    def page(self, account: Account, field: str = "", *, after: str | None = None, before: str | None = None) -> Page:
        """Events that changed the account's archive, newest first (staff only); with `field` those that changed it."""
        query = (
            select(Event.id, Event.kind, Event.at, Event.facts, Login.name.label("actor"))
            .outerjoin(Login, Login.id == Event.actor_login_id)
            .where(Event.account_id == account.id)
        )
        if field == STATUS:
            query = query.where(Event.kind == "account.status_changed")
        elif field:
            changed: Any = Event.facts[("changes", field)]
            query = query.where(Event.kind.in_(KINDS), changed.as_string().is_not(None))
        else:
            query = query.where(Event.kind.in_(KINDS))
        return page_of(self.session, query, (Event.id,), after=after, before=before, descending=True)


def changes_of(rows: Any, field: str = "") -> Iterator[Change]:
    """Each change that the events of a page tell, of one field or of all."""
    for row in rows:
        facts = row.facts
        changes = facts.get("changes", {})
        if row.kind == "account.status_changed":
            changes = {STATUS: [facts.get("before"), facts.get("after")]}
        for name, (old, new) in changes.items():
            if not field or name == field:
                yield Change(row.at, row.actor, name, old, new, facts.get("name", "") if "contact" in row.kind else "")
