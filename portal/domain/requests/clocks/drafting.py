"""Changing the clock policy: a draft beside the version in force, until it is put into force as the next version."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import func, select

from portal.domain.base import NotFound, Refused
from portal.domain.people.models import Login
from portal.domain.requests.calendar import forget_calendar
from portal.domain.requests.clocks.policies import (
    current_policy,
    forget_policies,
    policy_of,
    row_of,
    target_row,
    with_targets,
)
from portal.domain.requests.clocks.policy import STANDARD_POLICY, Policy, Targets
from portal.domain.requests.clocks.rows import ClockPolicy, stored_hours
from portal.domain.requests.desk_card import DeskCard
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.working_time import BusinessHours
from portal.domain.work import Repository


class Changed(NamedTuple):
    """A promise that differs between two versions; None is no clock."""

    category: str
    priority: str
    before: Targets | None
    after: Targets | None


class ClockPolicies(Repository):
    def in_force(self) -> Policy:
        return current_policy(self.work)

    def version(self, no: int) -> Policy:
        """A published version; raises NotFound."""
        if no > self.in_force().no:
            raise NotFound(str(no))
        try:
            return policy_of(self.work, no)
        except LookupError:
            raise NotFound(str(no)) from None

    def published(self) -> list[tuple[ClockPolicy, str]]:
        """Every version that was put into force, the newest first, and who did it."""
        query = select(ClockPolicy, Login.name).outerjoin(Login, Login.id == ClockPolicy.published_by_id)
        found = self.session.execute(
            query.where(ClockPolicy.published_at.is_not(None)).order_by(ClockPolicy.no.desc()).limit(50)
        )
        return [(row, name or "") for row, name in found]

    def open_by_version(self) -> dict[int, int]:
        """How many open requests keep to which version."""
        query = select(ServiceRequest.policy_no, func.count()).join(DeskCard, DeskCard.request_id == ServiceRequest.id)
        rows = self.session.execute(query.where(DeskCard.is_open).group_by(ServiceRequest.policy_no))
        return {no: count for no, count in rows}  # noqa: C416 - rows are no pairs for dict()

    def draft(self) -> ClockPolicy | None:
        """What is being prepared, with its targets."""
        query = select(ClockPolicy).where(ClockPolicy.published_at.is_(None)).options(with_targets())
        return self.session.scalar(query.limit(1))

    def begin(self) -> ClockPolicy:
        """The draft; a copy of the version in force when there is none."""
        found = self.draft()
        if found is None:
            self._ensure_first()
            found = row_of(self.in_force(), no=self._last_no() + 1)
            self.session.add(found)
            self.session.flush()
        return found

    def set_rules(self, hours: BusinessHours, warn_percent: int, paused_in: Iterable[str], is_off: bool) -> None:
        """Working hours, the warning's share in percent, the states that stop the clock, whether it promises at all."""
        draft = self.begin()
        draft.intervals, draft.warn_percent = stored_hours(hours), warn_percent
        draft.paused_in, draft.is_off = sorted(paused_in), is_off

    def set_targets(self, category: str, targets: Mapping[str, Targets]) -> None:
        """What a category promises by priority; none at all is no clock."""
        draft = self.begin()
        draft.targets = [row for row in draft.targets if row.category != category]
        self.session.flush()  # the old rows go before the new ones come
        draft.targets += [target_row((category, priority), value) for priority, value in targets.items()]

    def publish(self) -> Policy:
        """Put the draft into force for what is filed from now on. Refused when there is none."""
        draft = self._the_draft()
        draft.published_at, draft.published_by_id = self.work.now, self.work.actor.login_id
        draft.record("clock_policy.published", by=self.work.actor, at=self.work.now)
        self.session.flush()
        forget_policies(self.work)
        forget_calendar(self.work)
        return draft.value

    def discard(self) -> None:
        draft = self._the_draft()
        draft.record("clock_policy.discarded", by=self.work.actor, at=self.work.now)
        self.session.delete(draft)

    def _the_draft(self) -> ClockPolicy:
        found = self.draft()
        if found is None:
            raise Refused("policy.no_draft")
        return found

    def _ensure_first(self) -> None:
        if not self._last_no():
            self.session.add(row_of(STANDARD_POLICY, published_at=self.work.now))
            self.session.flush()

    def _last_no(self) -> int:
        return self.session.scalar(select(func.max(ClockPolicy.no))) or 0


def changed_targets(before: Policy, after: Policy) -> list[Changed]:
    """The promises that differ, in the order of the newer version's categories."""
    keys = dict.fromkeys([*after.targets, *before.targets])
    pairs = (Changed(*key, before.targets.get(key), after.targets.get(key)) for key in keys)
    return [one for one in pairs if one.before != one.after]
