"""Gifts at work: what the form refuses and logs, who agrees, what is sent and becomes a contact, the year of a person
(issue E, domain 7.3; AZ1, AZ11, AL1)."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from portal.domain.accounts.models import AccountStanding, Contact
from portal.domain.care.giving.models import Giving
from portal.domain.care.keeping import renew
from portal.domain.care.models import CareDuty, Touch
from portal.domain.people.leads import choose_lead
from portal.domain.privacy.purposes import ConsentChannel, Purpose
from tests.breaches import acting_staff
from tests.notify.acts import dispatch_all, told
from tests.people import People
from tests.staff.png import png

CARE, SERVICE, BUSINESS, LEGAL, DIRECTOR, ADMIN = (
    f"{name}@demo.example" for name in ("care", "service", "business", "legal", "director", "admin")
)
PLACE = "/staff/accounts/D-000101/gifts"
WAITING = "/staff/gifts/?show=mine"


def typed(people: People, **more: Any) -> dict[str, str]:
    """A small gift for Minchuan's contact, today."""
    with people.backstage() as uow:
        contact = uow.contacts.of(uow.accounts.get("D-000101"))[0]
        sent = {"contact": contact.id, "occasion": "mid_autumn", "kind": "local_food", "item": "月饼一盒", "cost": "88",
                "on": uow.today.isoformat()}  # fmt: skip
    return {name: str(value) for name, value in {**sent, **more}.items()}


def proposed(people: People, who: str = SERVICE, **more: Any) -> str:
    """The address of a gift that somebody proposed."""
    answer = people.sign_in(who).post(PLACE, typed(people, **more))
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def person(people: People, **columns: Any) -> int:
    with people.backstage() as uow:
        account = uow.accounts.get("D-000101")
        one = Contact(account_id=account.id, name="何医生", **columns)
        uow.session.add(one)
        uow.session.flush()
        return one.id


def test_what_a_rule_forbids_is_refused_with_its_name_and_logged(people: People) -> None:
    desk = people.sign_in(SERVICE)
    doctor, relative, official = (person(people, **{flag: True}) for flag in
                                  ("is_hcp", "is_hcp_relative", "is_public_official"))  # fmt: skip
    double = person(people, mobile="15400000777")
    with people.backstage() as uow:  # the same person at another account, known there as a doctor
        other = uow.accounts.get("D-000102").id
        uow.session.add(Contact(account_id=other, name="何医生", mobile="15400000777", is_hcp=True))
    cases = [
        ({"contact": doctor, "cost": "1"}, "gift.healthcare", "药品管理法"),
        ({"contact": relative, "kind": "meal"}, "gift.healthcare", "药品管理法"),
        ({"contact": double}, "gift.healthcare", "药品管理法"),
        ({"contact": official, "cost": "0.01"}, "gift.official", "公职人员"),
        ({"kind": "voucher", "cost": "1"}, "gift.like_cash", "购物券"),
        ({"cost": "200.01"}, "gift.one_gift", "单件礼品金额上限"),
        ({"occasion": "birthday"}, "gift.no_consent", "未同意生日关怀"),
    ]
    for more, rule, words in cases:
        answer = desk.post(PLACE, typed(people, **more))
        assert answer.status_code == 422 and words in answer.text.split("error-summary")[1], rule
        assert "月饼一盒" in answer.text, "what was typed is kept"
        told = people.events("gift.stopped")[-1]
        assert rule in told.facts["rules"] and "月饼" not in str(told.facts)
    assert len(people.events("gift.stopped")) == len(cases) and people.events("gift.proposed") == []
    assert "合规规则拦下" in desk.get("/staff/accounts/D-000101").text
    form = desk.get(f"{PLACE}/new").text
    assert form.count("医疗卫生人员：不得赠送") == 3 and "上限 ¥800.00" in form
    assert desk.post(PLACE, typed(people, cost="0")).status_code == 422
    assert desk.post(PLACE, typed(people, contact="1" * 30)).status_code == 422
    with people.backstage() as uow:
        assert uow.session.scalars(select(Giving)).all() == []


def test_the_tender_of_their_unit_and_the_ceiling_of_the_year_at_their_edges(people: People) -> None:
    desk = people.sign_in(SERVICE)
    with people.backstage() as uow:
        today = uow.today
        uow.session.execute(update(AccountStanding).values(tier="b"))  # 200 yuan a year
    decided = today + timedelta(days=31)
    tenders = "/staff/accounts/D-000101/tenders"
    assert desk.post(tenders, {"on": decided.isoformat(), "what": "省标"}).status_code == 303
    assert desk.post(PLACE, typed(people, on=today + timedelta(days=1))).status_code == 422
    assert people.events("gift.stopped")[-1].facts["rules"] == ["gift.tender"]
    first = proposed(people, cost="120")
    over, edge = desk.post(PLACE, typed(people, cost="80.01")), desk.post(PLACE, typed(people, cost="80"))
    assert over.status_code == 422 and "还剩 ¥80.00" in over.text and edge.status_code == 303
    next_year = max(date(today.year + 1, 1, 1), today + timedelta(days=70))
    assert desk.post(PLACE, typed(people, cost="200", on=next_year)).status_code == 303, "another year, another ceiling"
    assert desk.post(f"{first}/withdrawals").status_code == 303
    assert proposed(people, cost="120") and desk.post(PLACE, typed(people, cost="0.01")).status_code == 422
    year = people.sign_in(CARE).get(f"/staff/gifts/people?year={today.year}").text
    assert "¥200.00" in year and "联系人" in year
    _taken_off(people, f"{tenders}/1")
    assert desk.post(PLACE, typed(people, on=today + timedelta(days=1), cost="0.01")).status_code == 422
    assert people.events("gift.stopped")[-1].facts["rules"] == ["gift.year"], "the tender stops nothing any more"


def _taken_off(people: People, day: str) -> None:
    """Taking a tender decision off is the word of two."""
    desk, care, tenders = people.sign_in(SERVICE), people.sign_in(CARE), day.rpartition("/")[0]
    assert desk.post(f"{day}/removal").status_code == 422 and desk.post(f"{tenders}/99/removal").status_code == 404
    empty = desk.post(f"{day}/removal-requests", {"reason": ""})
    assert empty.status_code == 422 and "<details open>" in empty.text
    assert desk.post(f"{day}/removal-requests", {"reason": "公告改期"}).status_code == 303
    assert care.post(f"{day}/removal-requests", {"reason": "又一次"}).status_code == 422
    assert desk.post(f"{day}/removal").status_code == 422, "her own"
    assert care.post(f"{day}/keeping").status_code == 303 and "公告改期" not in desk.get(tenders).text
    assert desk.post(f"{day}/removal-requests", {"reason": "公告改期"}).status_code == 303
    dispatch_all(people.app)
    assert (CARE, "inbox") in told(people.app, "tender_day.removal_asked")
    assert "公告改期" in care.get(tenders).text and care.post(f"{day}/removal").status_code == 303
    kinds = [event.kind.partition(".")[2] for event in people.events() if event.kind.startswith("tender")]
    assert kinds == ["noted", "removal_asked", "kept", "removal_asked", "removed"]


def test_a_small_gift_is_the_care_owners_word_and_a_bigger_one_a_second_persons(people: People) -> None:
    own = proposed(people, CARE, cost="100")
    assert [event.kind for event in people.events()][-2:] == ["gift.proposed", "gift.approved"]
    small, big = proposed(people, SERVICE, cost="100"), proposed(people, CARE, cost="100.01")
    care, boss, desk = people.sign_in(CARE), people.sign_in(DIRECTOR), people.sign_in(SERVICE)
    waiting = {name: who.get(WAITING).text for name, who in (("care", care), ("boss", boss), ("desk", desk))}
    assert small in waiting["care"] and big not in waiting["care"], "what a second person decides is not hers"
    assert big in waiting["boss"] and small in waiting["boss"] and "没有等您审批的礼品" in waiting["desk"]
    for address, who in ((big, care), (small, desk), (big, desk)):
        assert who.post(f"{address}/approvals").status_code == 422
    assert own in care.get("/staff/gifts/?show=approved").text
    no = boss.post(f"{big}/refusals", {"reason": ""})
    assert no.status_code == 422 and boss.post(f"{big}/refusals", {"reason": "续期还在谈"}).status_code == 303
    assert "续期还在谈" in care.get(big).text and care.post(f"{small}/approvals").status_code == 303
    assert care.post(f"{small}/approvals").status_code == 409, "it was decided already"
    with people.backstage() as uow:  # somebody heads care: the management is not asked any more
        lead = next(post for post in uow.people.staff() if post.login.email == BUSINESS)
        carer = next(post for post in uow.people.staff() if post.login.email == CARE)
        choose_lead(uow, carer, lead.id)
    big = proposed(people, CARE, cost="150")
    assert boss.post(f"{big}/approvals").status_code == 422
    assert people.sign_in(BUSINESS).post(f"{big}/approvals").status_code == 303


def test_several_are_agreed_to_at_once_each_by_its_own_rules(people: People) -> None:
    first, second, big = (proposed(people, SERVICE, cost=cost, item=f"茶叶{cost}") for cost in ("60", "70", "150"))
    named = person(people)
    late = proposed(people, SERVICE, contact=named)
    with people.backstage() as uow:
        uow.session.execute(update(Contact).where(Contact.id == named).values(is_public_official=True))
    care, numbers = people.sign_in(CARE), [one.rpartition("/")[2] for one in (first, second, big, late)]
    listed = care.get(WAITING).text
    assert listed.count('name="chosen"') == 3 and "同意勾选的礼品" in listed, "the big one is not hers"
    assert 'name="chosen"' not in care.get("/staff/gifts/").text
    assert "请先勾选" in care.get(care.post("/staff/gifts/approvals").headers["Location"]).text
    answer = care.post("/staff/gifts/approvals", {"chosen": [*numbers, "GF-209901-0001", "x" * 60]})
    said = care.get(answer.headers["Location"]).text
    assert "2 份礼品" in said and f"被规则拦下：{numbers[3]}" in said and numbers[2] in said.split("已不由您审批")[1]
    with people.backstage() as uow:
        states = {one.number: one.state for one in uow.session.scalars(select(Giving))}
    assert [states[number] for number in numbers] == ["approved", "approved", "proposed", "proposed"]
    assert people.events("gift.stopped")[-1].facts["rules"] == ["gift.official"]
    assert [event.number for event in people.events("gift.approved")] == numbers[:2]


@pytest.fixture
def wide(people: People) -> Any:
    """A company that lets one gift cost up to 300 yuan, and a VIP's people have 600 a year."""
    kept = people.app.extensions["settings"]
    people.app.extensions["settings"] = type(kept)(
        **{**vars(kept), "gift_limit_yuan": 300, "gift_ceilings": (("vip", 600),)}
    )
    yield
    people.app.extensions["settings"] = kept


def test_above_two_hundred_compliance_and_the_management_both_agree(people: People, wide: Any) -> None:
    address = proposed(people, SERVICE, cost="260")
    legal, boss = people.sign_in(LEGAL), people.sign_in(DIRECTOR)
    assert boss.post(f"{address}/approvals").status_code == 422, "compliance comes first"
    assert address in legal.get(WAITING).text and legal.post(f"{address}/approvals").status_code == 303
    assert address not in legal.get(WAITING).text and address in boss.get(WAITING).text
    assert people.sign_in(ADMIN).post(f"{address}/approvals").status_code == 422
    assert boss.post(f"{address}/approvals").status_code == 303
    kinds = [event.kind for event in people.events() if event.kind.startswith("gift.")]
    assert kinds == ["gift.proposed", "gift.cleared", "gift.approved"]
    page = boss.get(address).text
    assert "沈立言" in page and "陈立衡" in page and "已批准" in page
    assert "上限 ¥600.00" in boss.get(f"{PLACE}/new").text and "¥600.00" in boss.get("/staff/gifts/people").text
    over = boss.post(PLACE, typed(people, cost="340.01"))
    assert over.status_code == 422 and "还剩 ¥340.00" in over.text.split("error-summary")[1]


def test_what_was_sent_is_a_contact_with_them_and_what_came_back_counts_no_more(people: People) -> None:
    address = proposed(people, CARE)
    care = people.sign_in(CARE)
    with people.backstage() as uow:
        today = uow.today
        account = uow.accounts.get("D-000101").id
        calls = select(CareDuty.due_on).where(CareDuty.account_id == account, CareDuty.rhythm == "call")
        renew(uow.session, [account])
        before = uow.session.scalar(calls)
    sent = {"sent_on": today.isoformat(), "courier": "顺丰 SF1"}
    tomorrow = (today + timedelta(days=1)).isoformat()
    assert care.post(f"{address}/sendings", {**sent, "sent_on": tomorrow}).status_code == 422
    early = care.post(f"{address}/sendings", {**sent, "sent_on": (today - timedelta(days=1)).isoformat()})
    assert early.status_code == 422 and "获批" in early.text, "no day is chosen by the ceiling it passes"
    assert care.post(f"{address}/sendings", sent).status_code == 303
    with people.backstage() as uow:
        touch = uow.session.scalars(select(Touch)).one()
        assert (touch.type, touch.on, touch.cost, touch.topic) == ("gift", today, 8_800, "月饼一盒") and touch.is_valid
        assert touch.contact_id is not None and uow.session.scalar(calls) == before, "a gift is no talk"
        touch_id = touch.id
    assert care.post(f"/staff/accounts/D-000101/touches/{touch_id}/removal").status_code == 409
    tab = care.get("/staff/accounts/D-000101?tab=care").text
    assert "月饼一盒" in tab and "/removal" not in tab.split('id="touches"')[1].split("</section>")[0]
    end = {"ended_on": today.isoformat(), "receipt": "本人签收"}
    assert care.post(f"{address}/receipts", {**end, "files": (png(), "签收单.png")}).status_code == 303
    page = care.get(address).text
    assert "本人签收" in page and "签收单.png" in page
    file = page.split('href="/attachments/')[1].split('"')[0]
    assert care.get(f"/attachments/{file}").status_code == 200
    assert people.sign_in("owner@minchuan.example").get(f"/attachments/{file}").status_code == 404
    _comes_back(people, address, {**end, "receipt": "对方退回"})
    timeline = care.get("/staff/accounts/D-000101").text
    assert timeline.count(f'href="{address}"') >= 5


def _comes_back(people: People, address: str, end: dict[str, Any]) -> None:
    """One of us says so, another one's word makes room for the year again."""
    care, desk, year = people.sign_in(CARE), people.sign_in(SERVICE), "/staff/gifts/people"
    for step in ("confirmation", "denial"):
        assert care.post(f"{address}/returns/{step}").status_code == 422, "nobody says so"
    assert care.post(f"{address}/returns", end).status_code == 303
    assert "没有赠礼记录" not in care.get(year).text, "it counts until a second person confirms it"
    assert care.post(f"{address}/returns/confirmation").status_code == 422, "her own word"
    assert desk.post(f"{address}/returns", end).status_code == 422, "said already"
    assert desk.post(f"{address}/returns/denial").status_code == 303
    assert care.post(f"{address}/returns", end).status_code == 303
    assert "还须他人确认" in care.get(address).text
    assert desk.post(f"{address}/returns/confirmation").status_code == 303
    assert "没有赠礼记录" in care.get(year).text and "对方退回" in care.get(address).text
    dispatch_all(people.app)
    assert (DIRECTOR, "inbox") in told(people.app, "gift.return_told")
    kinds = [event.kind.partition(".")[2] for event in people.events() if event.kind.startswith("gift.")]
    assert kinds[:4] == ["proposed", "approved", "sent", "received"]
    assert kinds[4:] == ["return_told", "return_denied", "return_told", "returned"]


def test_who_says_no_meanwhile_is_given_nothing_and_who_is_gone_still_counts(people: People) -> None:
    asked, address = typed(people), proposed(people, SERVICE)
    with acting_staff(people, CARE) as uow:
        contact = uow.contacts.get(uow.accounts.get("D-000101"), int(asked["contact"]))
        uow.consents.record(
            contact, Purpose.BIRTHDAY_CARE, False, channel=ConsentChannel.PHONE, evidence="11 月 20 日电话"
        )
    care = people.sign_in(CARE)
    answer = care.post(f"{address}/approvals")
    assert answer.status_code == 422 and "不愿接受问候" in answer.text
    assert people.events("gift.stopped")[-1].facts["rules"] == ["gift.no_consent"]
    gone = person(people)
    kept = proposed(people, SERVICE, contact=gone)
    assert care.post(f"/staff/accounts/D-000101/contacts/{gone}/removal").status_code == 303
    assert care.post(f"{kept}/approvals").status_code == 422 and "何医生" in care.get(kept).text
    again = person(people)
    form = care.get(f"{PLACE}/new?contact={again}").text
    assert "¥712.00" in form, "taken off the list and put on again, it is the same person's year"


def test_the_list_is_narrowed_taken_out_and_closed_to_partners(people: People) -> None:
    address = proposed(people, SERVICE, remark="=1+1")
    care = people.sign_in(CARE)
    assert address in care.get("/staff/gifts/?occasion=mid_autumn&account=D-000101").text
    assert address not in care.get("/staff/gifts/?occasion=lantern").text
    assert "没有符合条件的礼品" in care.piece("/staff/gifts/?account=D-000102", "gift_list").text
    taken = care.post("/staff/exports/gifts?show=&account=D-000101", {"format": "csv"})
    assert "月饼一盒" in taken.text and "中秋节" in taken.text and ",88," in taken.text and "田野" in taken.text
    assert people.sign_in(SERVICE).get("/staff/gifts/?show=nonsense&year=x&after=x").status_code == 200
    owner = people.sign_in("owner@minchuan.example")
    assert owner.get(address).status_code == 404 and owner.post(PLACE, typed(people)).status_code == 404
    assert "月饼" not in owner.get("/").text
