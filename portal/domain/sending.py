"""Answers of ours that can still be taken back: held for some seconds, then let out exactly once."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import joinedload

from portal.domain.attachments.models import BackstageAttachment, StoredFile
from portal.domain.attachments.repository import AttachmentRepository
from portal.domain.base import Conflict, Refused
from portal.domain.events import Actor
from portal.domain.people.models import Staff
from portal.domain.promises.repository import PromiseRepository
from portal.domain.promises.source import source_of
from portal.domain.requests.carrying import is_being_extended
from portal.domain.requests.composing import ANSWER, HeldAnswer
from portal.domain.requests.drafts import Drafts
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.states import ENDING, SIDES, RequestState, next_state
from portal.domain.requests.thread import Answer
from portal.domain.work import Repository, Work

RETURNED = "request.answer_returned"


class Sending(Repository):
    def hold(
        self, filed: ServiceRequest, *, text: str, seconds: int, resolves: bool = False,
        promise: dict[str, Any] | None = None, files: Sequence[StoredFile] = (),
    ) -> HeldAnswer:  # fmt: skip
        """Send an answer that goes out in `seconds`; Refused as the answer itself would be now."""
        _check(filed, ["answer", *(["resolve"] if resolves else [])], self.work.actor)
        actor, now = self.work.actor, self.work.now
        held = HeldAnswer(
            account_id=filed.account_id, request_id=filed.id, staff_id=actor.staff_id, at=now,
            goes_out_at=now + timedelta(seconds=seconds), text=text, resolves=resolves,
            promise=_stored(promise) if promise else {}, address=actor.address,
        )  # fmt: skip
        self.session.add(held)
        self.session.flush()
        AttachmentRepository(self.work).hang(files, held, backstage=True)
        return held

    def take_back(self, filed: ServiceRequest, held_id: int) -> None:
        """Put my answer back into my draft, without its files; Conflict when it is out, or was taken back already."""
        mine = (HeldAnswer.request_id == filed.id, HeldAnswer.staff_id == self.work.actor.staff_id)
        query = select(HeldAnswer).where(HeldAnswer.id == held_id, *mine).with_for_update()
        held: HeldAnswer | None = self.session.scalar(query) if 0 < held_id < 2**63 else None
        if held is None:
            raise Conflict("answer.gone_out")
        self._undo(Drafts(self.work), filed, held)

    def due(self, request_id: int | None = None, most: int = 50) -> list[int]:
        """Ids of answers that should be out by now, the first on top; a partner may ask it of their request, and learns
        nothing but the answer that is theirs to read."""
        columns = HeldAnswer.__table__.c
        query = select(columns.id).where(columns.goes_out_at <= self.work.now)
        if request_id is not None:
            query = query.where(columns.request_id == request_id)
        found = self.session.unguarded("answers that are for the partner to read by now").execute(
            query.order_by(columns.goes_out_at, columns.id).limit(most)
        )
        return list(found.scalars())

    def let_out(self, held_id: int) -> bool:
        """Let one answer out if it is due and nobody else is at it; whether this did it. Who has left by then says
        nothing more to a partner.

        Row, answer, event and change of state are one transaction: whoever is killed in between has done nothing."""
        due = (HeldAnswer.id == held_id, HeldAnswer.goes_out_at <= self.work.now)
        held: HeldAnswer | None = self.session.scalar(
            select(HeldAnswer).where(*due).with_for_update(skip_locked=True)
        )  # fmt: skip
        if held is None:
            return False
        post = self.session.get_one(Staff, held.staff_id, options=[joinedload(Staff.login)])
        work, filed = Work(self.session, _writer(post, held), self.work.now, writes=True), self._request_of(held)
        if post.login.deactivated_at is not None or not self._could_answer(work, filed, held):
            self._undo(Drafts(work), filed, held, returned=True)
            filed.record(RETURNED, by=Actor.system("portal"), at=self.work.now, staff_id=held.staff_id)
        return True

    def _could_answer(self, work: Work, filed: ServiceRequest, held: HeldAnswer) -> bool:
        """Whether it is out; else the request has ended meanwhile, and the writer is told and keeps the text."""
        try:
            self._answer(work, filed, held)
        except Refused:
            return False
        return True

    def _answer(self, work: Work, filed: ServiceRequest, held: HeldAnswer) -> None:
        """As at the moment of sending; what the partner wrote since is not answered by it, and is not resolved."""
        wrote = (Answer.request_id == filed.id, Answer.from_staff.is_(False), Answer.at > held.at)
        since = self.session.scalar(select(func.min(Answer.at)).where(*wrote))
        answer = filed.answer(by=work.actor, at=work.now, text=held.text, said_at=held.at, unanswered_since=since)
        self._move_files(work, held, answer)
        if held.promise:
            PromiseRepository(work).give(filed.account_id, source=source_of(filed), **_promised(held, work.today))
        if held.resolves and since is None:
            with suppress(Refused):  # something came between; the answer stands, and the request is still open
                filed.resolve(by=work.actor, at=work.now)
        self.session.delete(held)

    def _request_of(self, held: HeldAnswer) -> ServiceRequest:
        """The request it was written to, or the one into which that was merged meanwhile."""
        filed = self._locked(ServiceRequest.id == held.request_id)
        while filed.state == RequestState.MERGED:
            filed = self._locked(ServiceRequest.number == filed.went_into)
        return filed

    def _locked(self, which: ColumnElement[bool]) -> ServiceRequest:
        found: ServiceRequest = self.session.scalars(self.for_change(select(ServiceRequest).where(which))).one()
        return found

    def _move_files(self, work: Work, held: HeldAnswer, answer: Answer) -> None:
        attachments = AttachmentRepository(work)
        files = attachments.on([held], backstage=True).get(held.id, [])
        attachments.hang([StoredFile(one.sha256, one.name, one.size, one.media_type) for one in files], answer)
        for one in files:
            self.session.delete(one)

    def _undo(self, drafts: Drafts, filed: ServiceRequest, held: HeldAnswer, *, returned: bool = False) -> None:
        facts = {"resolve": held.resolves, "promise": held.promise, "returned": returned}
        drafts.put_back(filed, ANSWER, held.text, facts)
        hung = (BackstageAttachment.subject == held.__tablename__, BackstageAttachment.subject_id == held.id)
        self.session.execute(delete(BackstageAttachment).where(*hung), execution_options={"synchronize_session": False})
        self.session.delete(held)


def _writer(post: Staff, held: HeldAnswer) -> Actor:
    return Actor(
        "staff", post.login.name, login_id=post.login_id, staff_id=post.id, roles=frozenset(post.roles),
        address=held.address,
    )  # fmt: skip


def _check(filed: ServiceRequest, verbs: list[str], by: Actor) -> None:
    state = RequestState(filed.state)
    for verb in verbs:
        if verb in ENDING and is_being_extended(filed):
            raise Refused("request.extension_open", number=filed.number)
        state = next_state(state, verb, SIDES[by.kind])


def _stored(promise: dict[str, Any]) -> dict[str, Any]:
    return {**promise, "due_on": promise["due_on"].isoformat()}


def _promised(held: HeldAnswer, today: date) -> dict[str, Any]:
    """A day that has passed while the answer waited is today: what was promised is not lost over it."""
    return {**held.promise, "due_on": max(date.fromisoformat(held.promise["due_on"]), today)}
