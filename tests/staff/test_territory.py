"""Territory below the province, by amendment, who held a cell, consents, prospects and due diligence at the desk."""

import csv
import io
from datetime import date
from typing import Any

import pytest

from portal.domain.contracts.territory import territories_on
from tests.breaches import lay_clauses, reported
from tests.people import People
from tests.staff.test_contracts import KEEPER, PAPER, READER, put, sign, version_of

LEGAL = "legal@demo.example"
HUAXI = "成都市武侯区/华西医院"


def test_a_county_and_a_hospital_are_granted_clash_and_are_found(people: People) -> None:
    """Yueqiao gets one hospital in Chongqing; an exclusive right to the county above it is refused with the clash."""
    keeper = people.sign_in(KEEPER)
    hospital = {
        **PAPER,
        "account": "D-000102",
        "provinces": [],
        "areas": "重庆市渝中区/儿童医院",
        "starts_on": "2026-01-01",
    }
    assert keeper.post("/staff/contracts/", {**hospital, "areas": "渝中"}).status_code == 422
    for wrong, words in (("朝阳区", "不止一个"), ("重庆市/儿童医院", "哪个县")):
        assert words in keeper.post("/staff/contracts/", {**hospital, "areas": wrong}).text
    assert keeper.post("/staff/contracts/", hospital).status_code == 303
    put(keeper, people, "D-2027-001", article="第 8 条")
    assert sign(keeper, "D-2027-001").status_code == 303
    seen = keeper.get("/staff/contracts/D-2027-001").text
    assert "重庆市渝中区 · 儿童医院" in seen

    county = {**PAPER, "number": "D-2027-002", "provinces": [], "areas": "500103", "starts_on": "2026-06-01"}
    refused = keeper.post("/staff/contracts/", county)
    assert refused.status_code == 422 and "D-2027-001" in refused.text and "儿童医院" in refused.text
    assert keeper.post("/staff/contracts/", {**county, "areas": "重庆市江北区"}).status_code == 303

    held = "/staff/coverage/held?product=PR02&on=2026-11-28&place="
    reader = people.sign_in(READER)
    whole = reader.get(held + "重庆市渝中区/儿童医院").text
    assert "D-2027-001" in whole.split('id="h-held"')[1].split("</section>")[0] and "U-2024-001" in whole
    county_page = reader.get(held + "渝中区").text
    assert "没有人持有" in county_page.split('id="h-held"')[1].split("</section>")[0]
    assert "D-2027-001" in county_page.split('id="h-parts"')[1].split("</section>")[0]
    assert "D-2027-001" not in reader.get(held.replace("2026-11-28", "2025-12-31") + "500103/儿童医院").text
    assert "没有叫" in reader.get(held + "蓬莱").text


def test_an_amendment_moves_the_territory_and_leaves_what_was_signed(people: People) -> None:
    keeper = people.sign_in(KEEPER)
    address = "/staff/contracts/D-2026-011/territory"
    terms = {"provinces": [], "areas": "成都市\n" + HUAXI, "channel": "hospital", "level": "exclusive"}
    assert keeper.post(address, {**terms, "version": "1"}).status_code == 409  # an agreement is no amendment
    keeper.post("/staff/contracts/D-2026-011/versions", {"effective_from": "2026-07-01", "summary": "缩小区域"})
    assert "四川省" in keeper.get(address).text
    taken = keeper.post(address, {**terms, "areas": "", "provinces": ["440000"], "level": "exclusive",
                                  "version": version_of(people, "D-2026-011")})  # fmt: skip
    assert taken.status_code == 422 and "D-2026-012" in taken.text
    named = keeper.post(address, {**terms, "version": version_of(people, "D-2026-011")})
    assert named.status_code == 303
    assert sign(keeper, "D-2026-011", "2026-06-20").status_code == 303
    with people.backstage() as uow:
        contract = uow.contracts.get("D-2026-011")
        before, after = (territories_on(contract, date(2026, month, 30)) for month in (6, 7))
        assert [(row.province, row.version_no) for row in before] == [("510000", 1)]
        assert [(row.province, row.place, row.channel) for row in after] == [
            ("510100", "", "hospital"), ("510107", "华西医院", "hospital")]  # fmt: skip
    # the map follows: all of the province until June, a part of it from July, and nobody's pharmacy
    map_ = "/staff/coverage/?product=PR01&at=510000&on="
    cells = {day: keeper.get(map_ + day).text.split('id="h-cell"')[1].split("</section>")[0]
             for day in ("2026-06-30", "2026-07-01")}  # fmt: skip
    assert "省内部分区域" not in cells["2026-06-30"] and "省内部分区域" in cells["2026-07-01"]
    sold = keeper.get(map_ + "2026-07-01&channel=pharmacy").text
    assert "D-2026-011" not in sold.split('id="h-cell"')[1].split("</section>")[0]
    assert keeper.post(address, {**terms, "version": version_of(people, "D-2026-011")}).status_code == 409
    kinds = [event.kind for event in people.events() if event.number == "D-2026-011"]
    assert kinds[-2:] == ["contract.territory_drafted", "contract.signed"]
    # the partner reads the territory of the day that is asked for
    owner = people.sign_in("owner@minchuan.example")
    assert "华西医院" in owner.get("/contracts/D-2026-011").text
    assert "华西医院" not in owner.get("/contracts/D-2026-011?on=2026-06-30").text


def test_coverage_goes_out_as_tables_without_formulas(people: People) -> None:
    keeper = people.sign_in(KEEPER)
    keeper.post("/staff/products/", {"code": "PR09", "name_zh": "=1+1", "storage": "room"})
    sent = keeper.post("/staff/coverage/exports?on=2026-11-28", {"kind": "csv"})
    rows = list(csv.reader(io.StringIO(sent.data.decode("utf-8-sig"))))
    held = [row for row in rows if row[0] == "PR01" and row[2] == "510000"]
    assert [row[4:8] for row in held] == [["90 天内到期", "D-000101", "岷川医药", "D-2026-011"]]
    assert len([row for row in rows if row[0] == "PR09"]) == 34 and "\t=1+1" in sent.text
    book = keeper.post("/staff/coverage/exports?product=PR01", {"kind": "xlsx"})
    assert book.data[:2] == b"PK" and "xlsx" in book.headers["Content-Disposition"]
    assert people.sign_in("finance@demo.example").post("/staff/coverage/exports").status_code == 404
    told = [event.facts for event in people.events("export.taken")]
    assert [(one["what"], one["format"], one["filter"].get("product")) for one in told] == [
        ("territory", "csv", None), ("territory", "xlsx", "PR01"),
    ]  # fmt: skip
    assert told[0]["filter"] == {"on": "2026-11-28"} and told[0]["rows"] == len(rows) - 1


CONSENT = {
    "product": "PR01", "seller": "D-000101", "place": "广东省", "holder": "D-000102", "agreed_by": "粤桥 陈总",
    "batches": "a100，A200", "starts_on": "2026-08-01", "ends_on": "2026-12-31", "reason": "断货支援",
}  # fmt: skip


def test_a_consent_is_named_on_the_report_it_covers(people: People) -> None:
    lawyer = people.sign_in(LEGAL)
    for wrong in ({"holder": "D-000101"}, {"ends_on": "2026-07-01"}, {"seller": "D-999999"}, {"place": "蓬莱"}):
        assert lawyer.post("/staff/coverage/consents/", {**CONSENT, **wrong}).status_code == 422
    assert lawyer.post("/staff/coverage/consents/", CONSENT).status_code == 303
    (event,) = people.events("territory.consent_recorded")
    assert event.facts["holder"] == "D-000102" and "A100" in lawyer.get("/staff/coverage/consents/").text
    with people.backstage() as uow:
        consent = uow.sale_consents.newest()[0]
        number = consent.number
        covered = [consent.covers(date(2026, month, 1), batch) for month, batch in
                   ((7, "A100"), (8, "a100"), (12, "A300"), (12, "A200"), (12, ""))]  # fmt: skip
        assert covered == [False, True, False, True, False]
    assert lawyer.post(f"/staff/coverage/consents/{number}/revoke", {"why": ""}).status_code == 422
    assert lawyer.post(f"/staff/coverage/consents/{number}/revoke", {"why": "支援结束"}).status_code == 303
    assert lawyer.post(f"/staff/coverage/consents/{number}/revoke", {"why": "再来"}).status_code == 409
    assert people.sign_in(READER).post("/staff/coverage/consents/", CONSENT).status_code == 404


def test_a_consent_written_down_after_the_report_says_so(people: People) -> None:
    """It takes a diversion away: whoever decides sees who wrote it down, and when (AZ11)."""
    lay_clauses(people, 0)
    lawyer = people.sign_in(LEGAL)
    lawyer.post("/staff/coverage/consents/", {**CONSENT, "batches": ""})
    number = reported(people, date(2026, 9, 1))
    before = lawyer.get(f"/staff/breaches/{number}").text
    assert "登记人：" in before and "在本次报告之后登记" not in before
    lawyer.post("/staff/coverage/consents/", {**CONSENT, "batches": "", "agreed_by": "粤桥 李总"})
    after = lawyer.get(f"/staff/breaches/{number}").text
    assert after.count("在本次报告之后登记") == 1 and after.count("登记人：") == 2


def test_a_prospect_from_name_to_signature_and_a_lost_one(people: People) -> None:
    keeper = people.sign_in(KEEPER)
    new: dict[str, Any] = {"product": "PR01", "place": "500000", "name": "渝安医药 李总", "contact": "展会名片"}
    assert keeper.post("/staff/prospects/", {**new, "name": ""}).status_code == 422
    assert keeper.post("/staff/prospects/", {**new, "account": "S-000001"}).status_code == 422
    one = keeper.post("/staff/prospects/", new).headers["Location"]
    other = keeper.post("/staff/prospects/", {**new, "name": "", "account": "D-000102"}).headers["Location"]

    step = {"version": "1", "stage": "talking", "next_step": "面谈", "next_on": "2026-12-05"}
    assert keeper.post(one, {**step, "next_step": ""}).status_code == 422
    assert keeper.post(one, step).status_code == 303
    assert keeper.post(one, step).status_code == 409  # two who write at once
    assert "先为其建立客户" in keeper.post(one, {**step, "version": "2", "stage": "signed"}).text
    assert keeper.post(f"{one}/account", {"account": "N-000201"}).status_code == 303
    assert keeper.post(one, {"version": "3", "stage": "signed"}).status_code == 303
    assert keeper.post(other, {"version": "1", "stage": "lost"}).status_code == 422
    assert keeper.post(other, {"version": "1", "stage": "lost", "lost_reason": "deposit"}).status_code == 303
    listed = keeper.get("/staff/prospects/?product=PR01&province=500000&stage=lost").text
    assert "粤桥" in listed and listed.count("不愿交保证金") == 2  # beside the row and among the reasons
    moves = [(event.facts["from"], event.facts["to"]) for event in people.events("prospect.moved")]
    assert moves == [("identified", "talking"), ("talking", "signed"), ("identified", "lost")]
    assert (
        keeper.post(one, {"version": "4", "stage": "talking", "next_step": "x", "next_on": "2026-12-06"}).status_code
        == 422
    )


def test_due_diligence_warns_and_asks_for_a_reason(people: People) -> None:
    keeper = people.sign_in(KEEPER)
    keeper.post("/staff/products/", {"code": "PR09", "name_zh": "新品", "storage": "room", "supplier": "S-000001"})
    address = "/staff/products/PR09/diligence"
    rate = {"item": "keeps_territory", "rating": "2", "evidence": "三年无窜货"}
    for wrong in ({"evidence": ""}, {"item": ""}, {"link": "BR-202001-9999"}, {"rating": "9"}):
        assert keeper.post(f"{address}/ratings", {**rate, **wrong}).status_code == 422
    assert keeper.post(f"{address}/ratings", rate).status_code == 303
    assert keeper.post(f"{address}/ratings", {**rate, "item": "delivery", "rating": "0"}).status_code == 303
    assert "三年无窜货" in keeper.get(address).text
    assert keeper.post(f"{address}/decision", {"reason": ""}).status_code == 422
    assert keeper.post(f"{address}/decision", {"reason": "老总拍板"}).status_code == 303
    (event,) = people.events("diligence.taken_on")
    assert "delivery" in event.facts["gaps"] and "minimum_years" in event.facts["gaps"]
    assert "keeps_territory" not in event.facts["gaps"]
    assert keeper.post(f"{address}/decision", {"reason": "再来"}).status_code in (409, 422)
    # the upstream contract of another product says that nobody gave the word for it
    seen = people.sign_in(READER).get("/staff/contracts/U-2024-001").text
    assert "/staff/products/PR01/diligence" in seen
    with people.backstage() as uow:
        assert uow.diligence.of(uow.products.get("PR01")) is None  # nobody is recorded as its supplier
    keeper.post("/staff/products/PR01", {"name_zh": "洛施坦缓释片", "storage": "room", "supplier": "S-000001",
                                         "version": "1"})  # fmt: skip
    with people.backstage() as uow:
        found = uow.diligence.of(uow.products.get("PR01"))
        assert found and "delivery" in found.summary.articles and found.summary.protection == 1


@pytest.mark.engineless
def test_products_say_all_fields_or_why_not(people: People) -> None:
    keeper = people.sign_in(KEEPER)
    sound = {"code": "PR09", "name_zh": "新品", "storage": "cold", "mah": "川岭制药", "maker": "代工厂", "pack": "铝塑",
             "shelf_life_months": "24", "rx_otc": "rx", "nrdl_class": "b", "edl": "yes", "won": ["510000"],
             "approval_no": "H20990001", "approval_until": "2027-03-31"}  # fmt: skip
    mistakes: list[dict[str, Any]] = [{"special_control": "narcotic"}, {"shelf_life_months": "0"},
                                      {"lost": ["510000"]}, {"rx_otc": "x"}]  # fmt: skip
    for mistake in mistakes:
        assert keeper.post("/staff/products/", {**sound, **mistake}).status_code == 422
    assert keeper.post("/staff/products/", sound).status_code == 303
    seen = keeper.get("/staff/products/PR09").text
    assert all(word in seen for word in ("川岭制药", "代工厂", "铝塑", "24 个月", "处方药", "乙类", "四川"))
    assert "2026-09-30" in seen or "2026年9月30日" in seen
    keeper.post("/staff/products/PR09", {**sound, "won": [], "lost": ["510000"], "version": "1"})
    (event,) = people.events("product.changed")
    assert event.facts["changes"] == {"vbp_status": ["510000 won", "510000 lost"]}
