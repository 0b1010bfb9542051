"""The same done to several requests at once: to all of them, or to none."""

from collections.abc import Callable, Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from portal.domain.base import Conflict, NotFound, Refused
from portal.domain.people.models import Staff
from portal.domain.requests.desk_card import DeskCard
from portal.domain.requests.models import ServiceRequest
from portal.domain.work import AnySelect, Repository

MOST = 100
"""So many in one act."""
Act = Callable[[ServiceRequest], bool]
"""Says whether there was anything to do."""


class Left(Exception):
    """Nothing was changed, because of `refusals` by number; None is a request that cannot be found."""

    def __init__(self, refusals: Mapping[str, Refused | None]) -> None:
        super().__init__(", ".join(refusals))
        self.refusals = refusals


class Together(Repository):
    def chosen(self, numbers: Iterable[str]) -> list[ServiceRequest]:
        """Those of them within the scope, with their desk cards and who has them, in the order of filing."""
        wanted = list(dict.fromkeys(numbers))[:MOST]
        query: AnySelect = select(ServiceRequest).where(ServiceRequest.number.in_(wanted)).order_by(ServiceRequest.id)
        found = list(self.session.scalars(self.for_change(query).options(joinedload(ServiceRequest.account))))
        cards = select(DeskCard).where(DeskCard.request_id.in_([one.id for one in found]))
        cards = cards.options(joinedload(DeskCard.assignee).joinedload(Staff.login))
        held = {card.request_id: card for card in self.session.scalars(cards)}
        for one in found:
            set_committed_value(one, "desk", held[one.id])
        return found

    def assign(self, seen: Mapping[str, int], staff: Staff) -> int:
        """Give all of them to one of us, who has some of them perhaps already; `seen` is number → version on the
        writer's page. How many changed hands. Raises Left."""
        by, at = self.work.actor, self.work.now

        def give(one: ServiceRequest) -> bool:
            if one.desk.assignee_id == staff.id:
                return False
            one.assign(staff, by=by, at=at)
            return True

        return self._do(seen, give)

    def close(self, seen: Mapping[str, int], reason: str) -> int:
        """End all of them with a reason for the partners to read: what was not resolved is resolved by it, what was
        is answered with it. How many. Raises Left."""
        by, at = self.work.actor, self.work.now

        def end(one: ServiceRequest) -> bool:
            if one.is_open:
                one.resolve(by=by, at=at, outcome=reason)
            else:
                one.answer(by=by, at=at, text=reason)
            one.close(by=by, at=at)
            return True

        return self._do(seen, end)

    def _do(self, seen: Mapping[str, int], act: Act) -> int:
        """Within one savepoint, so that one refusal leaves no trace of the others."""
        refusals, done = dict[str, Refused | None](), 0
        before = self.session.begin_nested()
        found = {one.number: one for one in self.chosen(seen)}
        for number, version in seen.items():
            try:
                done += _done(found.get(number), version, act)
            except NotFound:
                refusals[number] = None
            except Refused as refusal:
                refusals[number] = refusal
        if refusals:
            before.rollback()
            raise Left(refusals)
        before.commit()
        return done


def _done(one: ServiceRequest | None, version: int, act: Act) -> bool:
    if one is None:
        raise NotFound
    if one.version != version:
        raise Conflict("request.changed", number=one.number)
    return act(one)
