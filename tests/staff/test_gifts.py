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
from tests.people import People

CARE, SERVICE, BUSINESS, LEGAL, DIRECTOR, ADMIN = (
    f"{name}@demo.example" for name in ("care", "service", "business", "legal", "director", "admin")
)
PLACE = "/staff/accounts/D-000101/gifts"
WAITING = "/staff/gifts/?show=mine"


def typed(people: People, ahead: int = 0, **more: Any) -> dict[str, str]:
    """A small gift for Minchuan's contact, today or days `ahead`."""
    with people.backstage() as uow:
        contact = uow.contacts.of(uow.accounts.get("D-000101"))[0]
        sent = {"contact": contact.id, "occasion": "mid_autumn", "kind": "local_food", "item": "月饼一盒", "cost": "88",
                "on": (uow.today + timedelta(days=ahead)).isoformat()}  # fmt: skip
    return {name: str(value) for name, value in {**sent, **more}.items()}


def proposed(people: People, who: str = SERVICE, ahead: int = 0, **more: Any) -> str:
    """The address of a gift that somebody proposed."""
    answer = people.sign_in(who).post(PLACE, typed(people, ahead, **more))
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def person(people: People, name: str = "何医生", **columns: Any) -> int:
    with people.backstage() as uow:
        account = uow.accounts.get("D-000101")
        one = Contact(account_id=account.id, name=name, **columns)
        uow.session.add(one)
        uow.session.flush()
        return one.id


def test_what_a_rule_forbids_is_refused_with_its_name_and_logged(people: People) -> None:
    desk = people.sign_in(SERVICE)
    doctor, relative, official = (
        person(people, name, **{flag: True})
        for name, flag in (("何医生", "is_hcp"), ("何亲", "is_hcp_relative"), ("何官", "is_public_official"))
    )
    double, again = person(people, "何双", mobile="15400000777"), person(people, mobile="15400000778")
    with people.backstage() as uow:  # the same person at another account, known there as a doctor
        other = uow.accounts.get("D-000102").id
        uow.session.add(Contact(account_id=other, name="何医生", mobile="15400000777", is_hcp=True))
    cases = [
        ({"contact": doctor, "cost": "1"}, "gift.healthcare", "药品管理法"),
        ({"contact": relative, "kind": "meal"}, "gift.healthcare", "药品管理法"),
        ({"contact": double}, "gift.healthcare", "药品管理法"),
        ({"contact": again}, "gift.healthcare", "药品管理法"),
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
    assert form.count("医疗卫生人员：不得赠送") == 4 and "上限 ¥800.00" in form
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
    assert [event.kind for event in people.events() if event.kind.startswith("tender")] == ["tender_day.noted"]


def test_a_small_gift_is_the_care_owners_word_and_a_bigger_one_a_second_persons(people: People) -> None:
    own = proposed(people, CARE, cost="100")
    assert [event.kind for event in people.events()][-2:] == ["gift.proposed", "gift.approved"]
    small, big = proposed(people, SERVICE, 40, cost="100"), proposed(people, CARE, 80, cost="100.01")
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
    big = proposed(people, CARE, 120, cost="150")
    assert boss.post(f"{big}/approvals").status_code == 422
    assert people.sign_in(BUSINESS).post(f"{big}/approvals").status_code == 303


def test_a_gift_split_in_two_is_one_gift(people: People) -> None:
    """On one day or for one occasion; to a second contact that is the same person; and brought together by sending."""
    own, later = proposed(people, CARE, cost="100"), proposed(people, CARE, 40, cost="100")
    care, boss = people.sign_in(CARE), people.sign_in(DIRECTOR)
    rest = proposed(people, CARE, cost="60", occasion="listing")
    assert people.events()[-1].kind == "gift.proposed" and rest in boss.get(WAITING).text, "with the other it is 160"
    with people.backstage() as uow:
        contact = uow.contacts.of(uow.accounts.get("D-000101"))[0]
        name, today = contact.name, uow.today.isoformat()
    twin = person(people, name)
    for more in ({"ahead": 30, "cost": "100.01"}, {"cost": "40.01", "occasion": "signing"},
                 {"cost": "40.01", "contact": twin, "occasion": "signing"}):  # fmt: skip
        answer = care.post(PLACE, typed(people, **more))
        assert answer.status_code == 422 and "合计超过" in answer.text, more
        assert people.events("gift.stopped")[-1].facts["rules"] == ["gift.split"]
    assert care.post(f"{rest}/withdrawals").status_code == 303
    assert care.post(f"{own}/sendings", {"sent_on": today}).status_code == 303
    both = care.post(f"{later}/sendings", {"sent_on": today})
    assert both.status_code == 422 and "超出已批准" in both.text, "each was agreed to for a day of its own"
    assert len(people.events("gift.sent")) == 1


@pytest.fixture
def wide(people: People) -> Any:
    """A company that lets one gift cost up to 300 yuan."""
    kept = people.app.extensions["settings"]
    people.app.extensions["settings"] = type(kept)(**{**vars(kept), "gift_limit_yuan": 300})
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
    assert care.post(f"{address}/receipts", end).status_code == 303 and "本人签收" in care.get(address).text
    assert care.post(f"{address}/returns", {**end, "receipt": "对方退回"}).status_code == 303
    assert "没有赠礼记录" in care.get("/staff/gifts/people").text
    kinds = [event.kind for event in people.events() if event.kind.startswith("gift.")]
    assert kinds == ["gift.proposed", "gift.approved", "gift.sent", "gift.received", "gift.returned"]
    timeline = care.get("/staff/accounts/D-000101").text
    assert timeline.count(f'href="{address}"') >= 5


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
