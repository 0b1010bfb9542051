"""The desk seen by who should not learn of it: the tier behind a deadline, who brought an answer back (AZ8, AL1)."""

from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import update

from portal.domain.requests.clocks import policies
from portal.domain.requests.clocks.rows import ClockTarget
from portal.domain.requests.composing import HeldAnswer
from tests.filing import filed
from tests.notify.acts import MEMBER, SERVICE, act
from tests.people import People


def test_a_deadline_does_not_tell_a_partner_that_their_tier_raised_it(people: People) -> None:
    """By the standard nothing but VIP raises a request by one level, and a company may promise VIPs less time."""
    with people.backstage() as uow:
        raised = update(ClockTarget).where(ClockTarget.priority == "p2")
        sooner = raised.values(first_minutes=31, next_minutes=31, resolution_minutes=301)
        uow.session.execute(sooner, execution_options={"outside_scope": "a tuned standard"})
    policies.forget_all()
    number = filed(people)
    asked = [f"/requests/{number}/deadlines?of={of}" for of in ("first", "resolution")]
    staff, partner = people.sign_in(SERVICE), people.sign_in(MEMBER)
    assert all("优先" in staff.get(f"/staff{address}").text for address in asked)
    for address in asked:
        theirs = partner.get(address).text
        assert "优先" not in theirs and "7 小时 30 分" not in theirs


def test_an_answer_that_comes_back_is_nobodys_act(app: Flask, people: People) -> None:
    """Whoever opens the page only looks: neither the partner nor a colleague brought it back."""
    number, at = filed(people), datetime.now(UTC)
    act(app, number, MEMBER, "cancel")
    writer = int(people.staff_id(SERVICE))
    with people.backstage() as uow:
        one = uow.requests.get(number)
        of = {"account_id": one.account_id, "request_id": one.id, "staff_id": writer}
        uow.session.add(HeldAnswer(**of, at=at, goes_out_at=at - timedelta(seconds=1), text="谢谢"))
    assert people.sign_in(MEMBER).get(f"/requests/{number}").status_code == 200
    [event] = people.events("request.answer_returned")
    assert (event.actor_kind, event.actor_login_id) == ("system", None)
