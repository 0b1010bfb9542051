"""Kept messages of care: who keeps them, filled for one person, refused to whoever wants none, and logged; the desk
finds none of them (issue E; AZ1, BI4, IN1)."""

from typing import Any

from sqlalchemy import select

from portal.domain.care.models import Touch
from portal.domain.privacy.purposes import ConsentChannel, Purpose
from portal.domain.requests.canned_reply import CannedReply
from tests.breaches import acting_staff
from tests.people import People

CARE, SERVICE, ADMIN, OWNER = (
    "care@demo.example",
    "service@demo.example",
    "admin@demo.example",
    "owner@minchuan.example",
)
LIST, PLACE = "/staff/care/messages/", "/staff/accounts/D-000101/messages"
GREETING = {
    "title": "中秋问候", "text": "{联系人|您好}，{节日}快乐，{客户}有{客情负责人}照应。", "shelf": "team:care",
    "channel": "wechat", "locale": "zh", "categories": ["mid_autumn", "birthday"],
}  # fmt: skip


def kept(people: People, who: str = CARE, **changes: Any) -> int:
    assert people.sign_in(who).post(LIST, {**GREETING, **changes}).status_code == 303
    with people.backstage() as uow:
        return max(uow.session.scalars(select(CannedReply.id)))


def test_a_message_is_kept_filled_for_one_person_and_logged(people: People) -> None:
    care, one = people.sign_in(CARE), kept(people)
    assert care.post(LIST, {**GREETING, "text": "{编号}"}).status_code == 422, "a gap of the desk"
    assert people.sign_in(SERVICE).post(LIST, GREETING).status_code in (403, 404)
    assert "中秋问候" not in people.sign_in(SERVICE).get(LIST).text, "it is the team's"
    assert "中秋问候" in care.get(LIST).text and "中秋问候" not in care.get("/staff/canned-replies/").text
    page = care.get(f"{PLACE}?occasion=mid_autumn").text
    assert "联系人，中秋节快乐，岷川医药有顾婉照应。" in page and "没有合适的常用信息" in care.get(PLACE).text
    with people.backstage() as uow:
        contact = uow.contacts.of(uow.accounts.get("D-000101"))[0].id
    sent = {"contact": str(contact), "template": str(one), "occasion": "mid_autumn"}
    assert care.post(PLACE, {**sent, "template": "x"}).status_code == 422
    assert care.post(PLACE, {**sent, "contact": "0"}).status_code == 422
    assert care.post(PLACE, {**sent, "template": "999999"}).status_code == 404
    assert care.post(PLACE, sent).status_code == 303
    with people.backstage() as uow:
        touch = uow.session.scalars(select(Touch)).one()
        assert (touch.type, touch.contact_id, touch.is_mass) == ("wechat", contact, False)
        assert touch.content == "联系人，中秋节快乐，岷川医药有顾婉照应。" and touch.is_valid
    owner = people.sign_in(OWNER)
    assert owner.get(LIST).status_code == 404 and owner.get(PLACE).status_code == 404


def test_who_wants_none_gets_none_and_who_was_not_asked_gets_no_text_message(people: People) -> None:
    care, sms = people.sign_in(CARE), kept(people, channel="sms")
    letter = kept(people, ADMIN, title="English", text="Dear {contact}, {title}", locale="en", shelf="company")
    page = care.get(f"{PLACE}?occasion=mid_autumn").text
    assert "拒收请回复R" in page and page.count("未同意接收") == 1 and "Dear 联系人, Boss" in page
    assert page.index("中秋问候</h2>") < page.index("English</h2>"), "one's own language first"
    with people.backstage() as uow:
        contact = uow.contacts.of(uow.accounts.get("D-000101"))[0].id
    sent = {"contact": str(contact), "template": str(sms), "occasion": "mid_autumn"}
    assert care.post(PLACE, sent).status_code == 422
    for yes, purpose, template in ((True, Purpose.MARKETING_SMS, sms), (False, Purpose.BIRTHDAY_CARE, letter)):
        with acting_staff(people, CARE) as uow:
            person = uow.contacts.get(uow.accounts.get("D-000101"), contact)
            uow.consents.record(person, purpose, yes, channel=ConsentChannel.PHONE, evidence="电话里说的")
        assert care.post(PLACE, {**sent, "template": str(template)}).status_code == (303 if yes else 422)
    assert len(people.events("touch.logged")) == 1


def test_a_teams_message_is_changed_by_the_team_and_not_over_a_newer_one(people: People) -> None:
    one, care = kept(people), people.sign_in(CARE)
    place = f"{LIST}{one}"
    version = care.get(place).text.split('name="version" type="hidden" value="')[1].split('"')[0]
    assert care.post(place, {**GREETING, "title": "问候二", "version": version}).status_code == 303
    assert care.post(place, {**GREETING, "title": "问候三", "version": version}).status_code == 409
    assert people.sign_in("business@demo.example").get(place).status_code == 404
    assert care.post(f"{place}/removal").status_code == 303 and care.get(place).status_code == 404
    assert [event.kind for event in people.events()][-3:] == ["canned.added", "canned.changed", "canned.removed"]
