"""The care plan at work: the list of whom to contact, logging, putting off, taking back; what moves a clock, and that
no partner sees any of it (AZ1, AL1)."""

from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import select, update

from portal.domain.accounts.models import Account
from portal.domain.care.keeping import renew_all, renew_missing
from portal.domain.care.models import CareDuty, Touch
from tests.filing import filed, hidden
from tests.notify.acts import dispatch_all
from tests.people import People

CARE, DIRECTOR, SERVICE, OWNER = (
    "care@demo.example", "director@demo.example", "service@demo.example", "owner@minchuan.example",
)  # fmt: skip
PLACE = "/staff/accounts/D-000101"
LIST = "/staff/care/"
SAID = "谈了四季度的任务与回款安排，客户答应月底前付清。"


def since(people: People, days: int) -> None:
    """As if all accounts had been with us for so many days, and the worker had looked at them."""
    with people.backstage() as uow:
        begun = datetime.now(UTC) - timedelta(days=days)
        uow.session.execute(update(Account).values(created_at=begun))
        uow.session.flush()
        renew_all(uow.session)


def due(people: People, number: str = "D-000101") -> dict[str, tuple[int, int]]:
    """By rhythm, days from today to when it falls due and to when it is shown."""
    with people.backstage() as uow:
        found = uow.session.scalars(select(CareDuty).join(Account).where(Account.number == number))
        return {d.rhythm: ((d.due_on - uow.today).days, (d.shown_from - uow.today).days) for d in found}


def log(people: People, who: str = CARE, **typed: str) -> int:
    person = people.sign_in(who)
    form = person.get(f"{PLACE}/touches/new").text
    sent = {"type": "call", "direction": "out", "content": SAID, "form_id": hidden(form, "form_id", f"{PLACE}/touches")}
    with people.backstage() as uow:
        sent["on"] = uow.today.isoformat()
    return person.post(f"{PLACE}/touches", {**sent, **typed}).status_code


def test_who_waits_longest_stands_on_top_until_somebody_called(people: People) -> None:
    since(people, 20)
    assert due(people)["message"] == (-13, -13) and due(people)["call"] == (-5, -5)
    care = people.sign_in(CARE)
    seen = care.get(LIST).text
    assert seen.index("晚 13 天") < seen.index("晚 5 天") and "岷川" in seen and "粤桥" in seen
    assert "晚 5 天" not in care.get(f"{LIST}?rhythm=message").text
    assert "岷川" not in care.get(f"{LIST}?tier=b").text and "empty" in care.get(f"{LIST}?tier=b").text
    assert "<html" not in care.piece(f"{LIST}?whose=all", "care_list").text
    assert log(people) == 303
    found = due(people)
    assert (found["message"], found["call"]) == ((7, 7), (15, 15)) and found["visit"][0] > 60
    seen = care.get(LIST).text
    assert "岷川" not in seen and "粤桥" in seen
    page = care.get(f"{PLACE}?tab=care").text
    assert SAID in page and "顾婉" in page
    assert [event.facts["type"] for event in people.events("touch.logged")] == ["call"]


def test_an_answered_request_counts_as_a_call_and_a_note_does_not(app: Flask, people: People) -> None:
    since(people, 20)
    number = filed(people)
    desk = people.sign_in(SERVICE)
    assert desk.post(f"/staff/requests/{number}/notes", {"text": "查过了"}).status_code == 303
    dispatch_all(app)
    assert due(people)["call"] == (-5, -5)
    assert desk.post(f"/staff/requests/{number}/answers", {"text": "已发出，明天到。"}).status_code == 303
    dispatch_all(app)
    assert due(people)["call"] == (15, 15) and due(people)["visit"][0] < 80
    with people.backstage() as uow:
        assert renew_all(uow.session) == 0, "a recount finds what the worker wrote"


def test_too_little_said_counts_for_nothing_and_a_mistake_is_taken_back(people: People) -> None:
    since(people, 20)
    assert log(people, content="未接通") == 303 and due(people)["call"] == (-5, -5)
    assert log(people, on="2999-01-01") == 422 and log(people, type="gift") == 422
    assert log(people) == 303 and due(people)["call"] == (15, 15)
    with people.backstage() as uow:
        touch_id = max(uow.session.scalars(select(Touch.id)))
    assert people.sign_in(SERVICE).post(f"{PLACE}/touches/{touch_id}/removal").status_code == 409, "it is not theirs"
    assert due(people)["call"] == (15, 15)
    assert people.sign_in(CARE).post(f"{PLACE}/touches/{touch_id}/removal").status_code == 303
    assert due(people)["call"] == (-5, -5) and len(people.events("touch.taken_back")) == 1


def test_what_was_done_with_somebody_stays_when_they_are_taken_off_the_list(people: People) -> None:
    with people.backstage() as uow:
        account = uow.accounts.get("D-000101")
        person = uow.contacts.add(account, {"name": "廖采购", "role": "purchasing", "is_primary": False})
        uow.session.flush()
        person_id = person.id
    assert log(people, contact=str(person_id)) == 303
    care = people.sign_in(CARE)
    assert "廖采购" in care.get(f"{PLACE}?tab=care").text.split('id="touches"')[1]
    assert care.post(f"{PLACE}/contacts/{person_id}/removal").status_code == 303
    page = care.get(f"{PLACE}?tab=care").text
    assert SAID in page and "廖采购" not in page.split('id="touches"')[1]


def test_an_executive_keeps_their_own_rhythm_and_promises_in_the_same_form(people: People) -> None:
    since(people, 200)
    assert due(people)["executive"][0] < 0
    with people.backstage() as uow:
        tomorrow = uow.today + timedelta(days=1)
    assert log(people, DIRECTOR, promise_what="给 2027 年供货表", promise_due=tomorrow.isoformat()) == 303
    assert due(people)["executive"][0] > 170
    assert "给 2027 年供货表" in people.sign_in(OWNER).get("/").text
    assert log(people, promise_what="没有日期") == 422


def test_what_is_put_off_is_back_the_day_after_with_its_reason(people: People) -> None:
    since(people, 20)
    care, place = people.sign_in(CARE), f"{PLACE}/care/call"
    form = care.get(place).text
    with people.backstage() as uow:
        until, today = (uow.today + timedelta(days=3)).isoformat(), uow.today.isoformat()
    sent = {"until": until, "why": "老板出国，周五回来", "seen": hidden(form, "seen", f"{place}/pauses")}
    assert care.post(f"{place}/pauses", {**sent, "why": ""}).status_code == 422
    assert care.post(f"{place}/pauses", {**sent, "until": "2999-01-01"}).status_code == 422
    assert care.post(f"{place}/pauses", sent).status_code == 303
    assert due(people)["call"] == (-5, 4) and "老板出国" in care.get(f"{PLACE}?tab=care").text
    again = care.post(f"{place}/pauses", {**sent, "until": today})
    assert again.status_code == 422 and "有人处理过" in again.text, "it was made from an older page"
    assert len(people.events("care.put_off")) == 1
    assert log(people) == 303 and due(people)["call"] == (15, 15), "a contact ends the putting off"
    assert care.get(f"{PLACE}/care/nonsense").status_code == 404


def test_another_tier_another_owner_and_what_was_never_written_down(app: Flask, people: People) -> None:
    since(people, 20)
    care = people.sign_in(CARE)
    with people.backstage() as uow:
        standing = uow.accounts.standing(uow.accounts.get("D-000101"))
        director = next(one for one in uow.people.staff() if one.login.email == DIRECTOR)
        standing.judge({"tier": "a", "care_owner_id": director.id}, by=uow.actor, at=uow.now)
    dispatch_all(app)
    assert due(people).keys() == {"call", "visit"} and due(people)["call"][0] > 7
    assert "岷川" not in care.get(f"{LIST}?ahead=month").text
    assert "岷川" in people.sign_in(DIRECTOR).get(f"{LIST}?ahead=month").text
    with people.backstage() as uow:
        for duty in uow.session.scalars(select(CareDuty)):
            uow.session.delete(duty)
        uow.session.flush()
        assert renew_missing(uow.session) > 3 and renew_missing(uow.session) == 0


def test_the_neighbour_and_the_account_itself_find_no_such_page(people: People) -> None:
    log(people)
    owner = people.sign_in(OWNER)
    for address in (LIST, f"{PLACE}/touches/new", f"{PLACE}/care/call"):
        assert owner.get(address).status_code == 404
    assert SAID not in "".join(owner.get(address).text for address in ("/", "/requests/", "/documents/", "/promises/"))
