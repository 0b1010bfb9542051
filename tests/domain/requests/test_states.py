"""States of requests and feedback: who may do what, and what it leads to."""

from datetime import date

import pytest

from portal.domain.feedback import kinds
from portal.domain.feedback.kinds import KINDS, FeedbackKind, FeedbackState
from portal.domain.requests.states import (
    ENDED,
    OPEN,
    STEPS,
    RequestState,
    Who,
    WrongState,
    closes_after,
    last_day_to_reopen,
    may_reopen,
    next_state,
    verbs_for,
)
from portal.domain.working_days import WorkingDays


@pytest.mark.parametrize(
    ("state", "verb", "after"),
    [
        ("new", "assign", "accepted"),
        ("in_progress", "assign", "in_progress"),
        ("new", "answer", "in_progress"),
        ("accepted", "answer", "in_progress"),
        ("waiting_partner", "answer", "waiting_partner"),
        ("resolved", "answer", "resolved"),
        ("new", "reply", "new"),
        ("waiting_partner", "reply", "in_progress"),
        ("waiting_supplier", "reply", "waiting_supplier"),
        ("resolved", "reply", "in_progress"),
        ("in_progress", "wait_for_partner", "waiting_partner"),
        ("in_progress", "wait_for_supplier", "waiting_supplier"),
        ("waiting_supplier", "resume", "in_progress"),
        ("waiting_supplier", "resolve", "resolved"),
        ("resolved", "confirm", "closed"),
        ("resolved", "close", "closed"),
        ("resolved", "reopen", "in_progress"),
        ("closed", "reopen", "in_progress"),
        ("accepted", "reject", "rejected"),
        ("new", "cancel", "cancelled"),
        ("resolved", "merge", "merged"),
        ("waiting_partner", "convert", "converted"),
    ],
)
def test_a_verb_leads_on(state, verb, after):
    assert next_state(RequestState(state), verb) == after


@pytest.mark.parametrize(
    ("state", "verb"),
    [
        ("accepted", "cancel"),
        ("closed", "reply"),
        ("closed", "answer"),
        ("new", "reopen"),
        ("in_progress", "confirm"),
        ("rejected", "reopen"),
        ("cancelled", "assign"),
        ("new", "close"),
        ("closed", "merge"),
        ("merged", "reopen"),
        ("converted", "reply"),
    ],
)
def test_what_cannot_be_done_now_is_refused_by_name(state, verb):
    with pytest.raises(WrongState) as refusal:
        next_state(RequestState(state), verb)
    assert (refusal.value.code, refusal.value.verb, refusal.value.state) == ("request.wrong_state", verb, state)


def test_what_each_side_may_do():
    assert verbs_for(RequestState.NEW, Who.PARTNER) == ("reply", "cancel")
    assert verbs_for(RequestState.RESOLVED, Who.PARTNER) == ("reply", "confirm", "reopen")
    assert verbs_for(RequestState.RESOLVED, Who.WORKER) == ("close",)
    assert verbs_for(RequestState.CLOSED, Who.STAFF) == ("reopen",)
    assert verbs_for(RequestState.CANCELLED, Who.STAFF) == ()


def test_every_open_state_can_be_resolved_and_every_state_reached():
    for state in OPEN:
        assert next_state(state, "resolve") is RequestState.RESOLVED
    reached = {target for step in STEPS.values() for target in step.targets.values()}
    assert reached | {RequestState.NEW} == set(RequestState) == OPEN | ENDED | {RequestState.RESOLVED}


def test_reopening_ends_after_fifteen_calendar_days():
    assert last_day_to_reopen(date(2026, 11, 23)) == date(2026, 12, 8)
    assert may_reopen(date(2026, 11, 23), date(2026, 12, 8))
    assert not may_reopen(date(2026, 11, 23), date(2026, 12, 9))
    assert not may_reopen(date(2026, 11, 23), date(2026, 11, 26), within_days=2)


def test_a_resolved_request_waits_five_working_days_for_objections():
    assert closes_after(date(2026, 11, 23), WorkingDays()) == date(2026, 11, 30)
    assert closes_after(date(2026, 11, 23), WorkingDays(), working_days=1) == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("state", "verb", "after"),
    [
        ("new", "acknowledge", "acknowledged"),
        ("disputed", "convert", "converted"),
        ("acknowledged", "investigate", "investigating"),
        ("investigating", "answer", "answered"),
        ("new", "answer", "answered"),
        ("answered", "confirm", "confirmed_by_partner"),
        ("answered", "dispute", "disputed"),
        ("disputed", "answer", "answered"),
        ("confirmed_by_partner", "close", "closed"),
        ("answered", "close", "closed"),
    ],
)
def test_feedback_goes_round_its_loop(state, verb, after):
    assert kinds.next_state(FeedbackState(state), verb) == after


@pytest.mark.parametrize("state", ["new", "acknowledged", "investigating", "closed"])
def test_feedback_is_never_closed_unanswered(state):
    with pytest.raises(kinds.WrongState) as refusal:
        kinds.next_state(FeedbackState(state), "close")
    assert refusal.value.code == "feedback.wrong_state"


def test_partners_judge_answers_and_staff_give_them():
    assert kinds.verbs_for(FeedbackState.ANSWERED, "partner") == ("confirm", "dispute")
    assert kinds.verbs_for(FeedbackState.NEW, "staff") == ("acknowledge", "investigate", "answer", "convert")


@pytest.mark.parametrize(
    ("kind", "acknowledge", "answer", "call_back"),
    [
        ("complaint", 240, 3, 5),
        ("suggestion", None, 15, None),
        ("praise", None, 5, None),
        ("market_intel", None, 3, None),
    ],
)
def test_what_is_due_for_feedback(kind, acknowledge, answer, call_back):
    rule = KINDS[FeedbackKind(kind)]
    assert (rule.acknowledge_minutes, rule.answer_working_days) == (acknowledge, answer)
    assert rule.call_back_working_days == call_back
