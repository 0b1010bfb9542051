"""The life of an agreement: one table of what each verb does to each state, one of what is refused, with the event."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from portal.domain.base import Refused
from portal.domain.contracts import life
from portal.domain.contracts.life import FROM, Ground, Notice, Verb, verbs_for
from portal.domain.contracts.models import Contract, ContractVersion
from portal.domain.contracts.state import ContractState, state_on
from portal.domain.events import Actor

AT, TODAY = datetime(2026, 6, 30, 18, 0, tzinfo=UTC), date(2026, 7, 1)  # after midnight in Shanghai
EARLIER = datetime(2026, 5, 1, tzinfo=UTC)
BY = Actor("staff", "沈立言", login_id=7)
STATES: dict[str, dict[str, Any]] = {
    "draft": {"signed": False},
    "internal_review": {"signed": False, "review_at": EARLIER},
    "sent": {"signed": False, "sent_at": EARLIER},
    "signed": {"starts_on": date(2026, 8, 1), "awaits": "deposit"},
    "active": {},
    "expiring": {"ends_on": date(2026, 7, 31)},
    "expired": {"ends_on": date(2026, 6, 30)},
    "suspended": {"suspended_at": EARLIER, "suspended_why": "证照到期"},
    "disputed": {"disputed_at": EARLIER},
    "terminated": {"terminated_on": date(2026, 6, 1)},
    "settled": {"terminated_on": date(2026, 6, 1), "settled_on": date(2026, 6, 20)},
    "archived": {"settled_on": date(2026, 6, 20), "archived_on": date(2026, 6, 30)},
}
ARRIVED = Notice(Ground.CONTRACTUAL, date(2026, 7, 1), "连续两季未达标")
ACTS: dict[Verb, Any] = {
    Verb.SUSPEND: lambda c: life.suspend(c, "证照到期", today=TODAY, by=BY, at=AT),
    Verb.RESUME: lambda c: life.resume(c, today=TODAY, by=BY, at=AT),
    Verb.DISPUTE: lambda c: life.dispute(c, "对窜货认定有异议", today=TODAY, by=BY, at=AT),
    Verb.RECONCILE: lambda c: life.reconcile(c, "双方和解", today=TODAY, by=BY, at=AT),
    Verb.TERMINATE: lambda c: life.terminate(c, ARRIVED, today=TODAY, by=BY, at=AT),
    Verb.SETTLE: lambda c: life.settle(c, TODAY, today=TODAY, by=BY, at=AT),
    Verb.EFFECTIVE: lambda c: life.take_effect(c, today=TODAY, by=BY, at=AT),
    Verb.ARCHIVE: lambda c: life.put_away(c, today=TODAY, by=BY, at=AT),
    **{verb: lambda c, verb=verb: life.require(c, verb, TODAY) for verb in (Verb.SUBMIT, Verb.APPROVE, Verb.REJECT)},
}
ONLY_GUARDED = {
    ("draft", "submit"), ("internal_review", "approve"), ("internal_review", "reject"), ("sent", "reject"),
}  # fmt: skip
"""Steps of the review: the repository keeps who took them (tests/staff/test_contract_review.py)."""
LEADS = {
    ("signed", "effective"): "signed", ("settled", "archive"): "archived",
    ("active", "suspend"): "suspended", ("expiring", "suspend"): "suspended", ("disputed", "suspend"): "suspended",
    ("suspended", "resume"): "active",
    ("active", "dispute"): "disputed", ("expiring", "dispute"): "disputed", ("disputed", "reconcile"): "active",
    ("active", "terminate"): "terminated", ("expiring", "terminate"): "terminated",
    ("suspended", "terminate"): "terminated", ("disputed", "terminate"): "terminated",
    ("expired", "settle"): "settled", ("terminated", "settle"): "settled",
}  # fmt: skip


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[SimpleNamespace]:
    events: list[SimpleNamespace] = []
    record = lambda self, kind, *, by, at, **facts: events.append(SimpleNamespace(kind=kind, by=by, at=at, facts=facts))  # noqa: E731
    monkeypatch.setattr(Contract, "record", record)
    return events


def contract(signed: bool = True, **facts: Any) -> Contract:
    day = date(2026, 1, 1) if signed else None
    first = ContractVersion(no=1, effective_from=date(2026, 1, 1), signed_by_us_on=day, signed_by_partner_on=day)
    usual = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31), "side": "downstream", "number": "D-1"}
    return Contract(versions=[first], version=1, **{"awaits": "", **usual, **facts})


@pytest.mark.parametrize("verb", Verb)
@pytest.mark.parametrize("state", STATES)
def test_each_verb_in_each_state(state: str, verb: Verb, told: list[SimpleNamespace]) -> None:
    one = contract(**STATES[state])
    assert state_on(one, TODAY) == state
    leads = LEADS.get((state, verb))
    assert (verb in verbs_for(one, TODAY)) == (leads is not None or (state, verb) in ONLY_GUARDED)
    if (state, verb) in ONLY_GUARDED:
        ACTS[verb](one)
        return
    if leads is None:
        with pytest.raises(Refused) as refused:
            ACTS[verb](one)
        assert refused.value.code == "contract.wrong_state" and told == [] and state_on(one, TODAY) == state
        return
    ACTS[verb](one)
    assert state_on(one, TODAY) == leads
    (event,) = told
    assert (event.by, event.at, one.changed_at) == (BY, AT, AT)


def test_every_state_and_verb_has_its_case() -> None:
    assert set(STATES) == set(ContractState) and set(ACTS) == set(FROM) == set(Verb)


@pytest.mark.parametrize(
    ("notice", "facts", "code"),
    [
        ({"ground": Ground.TAKEBACK}, {}, "contract.ground_not_here"),
        ({"ground": Ground.TAKEBACK}, {"side": "upstream"}, None),
        ({"arrived_on": date(2026, 7, 2)}, {}, "contract.notice_ahead"),
        ({"arrived_on": date(2025, 12, 31)}, {}, "contract.notice_too_early"),
        ({"named_day": date(2026, 6, 30)}, {}, "contract.ends_before_notice"),
        ({"named_day": date(2027, 1, 1)}, {}, "contract.ends_anyway"),
        ({"named_day": date(2026, 12, 31)}, {}, None),
        ({}, {"terminated_on": date(2026, 9, 1)}, "contract.terminated_already"),
    ],
)
def test_the_guards_of_a_termination(
    notice: dict[str, Any], facts: dict[str, Any], code: str | None, told: list[SimpleNamespace]
) -> None:
    one = contract(**facts)
    given = Notice(**{"ground": Ground.AGREED, "arrived_on": TODAY, "why": "双方同意", **notice})
    if code:
        with pytest.raises(Refused) as refused:
            life.terminate(one, given, today=TODAY, by=BY, at=AT)
        assert refused.value.code == code and told == []
    else:
        life.terminate(one, given, today=TODAY, by=BY, at=AT)
        assert one.terminated_on == given.takes_effect_on and told[0].facts["ground"] == given.ground


@pytest.mark.parametrize(
    ("facts", "day", "code"),
    [
        ({"ends_on": date(2026, 6, 20)}, "2026-06-21", None), ({"ends_on": date(2026, 6, 20)}, "2026-07-01", None),
        ({"ends_on": date(2026, 6, 20)}, "2026-06-20", "contract.settled_too_early"),
        ({"ends_on": date(2026, 6, 20)}, "2026-07-02", "contract.settled_ahead"),
        ({"terminated_on": date(2026, 6, 1)}, "2026-06-01", None),
        ({"terminated_on": date(2026, 6, 1)}, "2026-05-31", "contract.settled_too_early"),
    ],
)  # fmt: skip
def test_the_guards_of_settling(facts: dict[str, Any], day: str, code: str | None, told: list[SimpleNamespace]) -> None:
    one = contract(**facts)
    if code:
        with pytest.raises(Refused) as refused:
            life.settle(one, date.fromisoformat(day), today=TODAY, by=BY, at=AT)
        assert refused.value.code == code and one.settled_on is None
    else:
        life.settle(one, date.fromisoformat(day), today=TODAY, by=BY, at=AT)
        assert one.settled_on == date.fromisoformat(day) and told[0].facts == {"on": day} and told[0].by is BY


def test_the_days_it_was_held_up_are_counted_on_the_calendar_of_shanghai(told: list[SimpleNamespace]) -> None:
    one = contract(suspended_at=datetime(2026, 6, 10, 17, 0, tzinfo=UTC), suspended_why="欠款")
    life.resume(one, today=TODAY, by=BY, at=AT)
    assert told[0].facts == {"since": "2026-06-11", "days": 20} and (one.suspended_at, one.suspended_why) == (None, "")


@pytest.mark.parametrize(
    ("facts", "states"),
    [
        ({"awaits": "deposit"}, {"2026-01-01": "signed", "2026-07-01": "signed", "2027-01-01": "expired"}),
        ({"awaits": "deposit papers", "effective_on": date(2026, 3, 2)},
         {"2026-03-01": "signed", "2026-03-02": "active", "2026-10-02": "active", "2026-10-03": "expiring"}),
        ({"awaits": "", "effective_on": None}, {"2025-12-31": "signed", "2026-01-01": "active"}),
        ({"awaits": "deposit", "disputed_at": EARLIER}, {"2026-07-01": "disputed"}),
    ],
)  # fmt: skip
def test_what_is_awaited_holds_it_back_until_its_day(facts: dict[str, Any], states: dict[str, str]) -> None:
    one = contract(**facts)
    assert {day: str(state_on(one, date.fromisoformat(day))) for day in states} == states


@pytest.mark.parametrize(("starts_on", "day"), [("2026-01-01", "2026-07-01"), ("2026-08-01", "2026-08-01")])
def test_it_takes_effect_on_its_first_day_at_the_earliest(
    starts_on: str, day: str, told: list[SimpleNamespace]
) -> None:
    one = contract(awaits="deposit", starts_on=date.fromisoformat(starts_on))
    life.take_effect(one, today=TODAY, by=BY, at=AT)
    assert told[0].facts == {"on": day} and one.effective_on == date.fromisoformat(day)
    with pytest.raises(Refused, match=r"contract\.wrong_state"):
        life.take_effect(one, today=TODAY, by=BY, at=AT)
