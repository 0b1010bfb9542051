"""Products at the desk: the catalogue, approval numbers, supply that partners never see, two editors (AZ8, BI4)."""

from typing import Any

import pytest

from tests.people import People

KEEPER, READER = "business@demo.example", "service@demo.example"
PACK: dict[str, Any] = {
    "code": "PR09", "name_zh": "测试片", "spec": "10 mg × 28 片", "approval_no": "国药准字HJ20990005",
    "storage": "cold", "supplier": "S-000001", "listed_price": "196", "supply_price": "158.50",
}  # fmt: skip


def test_add_find_and_show(people: People) -> None:
    assert people.sign_in(KEEPER).post("/staff/products/", PACK).status_code == 303
    reader = people.sign_in(READER)
    assert "测试片" in reader.piece("/staff/products/?q=HJ2099", "product_list").text
    body = reader.get("/staff/products/PR09").text
    assert all(word in body for word in ("¥196.00", "¥158.50", "川岭制药有限公司", "国药准字HJ20990005"))
    assert "D-2026-011" in reader.get("/staff/products/PR01").text


@pytest.mark.parametrize("changes", [
    {"approval_no": "国药准字H1234"}, {"approval_no": "国药准字X20990001"}, {"name_zh": ""}, {"code": "PR01"},
    {"code": "片"}, {"supplier": "D-000101"}, {"supplier": "S-999999"}, {"listed_price": "abc"},
    {"supply_price": "1.234"}, {"storage": "hot"}, {"approval_until": "2099-13-01"}, {"boxes_per_case": "many"},
])  # fmt: skip
def test_mistakes_come_back(people: People, changes: dict[str, str]) -> None:
    answer = people.sign_in(KEEPER).post("/staff/products/", {**PACK, **changes})
    assert answer.status_code == 422 and "error-summary" in answer.text
    assert people.events("product.added") == []


def test_change_and_two_editors(people: People) -> None:
    keeper = people.sign_in(KEEPER)
    keeper.post("/staff/products/", PACK)
    changed = {**PACK, "name_zh": "新名片", "version": "1"}
    assert keeper.post("/staff/products/PR09", changed).status_code == 303
    late = keeper.post("/staff/products/PR09", {**changed, "name_zh": "迟到的名"})
    assert late.status_code == 409 and "迟到的名" in late.text and "新名片" in late.text
    (event,) = people.events("product.changed")
    assert event.facts["changes"]["name_zh"] == ["测试片", "新名片"]


def test_a_product_can_lose_its_supplier(people: People) -> None:
    keeper = people.sign_in(KEEPER)
    keeper.post("/staff/products/", PACK)
    assert keeper.post("/staff/products/PR09", {**PACK, "supplier": "", "version": "1"}).status_code == 303
    with people.backstage() as uow:
        assert uow.products.supply(uow.products.get("PR09")) == (None, None)


def test_readers_do_not_write_and_partners_do_not_come_in(people: People) -> None:
    reader = people.sign_in(READER)
    assert reader.get("/staff/products/new").status_code == 404
    assert reader.post("/staff/products/", PACK).status_code == 404
    assert people.sign_in("owner@minchuan.example").get("/staff/products/").status_code == 404
