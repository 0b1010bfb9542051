"""The life of a document: sent from a phone, checked by a second person, refused with a reason, replaced (FI3, AZ3)."""

import io
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from portal.domain.accounts.models import Qualification
from portal.domain.qualifications.models import HousePaper
from tests.people import People, Person
from tests.staff.png import png

MEMBER, OWNER, VIEWER = "member@minchuan.example", "owner@minchuan.example", "viewer@minchuan.example"
NEIGHBOUR, QUALITY, LEGAL, SERVICE = (
    "owner@yueqiao.example", "quality@demo.example", "legal@demo.example", "service@demo.example",
)  # fmt: skip
BUSINESS, FINANCE = "business@demo.example", "finance@demo.example"


def photos(*names: str) -> list[tuple[io.BytesIO, str]]:
    return [(io.BytesIO(png().getvalue()), name) for name in names]


def send(person: Person, doc_type: str = "poa", **more: Any) -> Any:
    return person.post("/documents/", {"doc_type": doc_type, "number": f"NO-{doc_type}", "long_term": "y",
                                       "files": photos("第1页.png", "第2页.png"), **more})  # fmt: skip


def rows_of(people: People, doc_type: str, number: str = "D-000101") -> list[tuple[int, str, str]]:
    with people.backstage() as uow:
        found = uow.qualifications.history(uow.accounts.get(number).id, doc_type)
        return [(row.id, row.state, row.number) for row in reversed(found)]


def test_from_a_phone_to_a_verified_document(people: People) -> None:
    member, quality = people.sign_in(MEMBER), people.sign_in(QUALITY)
    shown = member.get("/documents/").text
    assert "营业执照" in shown and "缺少" in shown and "/documents/new?type=business_licence" in shown
    form = member.get("/documents/new?type=poa").text
    assert "image/*" in form and "multiple" in form
    today = rows_today(people)
    for wrong, said in [
        ({"files": []}, "请至少添加一张照片"), ({"long_term": ""}, "请填写有效期"),
        ({"expires_on": "2030-01-01"}, "只能选其一"), ({"files": [(io.BytesIO(b"MZ"), "a.exe")]}, "a.exe"),
        ({"long_term": "", "expires_on": (today - timedelta(days=1)).isoformat()}, "已过期"),
        ({"issued_on": (today + timedelta(days=1)).isoformat()}, "签发日不能晚于今天"),
    ]:  # fmt: skip
        answer = send(member, **wrong)
        assert answer.status_code == 422 and said in answer.text, wrong
        assert ("long_term" not in wrong) or 'id="expires_on-error"' in answer.text, "beside the day that is asked for"
    assert member.get("/documents/new?type=batch_test_report").status_code == 404
    assert send(people.sign_in(VIEWER)).status_code == 404 and rows_of(people, "poa")[1:] == []

    assert send(member).status_code == 303
    [(old_id, _, _), (first_id, state, _)] = rows_of(people, "poa")
    assert state == "submitted" and "审核中" in member.get("/documents/").text
    assert "NO-poa" in quality.get("/staff/papers/").text and "待审核证照" in quality.get("/staff/").text
    page = quality.get(f"/staff/papers/{first_id}").text
    assert page.count("<img") == 2 and "第2页.png" in page
    assert people.sign_in(SERVICE).post(f"/staff/papers/{first_id}/verification").status_code == 404
    assert quality.post(f"/staff/papers/{first_id}/rejection", {"reason": ""}).status_code == 422
    assert quality.post(f"/staff/papers/{first_id}/rejection", {"reason": "红章看不清"}).status_code == 303
    shown = member.get("/documents/").text
    assert "红章看不清" in shown and "请重新提交" in shown
    assert "红章看不清" in member.get("/documents/new?type=poa").text

    assert send(member, number="NO-2").status_code == send(member, number="NO-3").status_code == 303
    states = {number: (row, state) for row, state, number in rows_of(people, "poa")}
    assert states["NO-2"][1] == "replaced" and states["NO-3"][1] == "submitted"
    last = states["NO-3"][0]
    assert quality.post(f"/staff/papers/{last}/verification").status_code == 303
    assert people.sign_in(LEGAL).post(f"/staff/papers/{last}/verification").status_code == 409
    assert quality.post(f"/staff/papers/{last}/rejection", {"reason": "晚了"}).status_code == 409
    assert [state for _, state, _ in rows_of(people, "poa")] == ["replaced", "rejected", "replaced", "verified"]
    assert "NO-3" in member.get("/documents/").text
    told = [(event.kind, event.number) for event in people.events() if event.kind.startswith("qualification.")]
    assert told == [
        ("qualification.submitted", f"QD-{first_id}"), ("qualification.rejected", f"QD-{first_id}"),
        ("qualification.submitted", f"QD-{states['NO-2'][0]}"), ("qualification.replaced", f"QD-{states['NO-2'][0]}"),
        ("qualification.submitted", f"QD-{last}"), ("qualification.replaced", f"QD-{old_id}"),
        ("qualification.verified", f"QD-{last}"),
    ]  # fmt: skip
    timeline = quality.get("/staff/accounts/D-000101").text
    assert "审核通过证照：法人授权委托书" in timeline and f'href="/staff/papers/{last}"' in timeline
    assert "NO-3" in quality.get("/staff/accounts/D-000101?tab=papers").text


def rows_today(people: People) -> Any:
    with people.backstage() as uow:
        return uow.today


def test_who_reads_the_files(people: People) -> None:
    """A copy of an identity card is for owners and us; the neighbour finds nothing; nobody checks their own."""
    member, owner, quality = people.sign_in(MEMBER), people.sign_in(OWNER), people.sign_in(QUALITY)
    assert send(member, "poa_person_id").status_code == send(member, "quality_agreement").status_code == 303
    with people.backstage() as uow:
        files = {}
        for doc_type in ("poa_person_id", "quality_agreement"):
            rows = uow.qualifications.history(uow.accounts.get("D-000101").id, doc_type)
            files[doc_type] = uow.attachments.on(rows)[rows[0].id][0].ref
    for doc_type, readers in (("poa_person_id", [owner, quality]), ("quality_agreement", [owner, quality, member])):
        for person in (owner, member, quality, people.sign_in(NEIGHBOUR)):
            status = 200 if person in readers else 404
            for end in ("", "/picture"):
                assert person.get(f"/attachments/{files[doc_type]}{end}").status_code == status, doc_type
    assert files["poa_person_id"] not in member.get("/documents/").text
    assert "NO-poa_person_id" not in member.get("/documents/").text

    given = {"doc_type": "seal_samples", "long_term": "y", "files": photos("章.png")}
    assert quality.post("/staff/accounts/S-000001/papers", {**given, "files": []}).status_code == 422
    place = quality.post("/staff/accounts/S-000001/papers", given).headers["Location"]
    assert "须由其他同事审核" in quality.get(place).text
    answer = quality.post(f"{place}/verification")
    assert answer.status_code == 409 and "须由其他同事审核" in answer.text
    assert people.sign_in(LEGAL).post(f"{place}/verification").status_code == 303
    assert [state for _, state, _ in rows_of(people, "seal_samples", "S-000001")] == ["verified"]


def test_the_board_page_by_page(people: People) -> None:
    with people.backstage() as uow:
        for row in uow.session.scalars(select(Qualification)):
            uow.session.delete(row)
        account, supplier = uow.accounts.get("D-000101"), uow.accounts.get("S-000001")
        for days in (-2, -1, 0, 7, 8, 30, 31, 60, 61, 90, 91):
            uow.session.add(Qualification(account_id=account.id, doc_type="poa", number=f"P{days}",
                                          expires_on=uow.today + timedelta(days=days)))  # fmt: skip
        for index in range(60):
            uow.session.add(Qualification(account_id=supplier.id, doc_type="drug_licence", number=f"X{index:02d}",
                                          expires_on=uow.today + timedelta(days=5)))  # fmt: skip
    quality = people.sign_in(QUALITY)
    expected = {"expired": {"P-2", "P-1"}, "7": {"P0", "P7"}, "30": {"P0", "P7", "P8", "P30"}}
    titles = {"expired": "已过期", "7": "7 天内", "30": "30 天内"}
    for view, numbers in expected.items():
        page = quality.get(f"/staff/papers/?view={view}&type=poa&kind=distributor").text
        assert {f"P{days}" for days in range(-3, 95) if f">P{days}</span>" in page} == numbers
        assert f'aria-current="true">{titles[view]} <b>{len(numbers)}</b>' in page
    first = quality.get("/staff/papers/?view=7").text
    seen = [number for number in (f"X{index:02d}" for index in range(60)) if number in first]
    after = first.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    second = quality.get(after).text
    rest = [number for number in (f"X{index:02d}" for index in range(60)) if number in second]
    assert len(seen) == 49 and sorted(seen + rest) == [f"X{index:02d}" for index in range(60)]
    assert 'href="/staff/accounts/S-000001?tab=papers"' in first
    assert "P7" in people.sign_in(BUSINESS).get("/staff/papers/?view=7&mine=1&type=poa").text


def keep(person: Person, doc_type: str, product: str = "", batch: str = "", **more: Any) -> Any:
    return person.post("/staff/papers/ours", {"doc_type": doc_type, "product": product, "batch_no": batch,
                                              "number": f"OUR-{doc_type}{product}{batch}", "long_term": "y",
                                              "files": photos(f"{doc_type}.png"), **more})  # fmt: skip


def test_our_own_documents_go_to_whom_they_concern(people: People) -> None:
    quality, legal = people.sign_in(QUALITY), people.sign_in(LEGAL)
    owner, neighbour = people.sign_in(OWNER), people.sign_in(NEIGHBOUR)
    with people.backstage() as uow:
        mine, theirs = (uow.contracts.get(number).products[0].product for number in ("D-2026-011", "D-2026-012"))
        other = next(one for one in uow.products.all() if one.code not in (mine.code,))
        codes = (mine.code, other.code, theirs.code)
    for doc_type, product, batch in [
        ("approval_cert", "", ""), ("batch_test_report", codes[0], ""), ("approval_cert", codes[0], "B1"),
    ]:  # fmt: skip
        assert keep(quality, doc_type, product, batch).status_code == 422
    assert keep(quality, "business_licence").status_code == 303
    assert keep(quality, "approval_cert", codes[0]).status_code == 303
    assert keep(quality, "batch_test_report", codes[0], "b20260101").status_code == 303
    assert keep(quality, "approval_cert", codes[1]).status_code == 303
    with people.backstage() as uow:
        papers = {one.paper.number: (one.paper.id, one.files[0].ref) for one in uow.house_papers.all()}
        assert len(papers) == 4
    ref = papers["OUR-business_licence"][1]
    assert owner.get(f"/attachments/{ref}").status_code == 404 and quality.get(f"/attachments/{ref}").status_code == 200
    for paper_id, _ in papers.values():
        assert quality.post(f"/staff/papers/ours/{paper_id}/verification").status_code == 409
        assert legal.post(f"/staff/papers/ours/{paper_id}/verification").status_code == 303
    page = owner.get("/documents/").text
    assert "OUR-business_licence" in page and f"OUR-approval_cert{codes[0]}" in page and "B20260101" in page
    assert f"OUR-approval_cert{codes[1]}" not in page
    cert = papers[f"OUR-approval_cert{codes[1]}"][1]
    assert owner.get(f"/attachments/{cert}").status_code == owner.get(f"/attachments/{cert}/picture").status_code == 404
    assert people.events("house_paper.taken") == []
    assert owner.get(f"/attachments/{ref}").status_code == neighbour.get(f"/attachments/{ref}").status_code == 200
    taken = people.events("house_paper.taken")
    assert [event.number for event in taken] == ["D-000101", "D-000102"]
    assert taken[0].facts == {"doc_type": "business_licence", "paper": f"HP-{papers['OUR-business_licence'][0]}"}
    assert "下载了我方资料：营业执照" in quality.get("/staff/accounts/D-000101").text

    assert keep(quality, "business_licence", number="OUR-NEW").status_code == 303
    with people.backstage() as uow:
        new = uow.session.scalars(select(HousePaper).where(HousePaper.number == "OUR-NEW")).one().id
    assert legal.post(f"/staff/papers/ours/{new}/rejection", {"reason": "缺页"}).status_code == 303
    assert owner.get(f"/attachments/{ref}").status_code == 200, "what was refused replaces nothing"
    assert keep(quality, "business_licence", number="OUR-NEWER").status_code == 303
    assert legal.post(f"/staff/papers/ours/{new + 1}/verification").status_code == 303
    assert owner.get(f"/attachments/{ref}").status_code == 404, "a copy of what was replaced is not handed out"
    assert "说明书、包装" in legal.get(f"/staff/products/{codes[0]}").text


@pytest.mark.parametrize("who", [QUALITY, BUSINESS])
def test_what_has_run_out_stops_until_somebody_answers_for_it(people: People, who: str) -> None:
    """A new contract, a deposit paid back, and a word of warning on a request that means an order."""
    with people.backstage() as uow:
        account, day = uow.accounts.get("D-000101"), uow.today - timedelta(days=3)
        product = uow.contracts.get("D-2026-011").products[0].product.code
        for doc_type in ("business_licence", "bank_permit"):
            uow.session.add(Qualification(account_id=account.id, doc_type=doc_type, number="1", expires_on=day))
        today = uow.today
    business, finance, boss = people.sign_in(BUSINESS), people.sign_in(FINANCE), people.sign_in(who)
    contract = {
        "account": "D-000101", "side": "downstream", "number": "D-2027-900", "title": "新约",
        "cooperation_mode": "buyout",
        "starts_on": (today + timedelta(days=40)).isoformat(), "ends_on": (today + timedelta(days=400)).isoformat(),
        "products": [product], "channel": "hospital", "level": "non_exclusive", "override": "管理层同意",
    }  # fmt: skip
    answer = business.post("/staff/contracts/", contract)
    assert answer.status_code == 422 and "营业执照" in answer.text and "新签合同" in answer.text
    refund = {"kind": "refund", "sum": "1.00", "moved_on": today.isoformat()}
    paid = {**refund, "kind": "paid"}
    assert finance.post("/staff/contracts/D-2026-011/deposit", paid).status_code == 303
    answer = finance.post("/staff/contracts/D-2026-011/deposit", refund)
    assert answer.status_code == 409 and "对其付款" in answer.text
    member = people.sign_in(MEMBER)
    assert "营业执照”已过期" in member.get("/requests/new?category=delivery_query").text
    assert "已过期" not in member.get("/requests/new?category=training").text

    until = (today + timedelta(days=10)).isoformat()
    waive = {"doc_type": "business_licence", "until": until, "reason": "换证受理回执已见"}
    far = {**waive, "until": (today + timedelta(days=91)).isoformat()}
    address = "/staff/accounts/D-000101/waivers"
    if who == BUSINESS:
        assert boss.post(address, waive).status_code == 404 and people.events("qualification.waived") == []
        return
    assert boss.post(address, far).status_code == boss.post(address, {**waive, "reason": ""}).status_code == 422
    assert boss.post(address, waive).status_code == 303
    [event] = people.events("qualification.waived")
    assert event.facts["reason"] == "换证受理回执已见" and event.facts["doc_type"] == "business_licence"
    assert business.post("/staff/contracts/", contract).status_code == 303
    assert finance.post("/staff/contracts/D-2026-011/deposit", refund).status_code == 409
    assert boss.post(address, {**waive, "doc_type": "bank_permit"}).status_code == 303
    assert finance.post("/staff/contracts/D-2026-011/deposit", refund).status_code == 303
    assert "换证受理回执已见" in boss.get("/staff/accounts/D-000101?tab=papers").text


def test_what_is_ours_is_called_the_same_in_the_form_and_in_the_list(people: People) -> None:
    desk = people.sign_in("quality@demo.example")
    form = desk.get("/staff/papers/ours/new").text
    assert ">本公司</option>" in form and "留空" not in form, "there is nothing to leave empty"
