"""A large hand-over little by little: nobody else waits meanwhile, and nobody is told before all of it is done."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from portal.domain.accounts.models import AccountStanding
from portal.domain.events import Actor, Event
from portal.domain.hand_over.groups import GROUPS
from portal.domain.hand_over.models import DONE, FAILED, RETURNING, UNDOING, WAITING, HandOver
from portal.domain.hand_over.telling import tell
from portal.domain.people.leads import leads_of
from portal.domain.people.models import Staff
from portal.domain.requests.models import ServiceRequest
from portal.domain.work import Repository

AT_ONCE = 100
"""So many rows change hands in one transaction."""
HEARD = ("account.handed_over", "standing.changed")
"""Events of single things that somebody is told of."""


class Moving(Repository):
    def some(self, one: HandOver) -> int:
        """Give some of what is left to its heirs, or some of what went back; how many rows, 0 once nothing is left."""
        return self._forth(one) if one.state == WAITING else self._back(one)

    def left(self, name: str, leaving_id: int, heir_id: int, most: int | None = None) -> list[Any]:
        """Rows of a group that are to go to that heir: nobody comes to lead or to stand in for themselves."""
        group = GROUPS[name]
        query = group.of(select(group.kind), leaving_id, self.work.today).order_by(group.kind.id)
        if group.never_self is not None:
            query = query.where(group.never_self != heir_id)
        elif most is not None:
            query = query.limit(most)
        rows = list(self.session.scalars(self.for_change(query)))
        return [row for row in rows if not self._leads_back(heir_id, row.staff_id)] if name == "led" else rows

    def set(self, name: str, rows: list[Any], before: Staff, after: Staff, quiet_at: datetime | None = None) -> None:
        """Change the owner of these rows, with the event of each; `quiet_at` marks those nobody is told of yet."""
        for row in rows:
            setattr(row, GROUPS[name].owner.key, after.id)
        if name == "requests":
            self._touch([row.request_id for row in rows])
        self.session.flush()
        tell(self.work, name, rows, before, after, quiet_at)

    def speak(self, one: HandOver, place: int) -> bool:
        """Let whom the `place`-th accounts concern hear of what changed hands, and tell whether others are left. Begun
        again nobody hears twice: what was told since bears another moment."""
        accounts = self._accounts(one)
        some = accounts[place * AT_ONCE : (place + 1) * AT_ONCE]
        these = (Event.account_id.in_(some), Event.kind.in_(HEARD), Event.dispatched_at == one.quiet_at)
        connection = self.session.unguarded("events of every account that changed hands")
        connection.execute(update(Event).where(*these).values(dispatched_at=None))
        return len(accounts) > (place + 1) * AT_ONCE

    def finish(self, one: HandOver) -> None:
        """All of it is where it was to go."""
        if one.state == WAITING:
            one.state = DONE
            sizes = {name: len(ids) for name, ids in one.moved.items()}
            self._tell(one, "hand_over.given", about=one.leaving.login.name, counts=sizes)
        elif one.state == UNDOING:
            one.state, one.undone_at = DONE, self.work.now
            self._tell(one, "hand_over.undone", about=one.leaving.login.name)
        else:
            one.state, one.moved = FAILED, {}
            facts = {"about": one.leaving.login.name, "asked_by": one.by_id}
            one.record("hand_over.failed", by=Actor.system("hand-over"), at=self.work.now, **facts)

    def give_up(self, one: HandOver) -> None:
        """It stumbles again and again: what went goes back, so that all of it is where it was."""
        one.state, one.tries = (RETURNING if one.state == WAITING else FAILED), 0

    def _forth(self, one: HandOver) -> int:
        """An heir may have left since it was asked for: then all of it goes back."""
        if any(self._post(heir_id).login.deactivated_at for heir_id in set(one.heirs.values())):
            self.give_up(one)
            return 1
        for name, heir_id in one.heirs.items():
            rows = self.left(name, one.from_id, heir_id, AT_ONCE)
            if rows:
                self.set(name, rows, one.leaving, self._post(heir_id), one.quiet_at)
                one.moved = {**one.moved, name: [*one.moved.get(name, []), *(row.id for row in rows)]}
                one.done += len(rows)
                return len(rows)
        return 0

    def _back(self, one: HandOver) -> int:
        """The last ones first; what somebody changed since stays with whom it is."""
        flat = [(name, row_id) for name, ids in one.moved.items() for row_id in ids][: one.done][-AT_ONCE:]
        for name in dict.fromkeys(name for name, _ in flat):
            group, heir_id = GROUPS[name], one.heirs[name]
            query = select(group.kind).where(group.kind.id.in_([key for other, key in flat if other == name]))
            rows = list(self.session.scalars(self.for_change(query.where(group.owner == heir_id))))
            self.set(name, rows, self._post(heir_id), one.leaving, one.quiet_at)
        one.done -= len(flat)
        return len(flat)

    def _accounts(self, one: HandOver) -> list[int]:
        if one.state == RETURNING:  # as it never happened, nobody hears of it
            return []
        standings = [row_id for name in ("cared_for", "sponsored") for row_id in one.moved.get(name, [])]
        found = set(one.moved.get("managed", []))
        for place in range(0, len(standings), AT_ONCE):
            some = AccountStanding.id.in_(standings[place : place + AT_ONCE])
            found |= set(self.session.scalars(select(AccountStanding.account_id).where(some)))
        return sorted(found)

    def _touch(self, ids: list[int]) -> None:
        """Whoever has one of these open with somebody else's name has seen another version."""
        for place in range(0, len(ids), AT_ONCE):
            some = select(ServiceRequest).where(ServiceRequest.id.in_(ids[place : place + AT_ONCE]))
            for request in self.session.scalars(some):
                request.version += 1

    def _leads_back(self, heir_id: int, led_id: int) -> bool:
        """Whether the heir is led, however far up, by the one whose lead they would become."""
        known, here, seen = leads_of(self.session), heir_id, set[int]()
        while here in known and here not in seen:
            seen.add(here)
            here = known[here]
            if here == led_id:
                return True
        return False

    def _post(self, staff_id: int) -> Staff:
        query = select(Staff).options(joinedload(Staff.login, innerjoin=True)).where(Staff.id == staff_id)
        return self.session.scalars(query).one()

    def _tell(self, one: HandOver, kind: str, **facts: Any) -> None:
        one.record(kind, by=self.work.actor, at=self.work.now, **facts)
