"""Asking to be forgotten, and deciding about it within 15 working days."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.domain.base import Base, NotFound, Refused
from portal.domain.people.models import Login, Staff
from portal.domain.privacy.models import Erasure, ErasureState
from portal.domain.privacy.persons import accounts_of, own_accounts_of
from portal.domain.requests.calendar import working_days_far
from portal.domain.work import Repository
from portal.domain.working_days import add_working_days

ANSWER_WITHIN = 15
"""Working days (domain.md 8)."""
GRACE = timedelta(hours=24)
"""Between approval and erasure: the answer still reaches the person, who may think again."""


class Erasures(Repository):
    def of_login(self, login_id: int) -> Erasure | None:
        """The newest wish of a person, whatever became of it."""
        query = select(Erasure).where(Erasure.login_id == login_id).order_by(Erasure.id.desc()).limit(1)
        found: Erasure | None = self.session.scalar(self.for_change(query))
        return found

    def listed(self, most: int = 100) -> Sequence[Erasure]:
        """What waits for a decision or its hour on top, then the newest; with the person."""
        under_way = Erasure.state.in_((ErasureState.OPEN, ErasureState.APPROVED))
        query = select(Erasure).options(joinedload(Erasure.login, innerjoin=True))
        return self.session.scalars(query.order_by(under_way.desc(), Erasure.id.desc()).limit(most)).all()

    def get(self, ref: str) -> Erasure:
        """The wish of that reference, with the person; raises NotFound."""
        query = select(Erasure).where(Erasure.ref == ref).options(joinedload(Erasure.login, innerjoin=True))
        found: Erasure | None = self.session.scalar(self.for_change(query))
        if found is None:
            raise NotFound(ref)
        return found

    def ask(self, why: str) -> Erasure:
        """The acting person wants to be forgotten. Refused("erasure.of_staff") for our own people, whose data follow
        labour law, Refused("erasure.asked_already") while a wish is under way."""
        login_id = self.work.actor.login_id
        assert login_id is not None
        self.session.get_one(Login, login_id, with_for_update=True)
        if self.session.scalar(select(Staff.id).where(Staff.login_id == login_id)) is not None:
            raise Refused("erasure.of_staff")
        last = self.of_login(login_id)
        if last is not None and last.is_under_way:
            raise Refused("erasure.asked_already")
        due_on = add_working_days(self.work.today, ANSWER_WITHIN, working_days_far(self.work))
        made = Erasure(login_id=login_id, asked_at=self.work.now, due_on=due_on, why=why)
        self.session.add(made)
        made.record("erasure.asked", by=self.work.actor, at=self.work.now, due_on=due_on.isoformat())
        return made

    def withdraw(self) -> None:
        """The acting person takes the wish back; Refused("erasure.decided") when there is none under way."""
        found = self.of_login(self.work.actor.login_id or 0)
        if found is None:
            raise Refused("erasure.decided")
        found.move(ErasureState.WITHDRAWN, by=self.work.actor, at=self.work.now)

    def approve(self, erasure: Erasure) -> None:
        """Let it be done after GRACE; what stays is worked out now, and told."""
        stays = self.what_stays(erasure.login_id)
        erasure.move(ErasureState.APPROVED, by=self.work.actor, at=self.work.now, kept=stays)
        erasure.kept, erasure.runs_at = stays, self.work.now + GRACE

    def refuse(self, erasure: Erasure, reason: str) -> None:
        """Leave everything as it is; the person reads the reason."""
        erasure.move(ErasureState.REFUSED, by=self.work.actor, at=self.work.now)
        erasure.reason = reason

    def what_stays(self, login_id: int) -> list[str]:
        """By code what is kept although the person goes: contracts (their accounts have some), archive (the account
        is the person and has contracts), correspondence, files, audit."""
        accounts = accounts_of(self.session, login_id)
        own = own_accounts_of(self.session, login_id)
        found = {
            "contracts": self._any("contract", "account_id", accounts),
            "archive": self._any("contract", "account_id", own),
            "correspondence": self._any("service_request", "posted_by_id", [login_id])
            or self._any("feedback", "posted_by_id", [login_id]),
            "files": self._any("attachment", "added_by_id", [login_id]),
            "audit": True,
        }
        return [code for code, is_there in found.items() if is_there]

    def due(self) -> Sequence[Erasure]:
        """Approved ones whose hour has come, locked."""
        query = select(Erasure).where(Erasure.state == ErasureState.APPROVED, Erasure.runs_at <= self.work.now)
        return self.session.scalars(query.order_by(Erasure.id).limit(5).with_for_update(skip_locked=True)).all()

    def waiting(self) -> int:
        """How many wait for a decision."""
        return self.session.scalar(select(func.count(Erasure.id)).where(Erasure.state == ErasureState.OPEN)) or 0

    def _any(self, name: str, key: str, ids: list[int]) -> bool:
        table = Base.metadata.tables[name]
        query = select(table.c.id).where(table.c[key].in_(ids)).limit(1)
        return self.session.unguarded("what hangs on a person").scalar(query) is not None
