"""What a run of tiers counts, and what becomes of proposals that nobody decided (domain 7.1)."""

from datetime import date

import pytest
from sqlalchemy import select

from portal.domain.accounts.models import AccountStanding
from portal.domain.contracts.models import Contract
from portal.domain.levels.models import OPEN, REFUSED, TierProposal
from portal.insight.concentration import concentration
from portal.insight.tier_run import Reckoned, reckon, write
from tests.people import People

MARCH, JUNE = date(2026, 3, 1), date(2026, 6, 1)
TODAY = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("facts", "counts"),
    [({}, True), ({"terminated_on": date(2026, 9, 1)}, False), ({"ends_on": date(2026, 9, 30)}, False),
     ({"ends_on": TODAY}, True), ({"starts_on": date(2026, 10, 2)}, False)],
)  # fmt: skip
def test_who_buys_nothing_is_of_the_rest_while_under_contract(
    people: People, facts: dict[str, date], counts: bool
) -> None:
    with people.backstage() as uow:
        contract = uow.session.scalars(select(Contract).where(Contract.number == "D-2026-011")).one()
        for name, value in facts.items():
            setattr(contract, name, value)
        uow.session.flush()
        rows = reckon(uow.session, JUNE, TODAY).rows
    assert [row["tier"] for row in rows if row["account_id"] == contract.account_id] == ["c"] * counts


def test_a_run_takes_away_what_nobody_decided_and_keeps_what_somebody_did(people: People) -> None:
    with people.backstage() as uow:
        first, second = uow.session.scalars(select(AccountStanding.account_id).order_by(AccountStanding.id).limit(2))
        for account_id, state in ((first, OPEN), (second, REFUSED)):
            uow.session.add(
                TierProposal(account_id=account_id, as_of=MARCH, tier_now="c", tier="a", gross_profit=1, state=state)
            )
    row = {"account_id": first, "as_of": JUNE, "tier_now": "c", "tier": "b", "gross_profit": 2, "share": None,
           "state": OPEN, "reason": ""}  # fmt: skip
    for _ in range(2):  # a run that was killed is done once more
        with people.app.app_context():
            write(JUNE, Reckoned([row], concentration([])))
    with people.backstage() as uow:
        kept = uow.session.scalars(select(TierProposal).order_by(TierProposal.as_of)).all()
        assert [(one.account_id, one.as_of, one.state) for one in kept] == [
            (second, MARCH, REFUSED), (first, JUNE, OPEN),
        ]  # fmt: skip
