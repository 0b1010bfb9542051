"""The whole archive: every field typed and shown, secrets opened by right, history, tags, chains, the blacklist.

AL1, AL4, AZ2, AZ5.
"""

from typing import Any

import pytest

from portal.domain.events import Actor
from tests.people import People, Person
from tests.staff.test_account_editing import NEW
from tests.staff.test_contracts import PAPER
from tests.statements import Counting

BANK, OTHER_BANK, ID_NO = "6222021234567890123", "6222029999999990456", "519999197803120016"
FULL: dict[str, Any] = {
    **NEW, "short_name": "甲秀药业", "entity_type": "wholesale", "legal_rep": "龙秀", "licence_no": "黔AA8510001",
    "licence_until": "2028-03-31", "business_scope": "化学药制剂、中成药", "province": "520000", "city": "贵阳",
    "address": "云岩区 1 号", "tel": "0851-88881234", "source": "expo", "reg_capital": "5,000,000",
    "founded_on": "1988-05-01", "invoice_title": NEW["name_zh"], "invoice_uscc": NEW["uscc"],
    "invoice_address": "云岩区 1 号", "invoice_tel": "0851-88881234", "bank_name": "工商银行云岩支行",
    "bank_holder": NEW["name_zh"], "bank_account": BANK, "channels": ["public_hospital", "clinic"],
    "resources": "省医 心内科\n市一 神经内科", "other_products": "某某片", "team_size": "to_20",
    "annual_sales": "to_1000",
}  # fmt: skip
AGAIN = {name: value for name, value in FULL.items() if name != "form_id"}
"""The same in a form of its own."""
HERE = "/staff/accounts/D-000001"


@pytest.fixture
def staff(people: People) -> Person:
    return people.sign_in("business@demo.example")


def test_every_field_is_kept_shown_and_told(staff: Person, people: People) -> None:
    assert staff.post("/staff/accounts/", {**FULL, "bank_holder": "别人"}).status_code == 422
    assert staff.post("/staff/accounts/", FULL).status_code == 303
    with people.backstage() as uow:
        account = uow.accounts.get("D-000001")
        assert (account.reg_capital, account.channels, account.team_size) == (
            500_000_000, ["public_hospital", "clinic"], "to_20")  # fmt: skip
        lacking = {f"missing.{name}" for name in uow.glance.of(account).lacking.fields}
        gaps = {code for code in uow.quality.of(account).gaps if code.startswith("missing")}
        assert gaps == lacking - {"missing.care_owner_id"}, "that one is an error"
        assert account.bank_account_tail == "0123" and BANK.encode() not in (account.bank_account_sealed or b"")
    page = staff.get(f"{HERE}?tab=archive").text
    for shown in ("¥5,000,000.00", "公立医院", "6–20 人", "省医 心内科", "工商银行云岩支行", "********0123"):
        assert shown in page, shown
    assert BANK not in page and BANK not in staff.get(f"{HERE}/edit").text
    [told] = [event for event in people.events("account.changed") if "bank_account" in event.facts["changes"]]
    assert told.facts["changes"] == {"bank_account": [None, "********0123"]}
    found = staff.get(staff.get("/staff/accounts/?q=6222 0212 3456 7890 123").location).text
    assert "贵阳甲秀药业有限公司</a>" in found and "成都岷川" not in found


def test_a_secret_stays_is_replaced_and_taken_off(staff: Person, people: People) -> None:
    staff.post("/staff/accounts/", FULL)
    kept = {
        **AGAIN,
        "resources": FULL["resources"].replace("\n", "\r\n"),
        "version": "2",
        "opened": "{}",
        "bank_account": "",
        "city": "遵义",
    }
    assert staff.post(HERE, kept).status_code == 303
    assert staff.post(HERE, {**kept, "version": "3", "bank_account": OTHER_BANK}).status_code == 303
    assert staff.post(HERE, {**kept, "version": "4", "bank_account_gone": "y"}).status_code == 303
    changes = [event.facts["changes"] for event in people.events("account.changed")]
    assert [one.get("bank_account") for one in changes] == [
        [None, "********0123"], None, ["********0123", "********0456"], ["********0456", None],
    ]  # fmt: skip
    assert not any("resources" in one for one in changes), "another kind of line end is no change"
    history = staff.get(f"{HERE}/history?field=bank_account").text
    assert history.count("<tr><td") == 3 and "********0456" in history and "遵义" not in history
    assert "遵义" in staff.get(f"{HERE}/history").text and "周一帆" in history


def test_an_identity_number_is_checked_and_found_again(staff: Person, people: People) -> None:
    agent = {"kind": "individual", "name_zh": "罗景河", "mobile": "15400000299", "province": "510000"}
    assert staff.post("/staff/accounts/", {**agent, "id_no": "440524188001010014"}).status_code == 422
    assert staff.post("/staff/accounts/", {**agent, "id_no": ID_NO}).status_code == 303
    twice = {**agent, "name_zh": "另一人", "mobile": "15400000298", "id_no": ID_NO}
    answer = staff.post("/staff/accounts/", twice)
    assert answer.status_code == 422 and "身份证号相同" in answer.text
    assert "519***********0016" in staff.get("/staff/accounts/N-000001?tab=archive").text
    found = staff.get(f"/staff/accounts/?q={ID_NO}")
    assert found.status_code == 303 and ID_NO not in found.location, "no address holds it"
    assert "罗景河</a>" in staff.get(found.location).text


def test_opening_a_number_takes_a_right_a_reason_and_leaves_a_trace(staff: Person, people: People) -> None:
    staff.post("/staff/accounts/", FULL)
    care, reveals = people.sign_in("care@demo.example"), f"{HERE}/reveals"
    asked = {"field": "bank_account", "reason": "核对服务费付款账户"}
    assert care.post(reveals, asked).status_code == 404 and "查看<" not in care.get(f"{HERE}?tab=archive").text
    assert BANK not in staff.get(f"{reveals}?field=bank_account").text
    assert staff.post(reveals, {**asked, "reason": "看"}).status_code == 422
    assert staff.post(reveals, {**asked, "field": "uscc"}).status_code == 404
    assert staff.post(reveals, {**asked, "field": "id_no"}).status_code == 422, "there is none"
    assert people.events("account.revealed") == []
    answer = staff.post(reveals, asked)
    assert answer.status_code == 200 and BANK in answer.text and answer.headers["Cache-Control"] == "no-store"
    [told] = people.events("account.revealed")
    assert told.facts == {"field": "bank_account", "reason": "核对服务费付款账户"}
    assert "核对服务费付款账户" in staff.get(f"{HERE}?chapter=reveals").text
    assert "核对服务费付款账户" not in care.get(HERE).text + care.get(f"{HERE}?chapter=reveals").text


def test_tags_find_accounts_and_stay_inside(staff: Person, people: People, statements: Counting) -> None:
    there = "/staff/accounts/D-000101/tags"
    for word, status in (("重点 新品", 303), ("重点　新品", 303), ("", 422), ("长" * 21, 422)):
        assert staff.post(there, {"word": word}).status_code == status, word
    assert people.sign_in("finance@demo.example").post(there, {"word": "x"}).status_code == 404
    assert [event.facts["name"] for event in people.events("account.tagged")] == ["重点 新品"]
    with statements() as asked:
        listed = staff.get("/staff/accounts/?tag=重点 新品").text
    assert "岷川" in listed and "粤桥药业有限公司</a>" not in listed and len(asked) <= 7
    assert "重点 新品" in staff.get("/staff/accounts/D-000101").text
    partner = people.sign_in("owner@minchuan.example")
    assert all("重点 新品" not in partner.get(address).text for address in ("/", "/contracts/", "/documents/"))
    assert staff.post(f"{there}/removal", {"word": "重点 新品"}).status_code == 303
    assert staff.post(f"{there}/removal", {"word": "重点 新品"}).status_code == 404


def test_who_brought_whom_is_shown_both_ways_and_never_in_a_circle(staff: Person, people: People) -> None:
    def bring(number: str, by: str) -> int:
        sent = {"tier": "b", "stage": "s2", "introduced_by": by, "remark": ""}
        with people.backstage() as uow:
            post = uow.accounts.standing(uow.accounts.get(number))
            sent |= {"care_owner_id": str(post.care_owner_id), "sponsor_id": str(post.sponsor_id)}
        return staff.post(f"/staff/accounts/{number}/standing", sent).status_code

    assert bring("D-000101", "N-000201") == 303 and bring("D-000102", "d-000101") == 303
    assert bring("N-000201", "D-000102") == 422 and bring("D-000101", "D-000101") == 422
    assert bring("N-000201", "D-999999") == 422
    chain = staff.get("/staff/accounts/D-000102?tab=archive").text.split('id="chain"')[1]
    assert chain.index("成都岷川") < chain.index("罗景川")
    assert "粤桥" in staff.get("/staff/accounts/D-000101?tab=archive").text.split('id="chain"')[1]
    changes = [event.facts["changes"].get("introduced_by") for event in people.events("standing.changed")]
    assert [None, "N-000201"] in changes
    assert "N-000201" in staff.get("/staff/accounts/D-000101/history?field=introduced_by").text


def test_nothing_new_is_agreed_with_the_blacklisted(staff: Person, people: People) -> None:
    legal, there = people.sign_in("legal@demo.example"), "/staff/accounts/D-000101/blacklist"
    facts = {"reason": "多次跨区窜货", "evidence": "违约 BR-202611-0001"}
    assert staff.post(there, facts).status_code == 404, "a business manager does not decide it"
    assert legal.post(there, {**facts, "evidence": ""}).status_code == 422
    assert legal.post(there, facts).status_code == 303
    assert legal.post(there, facts).status_code == 422, "once is enough"
    [told] = people.events("account.blacklisted")
    assert told.facts == facts and "沈立言" in legal.get(there).text
    for address in ("/staff/accounts/D-000101", "/staff/contracts/D-2026-011"):
        assert "多次跨区窜货" in staff.get(address).text, address
    assert staff.get("/staff/accounts/?q=岷川").text.count("badge-bad") == 1
    refused = staff.post("/staff/contracts/", PAPER)
    assert refused.status_code == 422 and "多次跨区窜货" in refused.text
    partner = people.sign_in("owner@minchuan.example")
    assert all("窜货" not in partner.get(address).text for address in ("/", "/contracts/", "/contracts/D-2026-011"))
    assert legal.post(f"{there}/removal", {"reason": "已整改并赔付"}).status_code == 303
    assert staff.post("/staff/contracts/", PAPER).status_code == 303
    assert people.events("account.blacklist_lifted")[0].facts == {"reason": "已整改并赔付"}


def test_an_account_is_activated_once_nothing_mandatory_is_missing(staff: Person, people: People) -> None:
    staff.post("/staff/accounts/", {**FULL, "bank_account": "", "bank_holder": "", "channels": []})
    act = {"status": "active", "reason": "首营资料齐全"}
    refused = staff.post(f"{HERE}/status", act)
    assert refused.status_code == 422
    for place in ("edit#bank_name", "edit#channels", "standing#tier", "standing#care_owner_id", "contacts/new"):
        assert f'href="{HERE}/{place}"' in refused.text, place
    assert "edit#uscc" not in refused.text
    missing = staff.get(f"{HERE}?tab=archive").text
    assert f'class="bad" href="{HERE}/edit#channels"' in missing
    with people.backstage() as uow:
        account = uow.accounts.get("D-000001")
        post = uow.people.staff()[0].id
        facts = {"tier": "b", "stage": "s1", "care_owner_id": post}
        uow.accounts.standing(account).judge(facts, by=Actor.system("tests"), at=uow.now)
    person = {
        "name": "龙秀", "role": "owner", "level": "executive", "is_decision_maker": "y", "is_public_official": "y",
        "birthday_calendar": "lunar", "birthday_month": "6", "birthday_day": "15", "birthday_is_leap": "y",
        "preferred_channel": "wechat", "best_time": "工作日下午",
    }  # fmt: skip
    assert staff.post(f"{HERE}/contacts", {**person, "birthday_day": ""}).status_code == 422
    assert staff.post(f"{HERE}/contacts", {**person, "birthday_day": "31"}).status_code == 422
    assert staff.post(f"{HERE}/contacts", person).status_code == 303
    contacts = staff.get(f"{HERE}?tab=contacts").text
    assert all(shown in contacts for shown in ("农历闰6月15日", "公职人员", "高层", "工作日下午"))
    again = {**AGAIN, "business_manager_id": people.staff_id("business@demo.example")}
    version = staff.get(f"{HERE}/edit").text.split('name="version" type="hidden" value="')[1].split('"')[0]
    assert staff.post(HERE, {**again, "version": version, "opened": "{}"}).status_code == 303
    assert staff.post(f"{HERE}/status", act).status_code == 303
    assert people.events("account.status_changed")[-1].facts["after"] == "active"
