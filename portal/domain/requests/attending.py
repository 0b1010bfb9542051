"""Who is at the desk of a request: who looks, who writes, who watches, and what of mine waits there."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import JSON, bindparam, case, cast, delete, func, literal, null, select, union_all

from portal.domain.people.models import Login, Staff
from portal.domain.requests.at_desk import AtDesk, Row
from portal.domain.requests.composing import ANSWER, GONE_AFTER, Draft, HeldAnswer, Presence, Watch
from portal.domain.requests.merging import ids_of_whole
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.thread import Answer
from portal.domain.scope import OUTSIDE_SCOPE
from portal.domain.series import UPSERT
from portal.domain.work import Repository, Work

NO_TEXT = literal("")
MOST_ID = 2**63 - 1
FOUND = "of a request that was found within the scope, for our own people"


class Attending(Repository):
    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._seen: dict[int, AtDesk] = {}

    def note(self, filed: ServiceRequest) -> None:
        """Whoever acts has the request open now."""
        self._upsert(Presence, filed, "seen_at")

    def watch(self, filed: ServiceRequest) -> None:
        """Whoever acts hears of it from now on; of a merged one where it goes on."""
        self._upsert(Watch, filed, "since", ids_of_whole(self.session, filed)[0])

    def unwatch(self, filed: ServiceRequest) -> None:
        """Neither of it nor of what is read as one with it."""
        mine = (Watch.request_id.in_(ids_of_whole(self.session, filed)), Watch.staff_id == self.work.actor.staff_id)
        self.session.execute(delete(Watch).where(*mine), execution_options={"synchronize_session": False})

    def at(self, filed: ServiceRequest) -> AtDesk:
        """Everything around the answer box, in one statement; asked once for each request."""
        return self._seen.get(filed.id) or self.at_again(filed)

    def at_again(self, filed: ServiceRequest) -> AtDesk:
        """The same, after something was changed by another transaction."""
        me, now = self.work.actor.staff_id or 0, self.work.now
        watched = ids_of_whole(self.session, filed)
        values = {"request_id": filed.id, "watched": watched, "me": me, "since": now - GONE_AFTER}
        found = self.session.execute(_around(), values, execution_options={OUTSIDE_SCOPE: FOUND})
        self._seen[filed.id] = AtDesk([Row(*row) for row in found], me, now)
        return self._seen[filed.id]

    def newer(self, filed: ServiceRequest, seen_id: int, joined: Sequence[ServiceRequest] = ()) -> tuple[int, int]:
        """How many public messages of others, and of mine, came since the answer `seen_id` (0: none was there), in it
        and in those merged into it."""
        seen_id = min(max(seen_id, 0), MOST_ID)  # whatever a page claims to have seen
        mine = case((Answer.author_id == self.work.actor.login_id, 1), else_=0)
        whole = [one.id for one in (filed, *joined)]
        query = select(func.count(Answer.id), func.coalesce(func.sum(mine), 0))
        count, own = self.session.execute(query.where(Answer.request_id.in_(whole), Answer.id > seen_id)).one()
        return count - own, own

    def _upsert(
        self, kind: type[Presence | Watch], filed: ServiceRequest, moment: str, request_id: int | None = None
    ) -> None:
        connection = self.session.unguarded(FOUND)
        request_id = request_id or filed.id
        columns = {"account_id": filed.account_id, "request_id": request_id, "staff_id": self.work.actor.staff_id}
        connection.execute(_touch(connection.dialect.name, kind, moment), {**columns, moment: self.work.now})


@cache
def _touch(dialect: str, kind: type[Presence | Watch], moment: str) -> Any:
    """One statement, so that two windows of one person do not both insert the row."""
    insert = UPSERT[dialect](kind.__table__)
    return insert.on_conflict_do_update(
        index_elements=["request_id", "staff_id"], set_={moment: insert.excluded[moment]}
    )


@cache
def _around() -> Any:
    me: Any = bindparam("me")
    since: Any = bindparam("since", type_=Draft.saved_at.type)
    return union_all(
        _part("draft", Draft, Draft.saved_at, Draft.staff_id == me, Draft.kind, Draft.text, Draft.discarded_at,
              Draft.facts),
        _part("writes", Draft, Draft.saved_at, (Draft.staff_id != me) & (Draft.kind == ANSWER)
              & (Draft.saved_at > since) & Draft.discarded_at.is_(None)),
        _part("views", Presence, Presence.seen_at, (Presence.staff_id != me) & (Presence.seen_at > since)),
        _part("watches", Watch, Watch.since, of=Watch.request_id.in_(bindparam("watched", expanding=True))),
        _part("held", HeldAnswer, HeldAnswer.at, None, NO_TEXT, HeldAnswer.text, HeldAnswer.goes_out_at),
    )  # fmt: skip


def _part(
    what: str, kind: Any, at: Any, which: Any = None, name: Any = NO_TEXT, text: Any = NO_TEXT,
    until: Any = None, facts: Any = None, of: Any = None,
) -> Any:  # fmt: skip
    """Rows of one table in the columns of `Row`."""
    until = cast(null(), Draft.saved_at.type) if until is None else until
    facts = cast(null(), JSON) if facts is None else facts
    columns = (literal(what), kind.id, kind.staff_id, Login.name, name, text, at, until, facts)
    query = select(*columns).join(Staff, Staff.id == kind.staff_id).join(Login, Login.id == Staff.login_id)
    query = query.where(kind.request_id == bindparam("request_id") if of is None else of)
    return query if which is None else query.where(which)
