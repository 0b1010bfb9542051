"""Occasions ahead and their plans: who has a day, who is on the list, a second person's word, gifts and messages, and
what a message to all does not do (issue E, domain 7.2; AZ1, AZ11)."""

import io
from datetime import date, timedelta
from typing import Any
from zipfile import ZipFile

from sqlalchemy import select, update

from portal.domain.accounts.models import Account, Contact
from portal.domain.care.giving.models import Giving
from portal.domain.care.keeping import renew
from portal.domain.care.models import CareDuty, Touch
from portal.domain.care.planning.days import festivals_within
from portal.domain.care.planning.models import PlanGuest
from portal.domain.people.roles import Reach
from portal.domain.privacy.purposes import ConsentChannel, Purpose
from portal.web.lunar import to_solar
from tests.breaches import acting_staff
from tests.people import People, Person

CARE, BUSINESS, DIRECTOR, QUALITY = (f"{name}@demo.example" for name in ("care", "business", "director", "quality"))
OWNER = "owner@minchuan.example"
LIST = "/staff/occasions/"


def born(people: People, name: str, day: date, **more: Any) -> int:
    with people.backstage() as uow:
        account = uow.accounts.get("D-000101")
        facts = {"birthday_calendar": "solar", "birthday_month": day.month, "birthday_day": day.day, **more}
        one = Contact(account_id=account.id, name=name, **facts)
        uow.session.add(one)
        uow.session.flush()
        return one.id


def says(people: People, contact_id: int, purpose: Purpose, yes: bool) -> None:
    with acting_staff(people, CARE) as uow:
        contact = uow.contacts.get(uow.accounts.get("D-000101"), contact_id)
        uow.consents.record(contact, purpose, yes, channel=ConsentChannel.PHONE, evidence="电话里说的")


def festival(people: People) -> tuple[str, date]:
    """The first one far enough ahead to be planned."""
    with people.backstage() as uow:
        first = uow.today + timedelta(days=1)
    return festivals_within(first, first + timedelta(days=200), to_solar)[0]


def opened(person: Person, occasion: str, on: date, **more: str) -> str:
    answer = person.post(LIST, {"occasion": occasion, "on": on.isoformat(), **more})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def lines(people: People) -> dict[str, int]:
    """By name and id of the contact, the id of the line."""
    with people.backstage() as uow:
        rows = uow.session.execute(
            select(Contact.name, Contact.id.label("of"), PlanGuest.id).join(Contact, Contact.id == PlanGuest.contact_id)
        )
        return {f"{row.name} {row.of}": row.id for row in rows}


def test_who_has_a_day_soon_by_either_calendar_and_which_anniversary(people: People) -> None:
    with people.backstage() as uow:
        today = uow.today
    born(people, "孙近日", today + timedelta(days=10))
    born(people, "李远日", today + timedelta(days=60))
    month, day, moon = next(
        (month, day, kept) for year in (today.year - 1, today.year) for month in range(1, 13) for day in range(1, 30)
        if 0 < ((kept := to_solar(year, month, day)) - today).days < 45
    )  # fmt: skip
    assert moon > today
    born(people, "王农历", moon, birthday_calendar="lunar", birthday_month=month, birthday_day=day)
    with people.backstage() as uow:
        founded = date(today.year - 10, 1, 1) + timedelta(days=(today + timedelta(days=5)).timetuple().tm_yday - 1)
        uow.session.execute(update(Account).where(Account.number == "D-000102").values(founded_on=founded))
    page = people.sign_in(CARE).get(LIST).text
    assert "孙近日" in page and "王农历" in page and "李远日" not in page and "客户公司成立纪念日" in page
    nobody = people.sign_in(QUALITY).get(LIST).text
    assert "您的客户近期没有生日和纪念日" in nobody and "孙近日" not in nobody
    assert "孙近日" in people.sign_in(QUALITY).get(f"{LIST}?whose=all").text
    assert people.sign_in(OWNER).get(LIST).status_code == 404


def test_a_festival_from_its_list_to_gifts_and_messages(people: People) -> None:
    care, boss = people.sign_in(CARE), people.sign_in(DIRECTOR)
    with people.backstage() as uow:
        today = uow.today
    doctor = born(people, "何医生", today, is_decision_maker=True, is_hcp=True)
    silent = born(people, "不扰", today, level="executive")
    says(people, silent, Purpose.BIRTHDAY_CARE, False)
    name, on = festival(people)
    place = opened(care, name, on)
    page = care.get(place).text
    assert (
        "何医生" in page
        and "不扰" not in page
        and "1 人不接受问候，未列入" in page
        and "医疗卫生人员：不得赠送" in page
    )
    assert opened(care, name, on) == place, "there is one plan for a day"
    ids = lines(people)
    assert care.post(f"{place}/list", {f"way-{one}": "gift" for one in ids.values()}).status_code == 303
    with people.backstage() as uow:
        ways = {row.contact_id: row.way for row in uow.session.scalars(select(PlanGuest))}
        assert ways.pop(doctor) == "message" and set(ways.values()) == {"gift"}
    assert people.events("gift.stopped")[-1].facts["rules"] == ["gift.healthcare"]
    assert care.post(f"{place}/submissions").status_code == 422, "the gift has no name and price yet"
    version = care.get(place).text.split('name="version" type="hidden" value="')[1].split('"')[0]
    words = {"text": "祝您节日安康", "gift_item": "月饼一盒", "gift_kind": "local_food", "version": version}
    assert care.post(place, {**words, "gift_cost": "200.01"}).status_code == 422
    assert care.post(place, {**words, "gift_cost": "88"}).status_code == 303
    assert care.post(place, {**words, "gift_cost": "90"}).status_code == 409, "it was made from an older page"
    assert care.post(f"{place}/submissions").status_code == 303
    assert care.post(f"{place}/approvals").status_code == 422, "her own list"
    assert boss.post(f"{place}/returns", {"reason": "加上罗景川"}).status_code == 303
    assert "加上罗景川" in care.get(place).text and care.post(f"{place}/submissions").status_code == 303
    with people.backstage() as uow:  # somebody who looks after none of these accounts
        next(one for one in uow.people.staff() if one.login.email == BUSINESS).reach = Reach.OWN
        uow.session.execute(update(Account).values(business_manager_id=None))
    unseen = people.sign_in(BUSINESS).post(f"{place}/approvals")
    assert unseen.status_code == 422 and "何医生" not in unseen.text, "nobody agrees to whom they do not see"
    assert boss.post(f"{place}/approvals").status_code == 303
    assert care.post(f"{place}/gifts").status_code == 303
    with people.backstage() as uow:
        gifts = uow.session.scalars(select(Giving)).all()
        assert len(gifts) == len(ids) - 1 and {(one.cost, one.occasion, one.state) for one in gifts} == {
            (8_800, name, "approved")
        }, "she looks after them all, and it is small"
        account = uow.accounts.get("D-000101").id
        renew(uow.session, [account])
        rhythms = select(CareDuty.rhythm, CareDuty.due_on).where(CareDuty.account_id == account)
        before = dict(uow.session.execute(rhythms).all())
    assert (
        care.post(f"{place}/sendings", {"guest": [str(ids[f"何医生 {doctor}"])], "channel": "sms"}).status_code == 303
    )
    assert "何医生" in care.get(place).text and not people.events("touch.logged"), "no yes to text messages"
    sent = {"guest": [str(ids[f"何医生 {doctor}"]), "x", "9" * 30], "channel": "wechat"}
    assert care.post(f"{place}/sendings", sent).status_code == 303 and care.post(f"{place}/sendings", sent)
    with people.backstage() as uow:
        touch = uow.session.scalars(select(Touch)).one()
        assert (touch.type, touch.contact_id, touch.is_mass, touch.content) == ("wechat", doctor, True, "祝您节日安康")
        assert dict(uow.session.execute(rhythms).all()) == before, "a message to all moves nobody's rhythm"
    book = care.post(f"{place}/copies", {"kind": "xlsx"})
    (taken,) = people.events("export.taken")
    assert (taken.facts["what"], taken.facts["rows"]) == ("occasion_plan", len(ids)), "mobile numbers left with it"
    with ZipFile(io.BytesIO(book.data)) as kept:
        cells = kept.read("xl/sharedStrings.xml").decode()
    assert "月饼一盒" in cells and "何医生" in cells and "¥88.00" in cells and "祝您节日安康" in cells
    assert care.post(f"{place}/closings").status_code == 303 and care.post(f"{place}/gifts").status_code == 409
    told = [event.kind.partition(".")[2] for event in people.events() if event.kind.startswith("occasion_plan.")]
    assert told == ["opened", "arranged", "described", "submitted", "returned", "submitted", "approved", "closed"]


def test_a_birthday_needs_a_yes_and_is_a_personal_word(people: People) -> None:
    business = people.sign_in(BUSINESS)
    with people.backstage() as uow:
        day = uow.today + timedelta(days=20)
    yes = born(people, "孙同意", day)
    born(people, "钱未问", day)
    says(people, yes, Purpose.BIRTHDAY_CARE, True)
    place = opened(business, "birthday", day)
    page = business.get(place).text
    assert "孙同意" in page and "钱未问" not in page and "1 人不接受问候" in page
    assert business.post(LIST, {"occasion": "birthday", "on": "2020-01-01"}).status_code == 422
    care, line = people.sign_in(CARE), lines(people)[f"孙同意 {yes}"]
    assert care.post(f"{place}/list", {f"way-{line}": "call"}).status_code == 303
    assert business.post(f"{place}/submissions").status_code == 303
    helped = care.post(f"{place}/approvals")
    assert helped.status_code == 422 and f"{place}/approvals" not in care.get(place).text, "part of it is hers"
    assert people.sign_in(DIRECTOR).post(f"{place}/approvals").status_code == 303
    sent = {"guest": [str(lines(people)[f"孙同意 {yes}"])], "channel": "call"}
    assert business.post(f"{place}/sendings", sent).status_code == 303
    with people.backstage() as uow:
        assert uow.session.scalars(select(Touch)).one().is_mass is False
    listing = opened(business, "listing", day, account="D-000102")
    assert "联系人" in business.get(listing).text
    assert business.post(f"{listing}/list", {f"way-{one}": "out" for one in lines(people).values()}).status_code == 303
    assert "名单还是空的" in business.get(listing).text and business.post(f"{listing}/submissions").status_code == 422
    assert business.post(f"{listing}/list", {"add": "d-000101"}).status_code == 303
    assert "岷川医药" in business.get(listing).text
    assert people.sign_in(OWNER).get(place).status_code == 404
