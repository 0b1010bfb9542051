"""Handing over what one of us owns, and taking it back as long as nobody changed it since."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.domain.base import Conflict, NotFound, Refused
from portal.domain.hand_over.groups import GROUPS, Group
from portal.domain.hand_over.models import HandOver
from portal.domain.hand_over.telling import tell
from portal.domain.people.leads import leads_of
from portal.domain.people.models import Staff
from portal.domain.requests.models import ServiceRequest
from portal.domain.series import next_number
from portal.domain.work import Repository

AT_ONCE = 500
"""So many ids are asked for in one statement."""


class HandOvers(Repository):
    def counts(self, staff: Staff) -> dict[str, int]:
        """How much of each group is this post's, in one statement; groups without anything are left out."""
        figures = [group.of(select(func.count(group.kind.id)), staff.id, self.work.today).scalar_subquery().label(name)
                   for name, group in GROUPS.items()]  # fmt: skip
        row = self.session.execute(select(*figures)).one()
        return {name: count for name, count in row._mapping.items() if count}

    def give(self, leaving: Staff, heirs: Mapping[str, Staff]) -> HandOver:
        """Give each group in `heirs` to the post named there, all in this transaction. Raises
        Refused(hand_over.needs_reach | to_oneself | nothing). Who would lead or stand in for themselves stays."""
        self._require_reach()
        if any(heir.id == leaving.id for heir in heirs.values()):
            raise Refused("hand_over.to_oneself", name=leaving.login.name)
        moved = {name: self._move(name, leaving, heir) for name, heir in heirs.items()}
        moved = {name: ids for name, ids in moved.items() if ids}
        if not moved:
            raise Refused("hand_over.nothing", name=leaving.login.name)
        work = self.work
        done = HandOver(
            number=self._next_number(), from_id=leaving.id, heirs={name: heirs[name].id for name in moved},
            moved=moved, by_id=work.actor.login_id, at=work.now,
        )  # fmt: skip
        self.session.add(done)
        done.record("hand_over.given", by=work.actor, at=work.now, about=leaving.login.name, counts=_sizes(moved))
        return done

    def undo(self, number: str) -> HandOver:
        """Give everything back, as long as all of it is still with whom it went to. Raises Refused(hand_over.gone |
        changed_since), Conflict(hand_over.undone)."""
        self._require_reach()
        done, work = self.get(number), self.work
        if done.undone_at is not None:
            raise Conflict("hand_over.undone", number=number)
        if done.leaving.login.deactivated_at is not None:
            raise Refused("hand_over.gone", name=done.leaving.login.name)
        found = {name: list(self._rows(GROUPS[name], ids)) for name, ids in done.moved.items()}
        self._require_unchanged(done, found)
        for name, rows in found.items():
            heir = self.session.scalars(_with_login().where(Staff.id == done.heirs[name])).one()
            self._set(name, rows, heir, done.leaving)
        done.undone_at = work.now
        done.record("hand_over.undone", by=work.actor, at=work.now, about=done.leaving.login.name)
        return done

    def get(self, number: str) -> HandOver:
        """One that concerns whoever asks; raises NotFound."""
        query = select(HandOver).where(HandOver.number == number)
        query = query.options(joinedload(HandOver.leaving).joinedload(Staff.login))
        found: HandOver | None = self.session.scalar(self.for_change(query))
        if found is None or not (found.is_read_by(self.work.actor) or self.work.actor.kind == "system"):
            raise NotFound(number)
        return found

    def of(self, staff: Staff) -> list[HandOver]:
        """What this post gave away, the latest first."""
        query = select(HandOver).where(HandOver.from_id == staff.id).order_by(HandOver.id.desc())
        return list(self.session.scalars(query.limit(20)))

    def _move(self, name: str, leaving: Staff, heir: Staff) -> list[int]:
        group = GROUPS[name]
        query = group.of(select(group.kind), leaving.id, self.work.today).order_by(group.kind.id)
        if group.never_self is not None:
            query = query.where(group.never_self != heir.id)
        rows = list(self.session.scalars(self.for_change(query)))
        if name == "led":
            rows = [row for row in rows if not self._leads_back(heir.id, row.staff_id)]
        self._set(name, rows, leaving, heir)
        return [row.id for row in rows]

    def _set(self, name: str, rows: list[Any], before: Staff, after: Staff) -> None:
        for row in rows:
            setattr(row, GROUPS[name].owner.key, after.id)
        if name == "requests":
            self._touch([row.request_id for row in rows])
        self.session.flush()
        tell(self.work, name, rows, before, after)

    def _touch(self, ids: list[int]) -> None:
        """Whoever has one of these open with somebody else's name has seen another version."""
        for place in range(0, len(ids), AT_ONCE):
            some = select(ServiceRequest).where(ServiceRequest.id.in_(ids[place : place + AT_ONCE]))
            for request in self.session.scalars(some):
                request.version += 1

    def _rows(self, group: Group, ids: list[int]) -> Iterator[Any]:
        for place in range(0, len(ids), AT_ONCE):
            some = select(group.kind).where(group.kind.id.in_(ids[place : place + AT_ONCE])).order_by(group.kind.id)
            yield from self.session.scalars(self.for_change(some))

    def _require_unchanged(self, done: HandOver, found: Mapping[str, list[Any]]) -> None:
        changed = {}
        for name, rows in found.items():
            still = sum(getattr(row, GROUPS[name].owner.key) == done.heirs[name] for row in rows)
            changed[name] = len(done.moved[name]) - still
        if any(changed.values()):
            raise Refused("hand_over.changed_since", counts={name: count for name, count in changed.items() if count})

    def _leads_back(self, heir_id: int, led_id: int) -> bool:
        """Whether the heir is led, however far up, by the one whose lead they would become."""
        known, here, seen = leads_of(self.session), heir_id, set[int]()
        while here in known and here not in seen:
            seen.add(here)
            here = known[here]
            if here == led_id:
                return True
        return False

    def _require_reach(self) -> None:
        if not self.work.sees_all:
            raise Refused("hand_over.needs_reach")

    def _next_number(self) -> str:
        month = f"{self.work.today:%Y%m}"
        return f"HO-{month}-{next_number(self.session, f'hand_over.{month}'):04d}"


def _with_login() -> Any:
    return select(Staff).options(joinedload(Staff.login, innerjoin=True))


def _sizes(moved: Mapping[str, list[int]]) -> dict[str, int]:
    return {name: len(ids) for name, ids in moved.items()}
