"""Whom the assignment rules choose: first fitting rule, reach, absence, who is least busy."""

from datetime import UTC, datetime

import pytest

from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.people.models import Staff
from portal.domain.requests.assigning.choosing import Chooser
from portal.domain.requests.assigning.rows import AssignmentRule, Whom

BOSS, MANAGER, CARE, NARROW, SICHUAN, ANNA, BERT = range(1, 8)
POSTS = [
    Staff(id=BOSS, roles=["administrator"], reach="all", provinces=[]),
    Staff(id=MANAGER, roles=["business"], reach="own", provinces=[]),
    Staff(id=CARE, roles=["care"], reach="own", provinces=[]),
    Staff(id=NARROW, roles=["service", "quality"], reach="own", provinces=[]),
    Staff(id=SICHUAN, roles=["service"], reach="region", provinces=["510000"]),
    Staff(id=ANNA, roles=["quality"], reach="all", provinces=[]),
    Staff(id=BERT, roles=["quality"], reach="all", provinces=[]),
]
ACCOUNT = Account(id=1, province="510000", business_manager_id=MANAGER)
STANDING = AccountStanding(account_id=1, tier="vip", care_owner_id=CARE)


def rule(whom: str, what: object = None, **conditions: str) -> AssignmentRule:
    role, staff_id = (what, None) if whom == Whom.LEAST_BUSY else (None, what)
    return AssignmentRule(
        name=whom, whom=whom, staff_id=staff_id, role=role, since=datetime(2026, 1, 1, tzinfo=UTC), **conditions
    )


QUALITY, SERVICE = rule("least_busy", "quality"), rule("least_busy", "service")
CASES = {
    "a colleague by name": ([rule("colleague", BERT)], {}, {}, BERT),
    "the business manager": ([rule("manager")], {}, {}, MANAGER),
    "the care owner": ([rule("care")], {}, {}, CARE),
    "the least busy who sees the account": ([QUALITY], {}, {ANNA: 3, BERT: 2, NARROW: 0}, BERT),
    "as busy, the one who is here longer": ([QUALITY], {}, {ANNA: 2, BERT: 2}, ANNA),
    "by their province": ([SERVICE], {}, {SICHUAN: 99}, SICHUAN),
    "nobody who cannot see it": ([rule("colleague", NARROW)], {}, {}, None),
    "somebody who left is passed over": ([rule("colleague", 99), rule("manager")], {}, {}, MANAGER),
    "the first that fits": ([rule("care", category="training"), rule("manager", province="440000"), QUALITY], {},
                            {}, ANNA),
    "every condition must hold": ([rule("care", category="delivery_query", tier="vip", province="510000")], {}, {},
                                  CARE),
    "none fits": ([rule("care", tier="vip", province="440000")], {}, {}, None),
    "away, the deputy": ([rule("colleague", ANNA)], {ANNA: BERT}, {}, BERT),
    "away, and the deputy cannot see it": ([rule("colleague", ANNA), rule("care")], {ANNA: NARROW}, {}, CARE),
    "away, and the deputy left": ([rule("colleague", ANNA)], {ANNA: 99}, {}, None),
    "those who are here before any deputy": ([QUALITY], {ANNA: SICHUAN}, {BERT: 50}, BERT),
    "a whole role away": ([SERVICE], {NARROW: BOSS, SICHUAN: ANNA}, {BOSS: 1}, ANNA),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_rules_find(name: str) -> None:
    rules, away, load, expected = CASES[name]
    found = Chooser(rules, POSTS, away, load).choose("delivery_query", ACCOUNT, STANDING)
    assert (found and found.post.id) == expected
    assert (found and found.instead_of) in (None, *away)
    assert not (found and found.post.id in away)


def test_the_work_is_shared_out() -> None:
    chooser = Chooser([QUALITY], POSTS, {}, {ANNA: 1})
    found = [chooser.choose("training", ACCOUNT, None) for _ in range(5)]
    assert [one.post.id for one in found if one] == [BERT, ANNA, BERT, ANNA, BERT]
