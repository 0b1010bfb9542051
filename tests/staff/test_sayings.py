"""“You said, we did”: names nobody, read by a second person, and then by every partner in either language (E)."""

import pytest

from portal.domain.accounts.models import Contact
from tests.people import People, Person
from tests.staff.test_feedback_loop import CARE, OWNER, give

SECOND, NEIGHBOUR = "service@demo.example", "owner@yueqiao.example"
CLEAN = {"said": "发货信息难查，总要打电话问。", "did": "门户上现在能看到每一单的物流。"}


def closed(people: People) -> tuple[str, Person]:
    number, desk = give(people), people.sign_in(CARE)
    desk.post(f"/staff/feedback/{number}/answers", {"text": "已补发。"})
    assert desk.post("/staff/sayings/", {"feedback": number, **CLEAN}).status_code == 422, "it is still open"
    desk.post(f"/staff/feedback/{number}/closings", {"root_cause": "process"})
    return number, desk


def version(page: str) -> dict[str, str]:
    """As whoever publishes has read it."""
    return {"version": page.split('name="version" value="')[1].split('"')[0]}


def test_two_people_and_every_partner(people: People) -> None:
    number, desk = closed(people)
    partner = people.sign_in(NEIGHBOUR)
    assert "这里还没有内容" in partner.get("/you-said/").text
    made = desk.post("/staff/sayings/", {"feedback": number, **CLEAN})
    assert made.status_code == 303, made.text
    where = made.headers["Location"]
    assert number in desk.get(where).text and "物流" not in partner.get("/you-said/").text
    assert desk.post(f"{where}/publication", {"version": "1"}).status_code == 409, "not by whoever wrote it"
    second = people.sign_in(SECOND)
    read = version(second.get(where).text)
    assert desk.post(where, {**CLEAN, "did": "改成了没人读过的话。"}).status_code == 303
    for stale in (read, {}):
        assert second.post(f"{where}/publication", stale).status_code == 409, "it is not what they read"
    assert second.post(where, {"said": "短", "did": "也短"}).status_code == 422
    assert second.post(where, {**CLEAN, "said_en": "Shipping was hard to follow."}).status_code == 422, "half English"
    english = {"said_en": "Shipping was hard to follow.", "did_en": "Every shipment is on the portal now."}
    assert second.post(where, {**CLEAN, **english}).status_code == 303
    assert second.post(f"{where}/publication", {"version": "3"}).status_code == 409, "who worded it last"
    assert desk.post(f"{where}/publication", version(desk.get(where).text)).status_code == 303
    page = partner.get("/you-said/").text
    assert CLEAN["did"] in page and number not in page
    partner.post("/me/language", {"locale": "en"})
    assert english["did_en"] in partner.get("/you-said/").text
    assert second.post(where, {**CLEAN}).status_code == 409, "it stands"
    assert second.post(f"{where}/withdrawal").status_code == 303
    assert english["did_en"] not in partner.get("/you-said/").text
    kinds = [event.kind.partition(".")[2] for event in people.events() if event.kind.startswith("saying.")]
    assert kinds == ["drafted", "written", "written", "published", "withdrawn"]


CANARIES = {
    "number": "D-000101", "another's number": "n-000201", "name": "成都岷川医药有限公司", "its short name": "岷川医药",
    "another's name": "广州粤桥药业有限公司", "request": "SR-202611-0042", "contract": "D-2026-011",
    "full-width": "Ｄ－０００１０１", "mobile": "15400000101", "spaced mobile": "154 0000 0101",
    "landline": "028-85551234",
    "mail": "owner@minchuan.example", "code": "91510100PP9999001X", "person": "何晓岷", "person of two letters": "钱多",
    "another's person": "罗景川", "wechat": "minchuan_wx", "unseen sign": "岷\u200b川医药", "blanks": "岷 川 医 药",
}  # fmt: skip


def test_whatever_gives_somebody_away_is_refused_by_its_word(people: People) -> None:
    number, desk = closed(people)
    with people.backstage() as uow:
        own = uow.accounts.get("D-000101")
        uow.session.add(Contact(account_id=own.id, name="钱多", role="owner", wechat="minchuan_wx"))
    for place, (what, words) in enumerate(CANARIES.items()):
        field = ("said", "did", "said_en", "did_en")[place % 4]
        texts = {**CLEAN, "said_en": "One of you.", "did_en": "Done."}
        sent = desk.post("/staff/sayings/", {"feedback": number, **texts, field: f"多亏 {words} 提醒我们。"})
        assert sent.status_code == 422, (what, field)
        error = sent.text.split(f'id="{field}-error"')[1 if what not in SQUEEZED else 0]
        assert "会让人认出" in sent.text and (what in SQUEEZED or words in error), (what, field)
    assert not people.events("saying.drafted")


SQUEEZED = {"full-width", "spaced mobile", "another's number", "unseen sign", "blanks"}
"""Found, and named as they are written plainly."""


def test_a_name_that_came_since_stops_the_publication(people: People) -> None:
    number, desk = closed(people)
    where = desk.post("/staff/sayings/", {"feedback": number, **CLEAN}).headers["Location"]
    with people.backstage() as uow:
        uow.session.add(Contact(account_id=uow.accounts.get("D-000101").id, name="钱多", role="owner"))
        post = next(one for one in uow.people.staff() if one.login.email == SECOND)
        post.reach, post.provinces = "region", ["440000"]
    far = people.sign_in(SECOND).post(where, {**CLEAN, "did": "多亏钱多提醒我们。"})
    assert far.status_code == 422, "by whoever does not see the account as well"
    with people.backstage() as uow:
        uow.accounts.get("D-000102").short_name = "物流"
    second = people.sign_in(SECOND)
    assert second.post(f"{where}/publication", version(second.get(where).text)).status_code == 409
    assert not people.events("saying.published")


@pytest.mark.engineless
def test_ordinary_words_pass(people: People) -> None:
    number, desk = closed(people)
    sent = {"feedback": number, "said": "2026 年 11 月有 3 次发货晚了 2 天，涉及 20 件。", "did": "承诺 48 小时内发出，"
            "合同第 9 条写明；2026-12-01 起执行。"}  # fmt: skip
    answer = desk.post("/staff/sayings/", sent)
    assert answer.status_code == 303, answer.text
    assert people.sign_in(OWNER).get("/you-said/").status_code == 200
