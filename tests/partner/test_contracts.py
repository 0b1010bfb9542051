"""The partner's contracts: own ones only, in plain words, sums of penalties for owners alone (AZ2, AZ3, AZ6)."""

from datetime import date, timedelta
from typing import Any

import pytest

from portal.domain.contracts.models import Clause, ContractVersion
from tests.domain.contracts.clause_examples import GOOD
from tests.people import People

OWNER, MEMBER, VIEWER = "owner@minchuan.example", "member@minchuan.example", "viewer@minchuan.example"
NEIGHBOUR = "owner@yueqiao.example"


def clause_of(people: People, number: str, **facts: Any) -> int:
    """Put one more clause into a contract's first version."""
    with people.backstage() as uow:
        contract = uow.contracts.get(number)
        clause = Clause(
            account_id=contract.account_id, version_id=contract.versions[0].id, position=20, binds="partner", **facts
        )
        uow.session.add(clause)
        uow.session.flush()
        return clause.id


def test_list_shows_own_contracts_with_days_left(people: People) -> None:
    with people.backstage() as uow:
        contract = uow.contracts.get("D-2026-011")
        contract.starts_on = contract.versions[0].effective_from = uow.today - timedelta(days=300)
        contract.ends_on = uow.today + timedelta(days=40)
    body = people.sign_in(OWNER).get("/contracts/").text
    assert "D-2026-011" in body and "D-2026-012" not in body and "U-2024-001" not in body
    assert ">41 <small>" in body, "today counts"


def test_page_has_plain_words_article_page_and_original(people: People) -> None:
    body = people.sign_in(VIEWER).get("/contracts/D-2026-011").text
    for expected in ("第 9 条", "甲方应在三个工作日内发货（D-2026-011）。", "洛施坦缓释片", "0.1%"):
        assert expected in body


@pytest.mark.parametrize("number", ["D-2026-012", "U-2024-001", "D-2099-001", "国药（测试）-1"])
def test_others_contracts_and_upstream_do_not_exist(people: People, number: str) -> None:
    assert people.sign_in(OWNER).get(f"/contracts/{number}").status_code == 404


def test_upstream_is_hidden_even_from_a_supplier_who_was_let_in(people: People) -> None:
    """A supplier's login would be a mistake of ours; its upstream contract still does not show."""
    with people.backstage() as uow:
        membership = uow.session.get(type_of_membership(), membership_of(uow, OWNER))
        supplier = uow.accounts.get("S-000001")
        membership.account_id = supplier.id
    visitor = people.sign_in(OWNER)
    assert visitor.get("/contracts/U-2024-001").status_code == 404
    assert "U-2024-001" not in visitor.get("/contracts/").text


def type_of_membership() -> Any:
    from portal.domain.people.models import Membership

    return Membership


def membership_of(uow: Any, email: str) -> int:
    from sqlalchemy import select

    from portal.domain.people.models import Login, Membership

    query = select(Membership.id).join(Login, Login.id == Membership.login_id).where(Login.email == email)
    return uow.session.scalars(query).one()


SUMS_FOR_OWNERS = (
    "penalty_fixed", "penalty_percent", "penalty_late_daily", "penalty_goods_multiple", "deposit_forfeiture",
    "penalty_tiered", "penalty_qualification", "takeback_compensation", "penalty_overlap", "earnest_money", "deposit",
    "confidentiality",
)  # fmt: skip
SUMS_FOR_ALL = ("delivery", "minimum_purchase", "rebate", "payment_terms")


@pytest.mark.parametrize(
    ("clause_type", "readers"),
    [*((each, {OWNER}) for each in SUMS_FOR_OWNERS), *((each, {OWNER, MEMBER, VIEWER}) for each in SUMS_FOR_ALL)],
)
def test_sums_of_penalties_and_deposits_are_for_owners(people: People, clause_type: str, readers: set[str]) -> None:
    clause_of(
        people, "D-2026-011", article="第 6 条", clause_type=clause_type, params=GOOD[clause_type], page=3,
        text_zh="人民币 87,654.32 元（大写：捌万柒仟）。",
    )  # fmt: skip
    for who in (OWNER, MEMBER, VIEWER):
        body = people.sign_in(who).get("/contracts/D-2026-011").text
        assert "第 6 条" in body
        assert ("87,654.32" in body, "捌万柒仟" in body) == (who in readers, who in readers)


@pytest.mark.parametrize(("who", "sees"), [(OWNER, True), (MEMBER, False), (VIEWER, False)])
def test_the_sum_in_plain_words_is_for_owners(people: People, who: str, sees: bool) -> None:
    clause_of(
        people, "D-2026-011", article="第 6 条", clause_type="deposit", params=GOOD["deposit"], page=3,
        text_zh="乙方应缴纳保证金。",
    )  # fmt: skip
    assert ("100,000.00" in people.sign_in(who).get("/contracts/D-2026-011").text) is sees


def test_a_draft_is_ours_and_what_was_sent_is_shown(people: People) -> None:
    with people.backstage() as uow:
        contract = uow.contracts.get("D-2026-011")
        contract.versions[0].signed_by_partner_on = None
    owner = people.sign_in(OWNER)
    assert owner.get("/contracts/D-2026-011").status_code == 404
    with people.backstage() as uow:
        contract = uow.contracts.get("D-2026-011")
        contract.sent_at = uow.now - timedelta(days=1)
    body = owner.get("/contracts/D-2026-011").text
    assert "第 9 条" in body


@pytest.mark.parametrize(
    ("day", "articles", "banner"),
    [
        ("2025-12-31", (False, False), "warn"), ("2026-02-28", (True, False), "2026-02-28"),
        ("2026-03-01", (True, True), "2026-03-01"), ("2027-01-01", (True, True), "warn"),
        ("9999-12-31", (True, True), "warn"),
    ],
)  # fmt: skip
def test_the_terms_as_of_any_day_on_both_faces(
    people: People, day: str, articles: tuple[bool, bool], banner: str
) -> None:
    with people.backstage() as uow:
        contract = uow.contracts.get("D-2026-011")
        later = ContractVersion(
            account_id=contract.account_id, contract_id=contract.id, no=2, effective_from=date(2026, 3, 1),
            signed_by_us_on=date(2026, 2, 20), signed_by_partner_on=date(2026, 2, 21),
            clauses=[Clause(account_id=contract.account_id, article="第 21 条", position=21, clause_type="delivery",
                            params=GOOD["delivery"], binds="us", text_zh="变更后的条款")],
        )  # fmt: skip
        contract.versions.append(later)
    for name, address in ((VIEWER, "/contracts/D-2026-011"), ("service@demo.example", "/staff/contracts/D-2026-011")):
        body = people.sign_in(name).get(f"{address}?on={day}").text
        shown = body[body.index('<ul class="terms"') :]
        shown = shown[: shown.index("</ul>")]
        assert ("第 9 条" in shown, "变更后的条款" in shown) == articles
        assert banner in body[body.index("day-told") :][:400] and f'value="{day}"' in body
        assert day in body[body.index("print-terms") :][:300], "the paper says of which day"
        assert "day-told" not in people.sign_in(name).get(f"{address}?on=2026-13-01").text
