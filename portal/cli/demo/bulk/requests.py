"""The rows of one generated request: itself, its desk card, what was said, the note behind it and its events."""

from datetime import datetime
from typing import Any

from portal.cli.demo.bulk.courses import Step
from portal.cli.demo.bulk.ids import ANSWERS, STEPS, child, event_id
from portal.cli.demo.bulk.stories import Story, World, moment
from portal.cli.demo.bulk.writing import Batch
from portal.domain.events import Event
from portal.domain.requests.clocks.rows import ClockPause
from portal.domain.requests.desk_card import DeskCard
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.states import OPEN
from portal.domain.requests.states import RequestState as S
from portal.domain.requests.thread import Answer, Note

NOTE = "对方催过一次，先电话说明，再按流程办。"
REPLIES = ("好的，谢谢。", "收到，请尽快。", "可以，就这样办。")
WORDS = {"reason": "资料不齐，请补齐后重新提交。", "outcome": "已办结，有问题请再联系我们。"}
"""What is said beside the answer that belongs to the category."""


def write_request(batch: Batch, world: World, index: int) -> None:
    story = Story(world, index)
    row = _columns(story)
    batch.add(ServiceRequest, **row)
    if story.state == S.WAITING_PARTNER:
        pause = {"state": story.state, "began_at": row["stopped_at"], "ended_at": None}
        batch.add(ClockPause, id=story.id, account_id=story.who.id, request_id=story.id, **pause)
    batch.add(DeskCard, **_card(story, is_answered=row["answered_at"] is not None))
    said = 0
    for place, step in enumerate(story.steps):
        at = moment(step.minute)
        batch.add(Event, **_event(story, step, place, at))
        if step.says:
            batch.add(Answer, **_answer(story, step, said, at))
            said += 1
    if len(story.steps) > 2 and story.draw.happens("note", 15):
        _write_note(batch, story, moment(story.steps[1].minute + 1))


def _write_note(batch: Batch, story: Story, at: datetime) -> None:
    batch.add(
        Note, id=story.id, account_id=story.who.id, request_id=story.id, author_id=story.staff_id, at=at, text=NOTE
    )
    noted = Step(0, "noted", story.state)
    batch.add(Event, **_event(story, noted, STEPS - 1, at) | {"facts": {}})


def _columns(story: Story) -> dict[str, Any]:
    return {
        "id": story.id, "account_id": story.who.id, "number": story.number, "category": story.category,
        "subject": story.subject, "text": story.subject + "，请尽快安排。", "fields": story.fields,
        "contract_id": story.who.contract_id(0) if story.who.contracts else None, "product_id": story.product_id,
        "state": story.state, "priority": story.priority, "channel": "phone" if story.by_phone else "portal",
        "posted_by_id": story.partner_id, "posted_at": moment(story.steps[0].minute),
        "answer_due_at": story.answer_due_at, "resolve_due_at": story.resolve_due_at,
        "answered_at": story.at("answered"), "resolved_at": story.at("resolved"),
        "closed_at": story.at("closed", "rejected", "cancelled"), "policy_no": 1,
        "unanswered_since": None, "next_due_at": None, "stopped_at": _stopped_at(story),
        "outcome": _outcome(story.state), "version": 1,
    }  # fmt: skip


def _stopped_at(story: Story) -> datetime | None:
    """Since when the clock stands: it waits for the partner, or is done."""
    stops = {S.WAITING_PARTNER: ("waiting",), S.RESOLVED: ("resolved",), S.CLOSED: ("resolved",)}
    return story.at(*stops.get(story.state, ()))


def _outcome(state: S) -> str:
    return {S.CLOSED: WORDS["outcome"], S.RESOLVED: WORDS["outcome"], S.REJECTED: WORDS["reason"]}.get(state, "")


def _card(story: Story, *, is_answered: bool) -> dict[str, Any]:
    is_taken = story.state not in (S.NEW, S.CANCELLED)
    return {
        "id": story.id, "account_id": story.who.id, "request_id": story.id,
        "assignee_id": story.staff_id if is_taken else None, "is_open": story.state in OPEN,
        "is_paused": _stopped_at(story) is not None, "state": story.state,
        "category": story.category, "priority": story.priority,
        "due_at": story.resolve_due_at if is_answered else story.answer_due_at,
        "touched_at": moment(story.steps[-1].minute),
    }  # fmt: skip


def _event(story: Story, step: Step, place: int, at: datetime) -> dict[str, Any]:
    by_partner = (step.by_partner or step.kind == "posted") and not story.by_phone
    return {
        "id": event_id(at, 0, story.index, place), "account_id": story.who.id, "kind": f"request.{step.kind}",
        "subject": "service_request", "subject_id": story.id, "number": story.number,
        "actor_kind": "partner" if by_partner else "staff",
        "actor_login_id": story.who.id if by_partner else story.staff_id, "address": "", "at": at,
        "facts": _facts(story, step), "dispatched_at": at,
    }  # fmt: skip


def _facts(story: Story, step: Step) -> dict[str, Any]:
    if step.kind == "posted":
        channel = "phone" if story.by_phone else "portal"
        return {"category": story.category, "priority": story.priority, "channel": channel}
    facts: dict[str, Any] = {"state": step.state}
    if step.kind == "assigned":
        facts |= {"before": None, "after": story.staff_id}
    elif step.kind == "waiting":
        facts["whom"] = step.state.removeprefix("waiting_")
    return facts


def _answer(story: Story, step: Step, place: int, at: datetime) -> dict[str, Any]:
    from_staff = story.by_phone or not step.by_partner
    return {
        "id": child(story.index, ANSWERS, place), "account_id": story.who.id, "request_id": story.id,
        "author_id": story.staff_id if from_staff else story.who.id, "from_staff": from_staff, "at": at,
        "text": _words(story, step.says),
    }  # fmt: skip


def _words(story: Story, says: str) -> str:
    if says == "answer":
        return story.wish.answer.format(**story.about.words)
    return WORDS.get(says) or story.draw.one_of("words", REPLIES)
