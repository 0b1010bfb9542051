"""Announcing and ending absences: no two of one person at once, and no deputy who is away meanwhile."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import joinedload

from portal.domain.base import Conflict, NotFound, Refused
from portal.domain.people.absence import Absence
from portal.domain.people.away import forget_absences
from portal.domain.people.models import Staff
from portal.domain.work import Repository

LONGEST, AHEAD = timedelta(days=366), timedelta(days=730)
"""Calendar days an absence may last, and how far ahead it may begin: beyond that the year was mistyped."""


class Absences(Repository):
    def of(self, staff_id: int) -> list[Absence]:
        """Those of one person that run or lie ahead."""
        return list(self.session.scalars(_known().where(Absence.staff_id == staff_id, *self._lasting)))

    def ahead(self) -> list[Absence]:
        """Everybody's that run or lie ahead, the earliest first."""
        return list(self.session.scalars(_known().where(*self._lasting)))

    def get(self, ref: str) -> Absence:
        """The absence of that reference, whatever became of it; raises NotFound."""
        found: Absence | None = self.session.scalar(self.for_change(_known().where(Absence.ref == ref)))
        if found is None:
            raise NotFound(ref)
        return found

    def announce(self, staff: Staff, deputy: Staff, first_day: date, last_day: date) -> Absence:
        """Let `deputy` stand in for `staff` on these civil days, both included; both posts come with their logins.

        Refused: absence.own_deputy, .days (backwards, over already, too long, too far ahead), .overlaps, .deputy_away
        (they are away on one of these days), .stands_in (somebody away counts on `staff` on one of them).
        """
        if deputy.id == staff.id:
            raise Refused("absence.own_deputy")
        today = self.work.today
        if not today <= last_day <= first_day + LONGEST or not first_day <= min(last_day, today + AHEAD):
            raise Refused("absence.days")
        self._hold(staff.id, deputy.id)
        self._check(staff, deputy, first_day, last_day)
        one = Absence(
            staff_id=staff.id, deputy_id=deputy.id, first_day=first_day, last_day=last_day, announced_at=self.work.now
        )
        self.session.add(one)
        self._tell(one, "absence.announced", staff, deputy)
        return one

    def end(self, one: Absence) -> None:
        """Call it off, or end it early: from now on nobody stands in. Refused(absence.not_yours), Conflict when it is
        over already."""
        if not one.may_be_ended_by(self.work.actor):
            raise Refused("absence.not_yours")
        if one.ended_at is not None or one.last_day < self.work.today:
            raise Conflict("absence.over")
        one.ended_at = self.work.now
        self._tell(one, "absence.ended", one.staff, one.deputy)

    @property
    def _lasting(self) -> tuple[ColumnElement[bool], ...]:
        return Absence.ended_at.is_(None), Absence.last_day >= self.work.today

    def _hold(self, *posts: int) -> None:
        """Both posts are held, in the order of their ids: two who choose each other come one after the other."""
        query = select(Staff.id).where(Staff.id.in_(posts)).order_by(Staff.id)
        self.session.scalars(query.with_for_update(key_share=True)).all()

    def _check(self, staff: Staff, deputy: Staff, first_day: date, last_day: date) -> None:
        touching = (Absence.first_day <= last_day, Absence.last_day >= first_day, Absence.ended_at.is_(None))
        ours = or_(Absence.staff_id.in_((staff.id, deputy.id)), Absence.deputy_id == staff.id)
        for one in self.session.scalars(_known().where(ours, *touching)):
            facts = {"name": one.staff.login.name, "first": one.first_day, "last": one.last_day}
            if one.staff_id == staff.id:
                raise Refused("absence.overlaps", **facts)
            raise Refused("absence.deputy_away" if one.staff_id == deputy.id else "absence.stands_in", **facts)

    def _tell(self, one: Absence, kind: str, staff: Staff, deputy: Staff) -> None:
        """`about` heads the message: who, instead of whom, when."""
        days = {"first_day": one.first_day.isoformat(), "last_day": one.last_day.isoformat()}
        about = f"{staff.login.name} → {deputy.login.name} · {one.first_day} – {one.last_day}"
        facts = {**days, "staff": staff.id, "deputy": deputy.id, "about": about}
        one.record(kind, by=self.work.actor, at=self.work.now, **facts)
        forget_absences(self.work)


def _known() -> Select[Absence]:
    logins = (joinedload(Absence.staff).joinedload(Staff.login), joinedload(Absence.deputy).joinedload(Staff.login))
    return select(Absence).options(*logins).order_by(Absence.first_day, Absence.id)
