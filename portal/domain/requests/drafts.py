"""Keeping what somebody types until it is sent; each call is one statement, and none leaves an event."""

from functools import cache
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, null, select, update

from portal.domain.base import Refused
from portal.domain.prepared import Prepared
from portal.domain.requests.composing import KINDS, LONGEST_DRAFT, Draft
from portal.domain.requests.models import ServiceRequest
from portal.domain.series import UPSERT
from portal.domain.work import Repository

SPLIT = {"synchronize_session": False}


class Drafts(Repository):
    """The drafts of whoever acts, on requests that were found within their reach."""

    def save(self, filed: ServiceRequest, kind: str, text: str, facts: dict[str, Any] | None = None) -> None:
        """Keep the text in place of what was kept; without text nothing is kept. Refused when it is longer than
        20 000 characters."""
        if len(text) > LONGEST_DRAFT:
            raise Refused("draft.too_long", most=LONGEST_DRAFT)
        if not text.strip():
            self.drop(filed, kind)
            return
        connection = self.session.unguarded("the request was found within the scope")
        columns = {
            "account_id": filed.account_id, "request_id": filed.id, "staff_id": self.work.actor.staff_id,
            "kind": kind, "text": text, "facts": facts or {}, "saved_at": self.work.now, "discarded_at": None,
        }  # fmt: skip
        connection.execute(_keep(connection.dialect.name), columns)

    def put_back(self, filed: ServiceRequest, kind: str, text: str, facts: dict[str, Any]) -> None:
        """Keep what was sent and came back, before whatever was typed since."""
        since = self.session.scalar(select(Draft.text).where(*self._mine(filed, kind), Draft.discarded_at.is_(None)))
        self.save(filed, kind, f"{text}\n\n{since}"[:LONGEST_DRAFT] if since and since != text else text, facts)

    def drop(self, filed: ServiceRequest, *kinds: str) -> None:
        """It was sent, or is empty."""
        connection = self.session.unguarded("the request was found within the scope")
        mine = {"request_id": filed.id, "staff_id": self.work.actor.staff_id}
        for kind in kinds or KINDS:
            _DROP.run(connection, {**mine, "kind": kind})

    def discard(self, filed: ServiceRequest, kind: str) -> None:
        """It is shown no more, and can be brought back within a day."""
        self._mark(filed, kind, self.work.now)

    def bring_back(self, filed: ServiceRequest, kind: str) -> None:
        self._mark(filed, kind, null())

    def _mark(self, filed: ServiceRequest, kind: str, discarded_at: Any) -> None:
        mark = update(Draft).where(*self._mine(filed, kind)).values(discarded_at=discarded_at)
        self.session.execute(mark, execution_options=SPLIT)

    def _mine(self, filed: ServiceRequest, *kinds: str) -> tuple[Any, ...]:
        whose = (Draft.request_id == filed.id, Draft.staff_id == self.work.actor.staff_id)
        return (*whose, Draft.kind.in_(kinds or KINDS))


_TABLE = cast(Table, Draft.__table__)
_MINE = ("request_id", "staff_id", "kind")
_DROP = Prepared(delete(_TABLE).where(*(_TABLE.c[name] == bindparam(name) for name in _MINE)))
"""After every answer and note."""


@cache
def _keep(dialect: str) -> Any:
    insert = UPSERT[dialect](Draft.__table__)
    changed = {name: insert.excluded[name] for name in ("text", "facts", "saved_at", "discarded_at")}
    return insert.on_conflict_do_update(index_elements=["request_id", "staff_id", "kind"], set_=changed)
