"""Handing over what one of us owns, and taking it back as long as nobody changed it since."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.domain.base import Conflict, NotFound, Refused
from portal.domain.hand_over.groups import GROUPS, Group
from portal.domain.hand_over.models import AT_WORK, DONE, UNDOING, WAITING, HandOver
from portal.domain.hand_over.moving import Moving
from portal.domain.people.models import Staff
from portal.domain.series import next_number
from portal.domain.work import Repository

AT_ONCE = 500
"""So many ids are asked for in one statement."""
LARGE = 300
"""More rows than these are moved by the worker, some at a time: all at once they would keep others from writing."""


class HandOvers(Repository):
    def counts(self, staff: Staff) -> dict[str, int]:
        """How much of each group is this post's, in one statement; groups without anything are left out."""
        figures = [group.of(select(func.count(group.kind.id)), staff.id, self.work.today).scalar_subquery().label(name)
                   for name, group in GROUPS.items()]  # fmt: skip
        row = self.session.execute(select(*figures)).one()
        return {name: count for name, count in row._mapping.items() if count}

    def give(self, leaving: Staff, heirs: Mapping[str, Staff]) -> HandOver:
        """Give each group in `heirs` to the post named there: at once, or by the worker where it is more than LARGE
        rows. Raises Refused(hand_over.needs_reach | to_oneself | nothing), Conflict(hand_over.at_work). Who would lead
        or stand in for themselves stays."""
        self._require_reach()
        if any(heir.id == leaving.id for heir in heirs.values()):
            raise Refused("hand_over.to_oneself", name=leaving.login.name)
        self._require_rest(leaving)
        counts = self.counts(leaving)
        total, work = sum(counts.get(name, 0) for name in heirs), self.work
        if total > LARGE:
            return self._ask(leaving, {name: heir for name, heir in heirs.items() if name in counts}, total)
        moved = {name: self._move(name, leaving, heir) for name, heir in heirs.items()}
        moved = {name: ids for name, ids in moved.items() if ids}
        if not moved:
            raise Refused("hand_over.nothing", name=leaving.login.name)
        done = self._record(leaving, {name: heirs[name] for name in moved}, moved=moved)
        done.record("hand_over.given", by=work.actor, at=work.now, about=leaving.login.name, counts=_sizes(moved))
        return done

    def undo(self, number: str) -> HandOver:
        """Give everything back, as long as all of it is still with whom it went to; a large one by the worker. Raises
        Refused(hand_over.gone | changed_since), Conflict(hand_over.undone | at_work)."""
        self._require_reach()
        done, work = self.get(number), self.work
        if done.undone_at is not None:
            raise Conflict("hand_over.undone", number=number)
        if done.state != DONE:
            raise Conflict("hand_over.at_work", name=done.leaving.login.name)
        if done.leaving.login.deactivated_at is not None:
            raise Refused("hand_over.gone", name=done.leaving.login.name)
        found = {name: list(self._rows(GROUPS[name], ids)) for name, ids in done.moved.items()}
        self._require_unchanged(done, found)
        if done.total > LARGE:
            done.state, done.done, done.tries, done.quiet_at = UNDOING, sum(map(len, found.values())), 0, work.now
            return done
        for name, rows in found.items():
            heir = self.session.scalars(_with_login().where(Staff.id == done.heirs[name])).one()
            self.moving.set(name, rows, heir, done.leaving)
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

    @cached_property
    def moving(self) -> Moving:
        return Moving(self.work)

    def _move(self, name: str, leaving: Staff, heir: Staff) -> list[int]:
        rows = self.moving.left(name, leaving.id, heir.id)
        self.moving.set(name, rows, leaving, heir)
        return [row.id for row in rows]

    def _ask(self, leaving: Staff, heirs: Mapping[str, Staff], total: int) -> HandOver:
        """Leave it to the worker."""
        asked = self._record(leaving, heirs, state=WAITING, total=total, quiet_at=self.work.now)
        asked.record("hand_over.asked", by=self.work.actor, at=self.work.now, about=leaving.login.name, rows=total)
        return asked

    def _record(self, leaving: Staff, heirs: Mapping[str, Staff], **facts: Any) -> HandOver:
        kept = HandOver(
            number=self._next_number(), from_id=leaving.id, heirs={name: heir.id for name, heir in heirs.items()},
            by_id=self.work.actor.login_id, at=self.work.now, **{"moved": {}, **facts},
        )  # fmt: skip
        self.session.add(kept)
        return kept

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

    def _require_rest(self, leaving: Staff) -> None:
        """One at a time: what the worker still moves is not given to somebody else."""
        under_way = select(HandOver.id).where(HandOver.from_id == leaving.id, HandOver.state.in_(AT_WORK))
        if self.session.scalar(under_way.limit(1)) is not None:
            raise Conflict("hand_over.at_work", name=leaving.login.name)

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
