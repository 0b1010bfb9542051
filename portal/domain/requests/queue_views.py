"""Ways of looking at the queue that our people keep under a name, and what the queue opens with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from sqlalchemy import ForeignKey, String, bindparam, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.base import Base, Conflict, NotFound, Refused, StaffOnly
from portal.domain.events import Actor, Recorded
from portal.domain.kept import rows_of
from portal.domain.people.roles import StaffRole
from portal.domain.requests.canned_reply import Shelf
from portal.domain.work import Repository

FILTERS = ("view", "q", "category", "state", "priority", "assignee", "sort")
"""What a view holds: the words of an address of the queue."""
MOST = 50
"""So many views one person may keep."""
MANAGERS = (StaffRole.ADMINISTRATOR, StaffRole.EXECUTIVE)
"""Who shares with everybody, looks after shared views and says what the queue opens with for a role."""


class Shelved:
    """Whose a view is: of whoever keeps it, of the team it is shared with, or everybody's."""

    def may_be_changed_by(self: Any, actor: Actor) -> bool:
        """By whoever keeps it; a shared one also by managers."""
        return bool(self.owner_id == actor.staff_id or (self.shelf != Shelf.OWN and actor.has(*MANAGERS)))

    def is_for(self: Any, actor: Actor) -> bool:
        """Whether it is one's own, of one's team, or everybody's."""
        return bool(self.shelf == Shelf.COMPANY or self.owner_id == actor.staff_id or actor.has(self.role or ""))


class QueueView(Shelved, Recorded, StaffOnly, Base):
    """`query` is what an address asks, by name; `role` the team it is shared with. A pinned one stands beside the
    built-in ones."""

    __tablename__ = "queue_view"

    name: Mapped[str] = mapped_column(String(40))
    query: Mapped[dict[str, Any]] = mapped_column(default=dict)
    owner_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    shelf: Mapped[str] = mapped_column(String(8))
    role: Mapped[str | None] = mapped_column(String(20))
    is_pinned: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}


class QueueOpening(Recorded, StaffOnly, Base):
    """What the queue opens with for one of us, else for a role: the name of a built-in view or the id of a kept one.
    One that is gone or out of reach counts as none."""

    __tablename__ = "queue_opening"

    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), unique=True)
    role: Mapped[str | None] = mapped_column(String(20), unique=True)
    view: Mapped[str] = mapped_column(String(20))


@dataclass(frozen=True)
class OfferedView(Shelved):
    """What the queue shows of a view; a kept one with its columns alone, for every page asks for all of them."""

    id: int
    name: str
    query: dict[str, Any]
    owner_id: int
    shelf: str
    role: str | None
    is_pinned: bool


# Put together once: the queue asks for both on every page, and putting them together costs more than they do.
_ME: Any = bindparam("staff_id")
_MINE_OR_SHARED = or_(QueueView.owner_id == _ME, *(QueueView.shelf == one for one in (Shelf.TEAM, Shelf.COMPANY)))
_VIEWS = select(QueueView).where(_MINE_OR_SHARED)
_OFFERED = select(*(getattr(QueueView, column.name) for column in fields(OfferedView))).where(_MINE_OR_SHARED)
_OPENINGS = select(QueueOpening.staff_id, QueueOpening.role, QueueOpening.view).where(
    or_(QueueOpening.staff_id == _ME, QueueOpening.role.is_not(None))
)


View = TypeVar("View", QueueView, OfferedView)


class QueueViews(Repository):
    def within_reach(self) -> list[QueueView]:
        """What I may open, by name: my own, my teams', everybody's; for managers every shared one."""
        return self._in_order(self.session.scalars(_VIEWS, self._me))

    def offered(self) -> list[OfferedView]:
        """The same, to be shown."""
        return self._in_order(OfferedView(*row) for row in rows_of(self.session, _OFFERED, self._me))

    @property
    def _me(self) -> dict[str, Any]:
        return {"staff_id": self.work.actor.staff_id}

    def _in_order(self, found: Iterable[View]) -> list[View]:
        actor = self.work.actor
        reached = found if actor.has(*MANAGERS) else (one for one in found if one.is_for(actor))
        return sorted(reached, key=lambda one: (one.name, one.id))

    def get(self, view_id: int) -> QueueView:
        """One within reach; raises NotFound for everything else."""
        for one in self.within_reach():
            if one.id == view_id:
                return one
        raise NotFound(str(view_id))

    def keep(self, facts: Mapping[str, Any]) -> QueueView:
        """Keep a view; Refused when I keep too many, or may not share it so far."""
        actor = self.work.actor
        assert actor.staff_id is not None
        if sum(one.owner_id == actor.staff_id for one in self.within_reach()) >= MOST:
            raise Refused("view.too_many", most=MOST)
        one = QueueView(owner_id=actor.staff_id, **facts)
        self._check(one, facts)
        self.session.add(one)
        self._tell("view.kept", one)
        return one

    def change(self, one: QueueView, facts: Mapping[str, Any], *, seen: int) -> None:
        """Name, share, pin or narrow it anew; Conflict if somebody was faster, Refused as for `keep`."""
        self._check(one, facts)
        if one.version != seen:
            raise Conflict("view.changed", name=one.name)
        for name, value in facts.items():
            setattr(one, name, value)
        self._tell("view.changed", one)

    def remove(self, one: QueueView) -> None:
        """Nothing opens with it any more; Refused unless it is mine to change."""
        self._check(one, {})
        for opening in self.session.scalars(select(QueueOpening).where(QueueOpening.view == str(one.id))):
            self.session.delete(opening)
        self._tell("view.removed", one)
        self.session.delete(one)

    def openings(self) -> list[Any]:
        """What the queue opens with for me, as rows of staff_id, role and view: my own choice first, then my roles' in
        the order of roles."""
        order, has = list(StaffRole), self.work.actor.has
        found = [one for one in rows_of(self.session, _OPENINGS, self._me) if one.role is None or has(one.role)]
        return sorted(found, key=lambda one: order.index(StaffRole(one.role)) if one.role else -1)

    def openings_of_roles(self) -> dict[str, str]:
        """Role → view."""
        rows = self.session.execute(select(QueueOpening.role, QueueOpening.view).where(QueueOpening.role.is_not(None)))
        return {row.role: row.view for row in rows}

    def open_with(self, view: str, role: str | None = None) -> None:
        """Open the queue with a built-in view or one of those within reach, for me or for a role; empty: as usual.
        Refused for a role unless I am a manager, and for a view that the role does not have."""
        actor = self.work.actor
        if role and not actor.has(*MANAGERS):
            raise Refused("view.not_yours", name=role)
        if view.isdigit() and role and not self._reaches(self.get(int(view)), role):
            raise Refused("view.not_of_role")
        whose = QueueOpening.role == role if role else QueueOpening.staff_id == actor.staff_id
        opening = self.session.scalar(select(QueueOpening).where(whose))
        if opening is None:
            opening = QueueOpening(role=role, staff_id=None if role else actor.staff_id, view=view)
            self.session.add(opening)
        opening.view = view
        opening.record("view.opening_chosen", by=actor, at=self.work.now, role=role, view=view)
        if not view:
            self.session.delete(opening)

    @staticmethod
    def _reaches(one: QueueView, role: str) -> bool:
        return one.shelf == Shelf.COMPANY or one.role == role

    def _check(self, one: QueueView, facts: Mapping[str, Any]) -> None:
        actor, shelf, role = self.work.actor, facts.get("shelf"), facts.get("role")
        shares_far = shelf == Shelf.COMPANY or (shelf == Shelf.TEAM and not actor.has(role or ""))
        stays = (shelf, role) == (one.shelf, one.role) and one.id is not None
        if not one.may_be_changed_by(actor) or (shares_far and not stays and not actor.has(*MANAGERS)):
            raise Refused("view.not_yours", name=one.name)

    def _tell(self, kind: str, one: QueueView) -> None:
        one.record(kind, by=self.work.actor, at=self.work.now, name=one.name, shelf=one.shelf)
