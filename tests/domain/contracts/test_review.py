"""What a contract must say before it is reviewed, whose word is missing, and which papers hold it back: tables."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from portal.domain.accounts.models import Qualification
from portal.domain.contracts.clauses import CLAUSE_TYPES
from portal.domain.contracts.effect import expired_papers
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


@pytest.mark.parametrize(
    ("papers", "licence_until", "over"),
    [
        ({}, None, ()),
        ({"drug_licence": "2026-12-31"}, None, ()),
        ({"drug_licence": "2026-12-30"}, None, ("drug_licence",)),
        ({"drug_licence": "2026-12-30"}, "2027-05-01", ()),
        ({}, "2026-12-30", ("drug_licence",)),
        ({"business_licence": None, "poa": "2020-01-01", "seal_samples": "2020-01-01"}, None, ()),
        ({"business_licence": "2026-01-01", "production_licence": "2026-02-01"}, None,
         ("business_licence", "production_licence")),
    ],
)  # fmt: skip
def test_papers_valid_through_their_last_day(
    papers: dict[str, str | None], licence_until: str | None, over: tuple[str, ...]
) -> None:
    on_file = [Qualification(doc_type=kind, expires_on=iso(day)) for kind, day in papers.items()]
    account: Any = SimpleNamespace(licence_until=iso(licence_until))
    assert expired_papers(account, on_file, date(2026, 12, 31)) == over


def iso(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None
