"""What counts for health and stages, and what does not though it lies beside it (domain 7.4)."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import update

from portal.domain.care.stages import Criterion
from portal.domain.contracts.breaches.models import Breach
from portal.domain.contracts.clauses import Party
from portal.domain.levels.gathering import Known, gather
from portal.domain.levels.models import StageMark
from tests.breaches import reported
from tests.people import People


def known(people: People) -> Known:
    """Of Minchuan."""
    with people.backstage() as uow:
        account = uow.accounts.get("D-000101").id
        return gather(uow.session.unguarded("as the worker"), [account], uow.today)[account]


@pytest.mark.parametrize(("days", "counts"), [(0, True), (-1, False)])
def test_a_mark_by_hand_holds_through_its_day(people: People, days: int, counts: bool) -> None:
    with people.backstage() as uow:
        until = date.fromordinal(uow.today.toordinal() + days)
        account = uow.accounts.get("D-000101").id
        uow.session.add(
            StageMark(account_id=account, criterion=Criterion.JOINT_PLAN, until=until, note="", at=datetime.now(UTC))
        )
    assert known(people).marks == ({Criterion.JOINT_PLAN} if counts else set())


def test_market_news_counts_once_somebody_has_looked_into_it(people: People) -> None:
    sent = {"kind": "market_intel", "subtype": "market_intel.vbp_rumour", "subject": "某省集采", "text": "12 月启动"}
    number = people.sign_in("owner@minchuan.example").post("/feedback/", sent).headers["Location"].rsplit("/", 1)[1]
    assert known(people).told_us == 0
    answer = {"text": "多谢，已转市场同事。"}
    assert people.sign_in("care@demo.example").post(f"/staff/feedback/{number}/answers", answer).status_code == 303
    assert known(people).told_us == 1


@pytest.mark.parametrize(
    ("obligor", "state", "count"),
    [(Party.PARTNER, "confirmed", 1), (Party.PARTNER, "reported", 0), (Party.PARTNER, "dismissed", 0),
     (Party.US, "confirmed", 0)],
)  # fmt: skip
def test_of_breaches_those_count_that_are_theirs_and_found(
    people: People, obligor: Party, state: str, count: int
) -> None:
    reported(people, article="第 9 条", obligor=obligor, what="晚到 7 天", boxes=None)
    with people.backstage() as uow:
        uow.session.execute(update(Breach).values(state=state, occurred_on=uow.today))
    assert known(people).numbers.breaches == count
