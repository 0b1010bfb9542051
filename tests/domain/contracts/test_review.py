"""What a contract must say before it is reviewed, whose word is missing, and which papers hold it back: tables."""

import pytest

from portal.domain.contracts.clauses import CLAUSE_TYPES
from portal.domain.contracts.models import Clause, Contract, ContractTerritory
from portal.domain.contracts.review import NEEDS, Need, awaited, capacity_of, lacking, this_round
from portal.domain.contracts.sign_offs import SignOff
from portal.domain.events import Actor

pytestmark = pytest.mark.engineless
WHOLE_DOWNSTREAM = "minimum_purchase deposit anti_diversion compliance"
WHOLE_UPSTREAM = "auto_renewal takeback_compensation exclusivity"


@pytest.mark.parametrize(
    ("side", "types", "missing"),
    [
        ("downstream", WHOLE_DOWNSTREAM, ""),
        ("downstream", "", "quota deposit anti_diversion compliance"),
        ("downstream", "minimum_purchase deposit compliance delivery", "anti_diversion"),
        ("downstream", WHOLE_UPSTREAM, "quota deposit anti_diversion compliance"),
        ("upstream", WHOLE_UPSTREAM, ""),
        ("upstream", "extension_option penalty_fixed exclusivity", ""),
        ("upstream", "priority_renewal penalty_overlap earnest_money exclusivity", "takeback_or_penalty"),
        ("upstream", WHOLE_DOWNSTREAM, "term_extension takeback_or_penalty exclusivity"),
    ],
)
def test_what_a_contract_must_say(side: str, types: str, missing: str) -> None:
    assert set(types.split()) <= set(CLAUSE_TYPES)
    clauses = [Clause(clause_type=code, change="add") for code in types.split()]
    one = Contract(side=side, territories=[ContractTerritory()])
    assert [str(need) for need in lacking(one, clauses)] == missing.split()


def test_a_clause_taken_out_is_not_there_and_no_region_is_a_lack() -> None:
    clauses = [Clause(clause_type=code, change="add") for code in WHOLE_DOWNSTREAM.split()]
    clauses[1].change = "remove"
    assert lacking(Contract(side="downstream", territories=[]), clauses) == (Need.TERRITORY, Need.DEPOSIT)
    assert {need for needs in NEEDS.values() for need in needs} == set(Need)


def steps(text: str) -> list[SignOff]:
    return [SignOff(step=step, by_id=int(who)) for step, who in (one.split(":") for one in text.split())]


@pytest.mark.parametrize(
    ("told", "missing"),
    [
        ("", "sales quality legal"),
        ("submitted:1", "sales quality legal"),
        ("submitted:1 quality:2", "sales legal"),
        ("submitted:1 legal:3 quality:2 sales:4", ""),
        ("submitted:1 owner:9", ""),
        ("submitted:1 sales:2 sent_back:3 submitted:1", "sales quality legal"),
        ("submitted:1 sales:2 sent_back:3", "sales quality legal"),
    ],
)
def test_whose_word_is_missing(told: str, missing: str) -> None:
    assert [str(step) for step in awaited(this_round(steps(told)))] == missing.split()


@pytest.mark.parametrize(
    ("told", "who", "roles", "capacity"),
    [
        ("submitted:1", 2, "legal", "legal"),
        ("submitted:1", 1, "legal", None),
        ("submitted:1 legal:2", 2, "legal business", None),
        ("submitted:1 legal:2", 3, "legal", None),
        ("submitted:1 legal:2", 3, "legal business", "sales"),
        ("submitted:1", 4, "executive", "owner"),
        ("submitted:1", 4, "executive quality", "quality"),
        ("submitted:1", 5, "finance service care", None),
    ],
)
def test_in_which_capacity_one_agrees(told: str, who: int, roles: str, capacity: str | None) -> None:
    actor = Actor("staff", "某某", login_id=who, roles=frozenset(roles.split()))
    assert capacity_of(actor, steps(told)) == capacity
