"""Merging one request into another of the same account, reading them as one, and taking them apart again."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from portal.domain.base import Conflict, NotFound, Refused
from portal.domain.requests.joined import RequestMerge
from portal.domain.requests.merge_checks import require_mergeable
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.states import OPEN, SIDES, RequestState, next_state
from portal.domain.scope import GuardedSession
from portal.domain.work import Repository

MOST = 20
"""Requests offered as a target at once."""


class Merging(Repository):
    def candidates(self, asked: ServiceRequest, words: str = "") -> list[ServiceRequest]:
        """Open requests of the same account to merge it into, the newest first; `words` stand in number or subject."""
        query = select(ServiceRequest).where(
            ServiceRequest.account_id == asked.account_id, ServiceRequest.id != asked.id, ServiceRequest.state.in_(OPEN)
        )
        if words:
            found = (ServiceRequest.number, ServiceRequest.subject)
            query = query.where(or_(*(column.icontains(words, autoescape=True) for column in found)))
        newest = query.order_by(ServiceRequest.posted_at.desc(), ServiceRequest.id.desc()).limit(MOST)
        return list(self.session.scalars(newest))

    def merge(self, number: str, into: str) -> ServiceRequest:
        """Let one request go on within another, `into`, which is returned; the clock of the first ends. Raises NotFound
        for what is outside the scope, Refused with the reason (merge_checks.py), Conflict when somebody was faster."""
        asked, target = self._locked(number, into)
        require_mergeable(asked, target)
        by, at = self.work.actor, self.work.now
        self.session.add(
            RequestMerge(
                account_id=asked.account_id, request_id=asked.id, into_id=target.id, state_before=asked.state,
                by_id=by.login_id, at=at,
            )
        )  # fmt: skip
        waits = asked.state in OPEN and (asked.answered_at is None or asked.unanswered_since is not None)
        asked.state = next_state(RequestState(asked.state), "merge", SIDES[by.kind])
        asked.closed_at, asked.went_into = at, target.number
        asked.settle("request.merged", by, at, into=target.number)
        target.has_joined = True
        if waits and target.answered_at is not None and target.unanswered_since is None:
            target.unanswered_since = at  # what waited for us there waits for us here, from now on
        target.settle("request.merged", by, at, joined=asked.number, told=asked.posted_by_id)
        return target

    def take_apart(self, number: str) -> ServiceRequest:
        """Undo a merging within seven days: the request is what it was, its clock as if it had never stood. Messages
        written since stay where they were written. Refused when it is not merged, or too late."""
        kept = self.record_of(self._found(number))
        into = self.session.scalar(select(ServiceRequest.number).where(ServiceRequest.id == kept.into_id))
        asked, target = self._locked(number, into or "")
        kept = self.record_of(asked, fresh=True)
        by, at = self.work.actor, self.work.now
        if not kept.may_be_taken_apart(at):
            raise Refused("merge.too_late", number=number)
        kept.taken_apart_at = at
        asked.state, asked.closed_at, asked.went_into = kept.state_before, None, ""
        asked.settle("request.parted", by, at, other=target.number)
        self._leave(target, kept, asked)
        return asked

    def joined(self, target: ServiceRequest) -> list[ServiceRequest]:
        """Those that go on within it, with whoever filed them, in the order in which they were merged."""
        if not target.has_joined:
            return []
        query = (
            select(ServiceRequest)
            .join(RequestMerge, RequestMerge.request_id == ServiceRequest.id)
            .where(RequestMerge.into_id == target.id, RequestMerge.taken_apart_at.is_(None))
        )
        return list(self.session.scalars(query.options(joinedload(ServiceRequest.posted_by)).order_by(RequestMerge.id)))

    def records(self, target: ServiceRequest) -> dict[int, RequestMerge]:
        """How each of them was merged, with whoever did it, by the id of the request."""
        query = select(RequestMerge).where(RequestMerge.into_id == target.id, RequestMerge.taken_apart_at.is_(None))
        return {one.request_id: one for one in self.session.scalars(query.options(joinedload(RequestMerge.by)))}

    def record_of(self, asked: ServiceRequest, *, fresh: bool = False) -> RequestMerge:
        """How it was merged, with whoever did it; Conflict when it is not merged (any more)."""
        query = select(RequestMerge).where(RequestMerge.request_id == asked.id, RequestMerge.taken_apart_at.is_(None))
        found: RequestMerge | None = self.session.scalar(
            query.options(joinedload(RequestMerge.by)), execution_options={"populate_existing": fresh}
        )
        if found is None:
            raise Conflict("merge.not_merged", number=asked.number)
        return found

    def _leave(self, target: ServiceRequest, kept: RequestMerge, asked: ServiceRequest) -> None:
        if target.unanswered_since == kept.at:
            target.unanswered_since = target.next_due_at = None
        others = select(RequestMerge.id).where(
            RequestMerge.into_id == target.id, RequestMerge.taken_apart_at.is_(None), RequestMerge.id != kept.id
        )
        target.has_joined = self.session.scalar(others.limit(1)) is not None
        by, at = self.work.actor, self.work.now
        target.settle("request.parted", by, at, joined=asked.number, told=asked.posted_by_id)

    def _locked(self, *numbers: str) -> tuple[ServiceRequest, ServiceRequest]:
        """Both requests, locked in the order of their ids: two mergers never wait for each other in a circle."""
        query = self.for_change(select(ServiceRequest).where(ServiceRequest.number.in_(numbers)))
        query = query.order_by(ServiceRequest.id).execution_options(populate_existing=True)
        found = {one.number: one for one in self.session.scalars(query)}
        first, second = (found.get(number) for number in numbers)
        if first is None or second is None:
            raise NotFound(" ".join(numbers))
        return first, second

    def _found(self, number: str) -> ServiceRequest:
        found = self.session.scalar(select(ServiceRequest).where(ServiceRequest.number == number))
        if found is None:
            raise NotFound(number)
        return found


def ids_of_whole(session: GuardedSession, filed: ServiceRequest) -> list[int]:
    """Ids of the requests that are read as one with it: first the one under whose number they go on."""
    into: int | None = filed.id
    if filed.state == RequestState.MERGED:
        current = (RequestMerge.request_id == filed.id, RequestMerge.taken_apart_at.is_(None))
        into = session.scalar(select(RequestMerge.into_id).where(*current))
    elif not filed.has_joined:
        return [filed.id]
    within = (RequestMerge.into_id == into, RequestMerge.taken_apart_at.is_(None))
    return [into or filed.id, *session.scalars(select(RequestMerge.request_id).where(*within))]


def posters_of_joined(session: GuardedSession, target_id: int) -> Sequence[int]:
    """Logins of whoever filed what goes on within that request."""
    query = select(ServiceRequest.posted_by_id).join(RequestMerge, RequestMerge.request_id == ServiceRequest.id)
    return session.scalars(query.where(RequestMerge.into_id == target_id, RequestMerge.taken_apart_at.is_(None))).all()
