"""Writing the assignment rules, and rehearsing them on what was filed last."""

from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.domain.base import Conflict, NotFound
from portal.domain.requests.assigning.applying import chooser_for, rules_in_force, standings_of
from portal.domain.requests.assigning.choosing import Choice
from portal.domain.requests.assigning.rows import Assignment, AssignmentRule
from portal.domain.requests.models import ServiceRequest
from portal.domain.work import Repository


class Rehearsed(NamedTuple):
    """A request, and whom the rules of now would give it to."""

    request: ServiceRequest
    choice: Choice | None


class AssignmentRules(Repository):
    def listed(self) -> list[AssignmentRule]:
        """All that were not removed, in their order."""
        query = select(AssignmentRule).where(AssignmentRule.removed_at.is_(None))
        rows = self.session.scalars(self.for_change(query.order_by(AssignmentRule.position, AssignmentRule.id)))
        return list(rows)

    def removed(self, most: int = 5) -> list[AssignmentRule]:
        """What was removed last."""
        query = select(AssignmentRule).where(AssignmentRule.removed_at.is_not(None))
        return list(self.session.scalars(query.order_by(AssignmentRule.removed_at.desc()).limit(most)))

    def get(self, rule_id: int) -> AssignmentRule:
        """The rule, also a removed one; raises NotFound."""
        one: AssignmentRule | None = None
        if rule_id < 2**63:  # more no database could hold
            one = self.session.scalar(self.for_change(select(AssignmentRule).where(AssignmentRule.id == rule_id)))
        if one is None:
            raise NotFound(str(rule_id))
        return one

    def add(self, facts: dict[str, Any]) -> AssignmentRule:
        """A rule behind all others, in force for what is filed from now on."""
        last = max((one.position for one in self.listed()), default=0)
        one = AssignmentRule(position=last + 1, since=self.work.now, **facts)
        self.session.add(one)
        self._begin()
        one.record("assignment_rule.added", by=self.work.actor, at=self.work.now, **facts)
        return one

    def change(self, one: AssignmentRule, facts: dict[str, Any], *, seen: int) -> None:
        """Write it anew; Conflict if somebody was faster."""
        if one.version != seen:
            raise Conflict("assignment_rule.changed", name=one.name)
        for name, value in facts.items():
            setattr(one, name, value)
        one.record("assignment_rule.changed", by=self.work.actor, at=self.work.now, **facts)

    def move(self, one: AssignmentRule, *, up: bool) -> None:
        """Let it be asked before the one above it, or after the one below it; at the end of the list nothing moves."""
        rules = self.listed()
        at = next((place for place, rule in enumerate(rules) if rule.id == one.id), None)
        if at is None:
            raise NotFound(str(one.id))
        to = at - 1 if up else at + 1
        if not 0 <= to < len(rules):
            return
        rules[at], rules[to] = rules[to], rules[at]
        for place, rule in enumerate(rules, start=1):
            rule.position = place
        one.record("assignment_rule.changed", by=self.work.actor, at=self.work.now, position=to + 1)

    def switch(self, one: AssignmentRule, *, on: bool) -> None:
        """Off, it is passed over; on again, it counts for what is filed from now on."""
        if one.is_on == on:
            return
        one.is_on = on
        if on:
            one.since = self.work.now
            self._begin()
        one.record("assignment_rule.changed", by=self.work.actor, at=self.work.now, is_on=on)

    def remove(self, one: AssignmentRule) -> None:
        """It is not asked any more; `restore` brings it back."""
        if one.removed_at is None:
            one.removed_at = self.work.now
            one.record("assignment_rule.removed", by=self.work.actor, at=self.work.now)

    def restore(self, one: AssignmentRule) -> None:
        """Behind all others, as it was, for what is filed from now on."""
        if one.removed_at is None:
            return
        one.position = max((rule.position for rule in self.listed()), default=0) + 1
        one.removed_at, one.since = None, self.work.now
        self._begin()
        one.record("assignment_rule.restored", by=self.work.actor, at=self.work.now)

    def rehearse(self, most: int = 20) -> list[Rehearsed]:
        """The newest requests, and to whom they would go if they were filed one after the other now; only reads."""
        query = select(ServiceRequest).options(joinedload(ServiceRequest.account))
        newest = list(self.session.scalars(query.order_by(ServiceRequest.id.desc()).limit(most)))
        chooser, standings = chooser_for(self.work, rules_in_force(self.work)), standings_of(self.work, newest)
        rehearsed = [
            Rehearsed(one, chooser.choose(one.category, one.account, standings.get(one.account_id)))
            for one in reversed(newest)
        ]
        return rehearsed[::-1]

    def _begin(self) -> None:
        """The first rule in force marks the newest request as looked at: what was filed before it is left alone."""
        if len(rules_in_force(self.work)) > 1:
            return
        newest = self.session.scalar(select(func.max(ServiceRequest.id)))
        known = newest and self.session.scalar(select(Assignment.id).where(Assignment.request_id == newest))
        if newest and not known:
            filed = self.session.scalars(select(ServiceRequest).where(ServiceRequest.id == newest)).one()
            row = Assignment(account_id=filed.account_id, request_id=newest, at=self.work.now)
            self.session.add(row)
