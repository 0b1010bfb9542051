"""Who leads whom: one step up, for what must not stay with one person alone; never round in a circle."""

from collections.abc import Mapping

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.base import Base, Refused, StaffOnly
from portal.domain.people.models import Staff
from portal.domain.scope import GuardedSession
from portal.domain.work import Work


class StaffLead(StaffOnly, Base):
    """The colleague who hears of what `staff_id` could not do in time."""

    __tablename__ = "staff_lead"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), unique=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))


def leads_of(session: GuardedSession) -> dict[int, int]:
    """By the id of a post, that of its lead."""
    return {row.staff_id: row.lead_id for row in session.execute(select(StaffLead.staff_id, StaffLead.lead_id))}


def choose_lead(work: Work, staff: Staff, lead_id: int | None) -> None:
    """Give the post a lead, or none; Refused(staff.lead_circle) when the lead would be led by this very post.

    All posts are held meanwhile: of two who would close a circle together one comes too late.
    """
    work.session.scalars(select(Staff.id).order_by(Staff.id).with_for_update(key_share=True)).all()
    known = leads_of(work.session)
    before = known.get(staff.id)
    if before == lead_id:
        return
    if lead_id is not None and staff.id in _upwards(lead_id, known):
        raise Refused("staff.lead_circle", name=staff.login.name)
    row = work.session.scalar(select(StaffLead).where(StaffLead.staff_id == staff.id))
    if lead_id is None:
        work.session.delete(row)
    elif row is None:
        work.session.add(StaffLead(staff_id=staff.id, lead_id=lead_id))
    else:
        row.lead_id = lead_id
    staff.record("staff.lead_chosen", by=work.actor, at=work.now, before=before, after=lead_id)


def _upwards(staff_id: int, known: Mapping[int, int]) -> set[int]:
    """The post and everybody above it."""
    found: set[int] = set()
    here: int | None = staff_id
    while here is not None and here not in found:
        found.add(here)
        here = known.get(here)
    return found
