"""The territory page: whose cell it is on a day, what exceeds, and what a colleague of small reach may know."""

from datetime import date, datetime

import pytest
from sqlalchemy import delete, select

from portal.domain.contracts.matrix import MatrixOfCompany
from portal.domain.contracts.models import ContractTerritory
from portal.domain.levels.models import AccountHealth
from portal.domain.people.models import Login, Staff
from portal.domain.people.roles import Reach
from portal.domain.work import SHANGHAI
from tests.people import People
from tests.staff.test_contracts import READER
from tests.staff.test_upstream import shorten

PAGE = "/staff/coverage/"
SICHUAN = f"{PAGE}?product=PR01&at=510000"


def cell_of(people: People, address: str) -> str:
    return people.sign_in(READER).get(address).text.split('id="h-cell"')[1].split("</section>")[0]


def test_a_cell_names_who_holds_it_and_by_what_right_of_ours(people: People) -> None:
    assert all(word in cell_of(people, SICHUAN) for word in ("四川省", "岷川", "D-2026-011", "独家", "U-2024-001"))
    seen = people.sign_in(READER).get(SICHUAN).text
    assert seen.count('class="tile c') == 34 and "示意图，不代表行政边界" in seen


def test_who_held_it_on_a_day_is_an_address(people: People) -> None:
    assert "这一天没有人" in cell_of(people, f"{SICHUAN}&on=2025-12-31")
    assert "D-2026-011" in cell_of(people, f"{SICHUAN}&on=2026-01-01")


def test_what_exceeds_our_right_is_signed_and_listed(people: People) -> None:
    shorten(people, "U-2024-001", date(2026, 6, 30))
    assert "超出上游" in cell_of(people, SICHUAN)
    seen = people.sign_in(READER).get(SICHUAN).text
    assert "tile-over" in seen and "授权超期" in seen.split('id="h-beyond"')[1].split("</section>")[0]


def test_a_cell_beyond_ones_reach_is_not_white_and_names_nobody(people: People) -> None:
    with people.backstage() as uow:
        post = uow.session.scalars(select(Staff).join(Login).where(Login.email == READER)).one()
        post.reach, post.provinces = Reach.REGION, ["440000"]
    seen = people.sign_in(READER).get(SICHUAN).text
    cell = seen.split('id="h-cell"')[1].split("</section>")[0]
    assert "不在您查看范围内的客户" in cell and "岷川" not in seen and "D-000101" not in seen
    assert "粤桥" in cell_of(people, f"{PAGE}?product=PR01&at=440000")


def test_the_matrix_is_worked_out_anew_after_every_change_and_only_then(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked_out: list[object] = []
    adding = MatrixOfCompany._totals
    monkeypatch.setattr(MatrixOfCompany, "_totals", lambda *told: worked_out.append(told) or adding(*told))
    reader = people.sign_in(READER)

    def sichuan() -> str:
        row = reader.get(f"{SICHUAN}&on=2026-06-01").text.split('class="matrix"')[1].split("at=510000")[0]
        return row.rsplit('class="is-', 1)[1].split('"')[0]

    with people.backstage() as uow:
        contract = uow.contracts.get("D-2026-011")
        contract.title = "改名"  # the stamp is drawn
    before = sichuan()
    assert (before, sichuan(), len(worked_out)) == ("ex", "ex", 1)
    with people.backstage() as uow:
        uow.contracts.get("D-2026-011").terminated_on = date(2026, 3, 1)
    assert sichuan() != before and len(worked_out) == 2
    with people.backstage() as uow:
        uow.contracts.get("D-2026-011").terminated_on = None
    with people.backstage() as uow:
        held = ContractTerritory.contract_id == uow.contracts.get("D-2026-011").id
        uow.session.execute(delete(ContractTerritory).where(held))
    assert sichuan() == "none" and sichuan() == "none" and len(worked_out) == 3, "rows that went without being loaded"
    with pytest.raises(ZeroDivisionError), people.backstage() as uow:
        uow.contracts.get("D-2026-011").title = "不算"
        uow.session.flush()
        raise ZeroDivisionError
    assert sichuan() == "none" and len(worked_out) == 3, "what was not kept changes nothing"


def test_what_partners_achieved_stands_beside_them_for_whoever_may_read_sales(people: People) -> None:
    with people.backstage() as uow:
        account = uow.accounts.get("D-000101")
        kept = {"sales": {"value": "87.40", "sold": 8_749, "target": 10_000}}
        uow.session.add(AccountHealth(account_id=account.id, as_of=uow.today, score=None, known=35, colour="unknown",
                                      parts=kept, met=[]))  # fmt: skip
    white = people.sign_in("director@demo.example").get(f"{SICHUAN}&white=all").text.split('id="h-white"')[1]
    assert "岷川" in white and "87%" in white and "88%" not in white
    assert "87%" not in people.sign_in("legal@demo.example").get(f"{SICHUAN}&white=all").text


def test_what_is_no_day_no_product_or_no_place_shows_today(people: People) -> None:
    seen = people.sign_in(READER).get(f"{PAGE}?product=%27&at=99&on=gestern&channel=x")
    assert seen.status_code == 200 and f'value="{datetime.now(SHANGHAI).year}' in seen.text
