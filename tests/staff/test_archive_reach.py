"""What lies beyond somebody's reach stays there: tags before programs, words of others' tags, who brought whom; and
cells that a spreadsheet would reckon (AZ2, AZ7, AZ8, IN6)."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from portal.cli.privacy_work import _cell
from portal.domain.integrations.codes import Side
from portal.domain.people.models import Login, Staff
from portal.intake.taking_out.writing import csv_text
from tests.api.programs import program
from tests.people import People
from tests.staff.test_contracts import PAPER
from tests.staff.test_exports import written
from tests.staff.test_territory import CONSENT

BUSINESS = "business@demo.example"
TAG = "拟列黑名单"


def numbers(answer) -> list[str]:
    return [one["number"] for one in answer.get_json()["items"]]


def only_yueqiao(people: People) -> None:
    """The manager sees one account."""
    with people.backstage() as uow:
        post = uow.session.scalars(select(Staff).join(Login).where(Login.email == BUSINESS)).one()
        for number in ("D-000101", "N-000201", "S-000001"):
            uow.accounts.get(number).business_manager_id = None
        post.reach, uow.accounts.get("D-000102").business_manager_id = "own", post.id


def test_programs_find_nothing_by_words_of_ours(app, people: People) -> None:
    with people.backstage() as uow:
        uow.tags.add(uow.accounts.get("D-000102"), TAG)
        uow.tags.add(uow.accounts.get("D-000102"), "粤桥大会")
    assert "D-000102" in people.sign_in(BUSINESS).get(f"/staff/accounts/?q={TAG}").text
    for side in Side:
        caller = program(app, side.name, side=side, accounts=("D-000101", "D-000102"))
        assert numbers(caller.get("/accounts", q=TAG)) == []
        assert numbers(caller.get("/accounts", q="粤桥")) == ["D-000102"]
        assert numbers(caller.get("/accounts", q="yueqiao")) == ["D-000102"]
        assert numbers(caller.get("/accounts", q="15400000102")) == ["D-000102"]


def test_words_on_accounts_of_others_are_not_offered(people: People) -> None:
    only_yueqiao(people)
    with people.backstage() as uow:
        uow.tags.add(uow.accounts.get("D-000101"), TAG)
        uow.tags.add(uow.accounts.get("D-000102"), "年会")
    listed = people.sign_in(BUSINESS).get("/staff/accounts/").text
    assert "年会" in listed and TAG not in listed
    assert TAG in people.sign_in("care@demo.example").get("/staff/accounts/").text


def test_who_brought_an_account_stays_where_it_cannot_be_seen(people: People) -> None:
    only_yueqiao(people)
    with people.backstage() as uow:
        account = uow.accounts.get("D-000102")
        uow.introductions.introduce(account, uow.accounts.standing(account), uow.accounts.get("N-000201"))
        brought_by = uow.accounts.standing(account).introduced_by_id
    business, address = people.sign_in(BUSINESS), "/staff/accounts/D-000102/standing"
    assert "N-000201" not in business.get(address).text
    assert business.post(address, {"tier": "b", "stage": "s4", "introduced_by": "N-000201"}).status_code == 422
    assert business.post(address, {"tier": "b", "stage": "s4", "introduced_by": ""}).status_code == 303
    with people.backstage() as uow:
        assert uow.accounts.standing(uow.accounts.get("D-000102")).introduced_by_id == brought_by


@pytest.mark.engineless
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_of_a_text_is_reckoned(sign: str) -> None:
    text = b"".join(csv_text(iter([[[f"{sign}1+1", Decimal(-1)]]]))).decode("utf-8-sig")
    assert text.lstrip('"').startswith("\t") and text.rstrip().endswith(",-1")
    assert _cell(f"{sign}1+1").startswith("'")


def test_a_file_of_a_wider_reach_is_not_fetched_any_more(app, people: People) -> None:
    where = people.sign_in(BUSINESS).post("/staff/exports/accounts", {"format": "xlsx"}).headers["Location"]
    written(app)
    assert people.sign_in(BUSINESS).get(f"{where}/file").status_code == 200
    with people.backstage() as uow:
        post = uow.session.scalars(select(Staff).join(Login).where(Login.email == BUSINESS)).one()
        post.appoint(title=post.title, roles=post.roles, reach="own", provinces=[], by=uow.actor, at=uow.now)
    again = people.sign_in(BUSINESS)
    assert again.get(f"{where}/file").status_code == 404
    anew = again.post("/staff/exports/accounts", {"format": "xlsx"}).headers["Location"]
    written(app)
    assert again.get(f"{anew}/file").status_code == 200


def test_a_file_of_an_account_that_was_handed_over_is_not_fetched_any_more(app, people: People) -> None:
    """They see less than on the day before, though nobody appointed them anew."""
    only_yueqiao(people)
    manager, post_id = people.sign_in(BUSINESS), int(people.staff_id(BUSINESS))
    where = manager.post("/staff/exports/contacts", {"format": "xlsx"}).headers["Location"]
    written(app)
    with people.backstage() as uow:
        uow.accounts.add("distributor", number="D-000555", name_zh="四川另一家药业", business_manager_id=post_id)
    assert manager.get(f"{where}/file").status_code == 200, "whoever sees more than before may fetch it"
    with people.backstage() as uow:
        uow.accounts.get("D-000102").change({"business_manager_id": None}, by=uow.actor, at=uow.now)
    assert manager.get("/staff/accounts/D-000102").status_code == 404
    assert manager.get(f"{where}/file").status_code == 404
    with people.backstage() as uow:
        posts = uow.session.scalars(select(Staff).join(Login).where(Login.email == BUSINESS)).one()
        posts.reach = "all"
    assert people.sign_in(BUSINESS).get(f"{where}/file").status_code == 200


def test_papers_come_in_by_workbook_only_through_who_checks_them(people: People) -> None:
    """They count at once: whoever cannot check one must not make a thousand."""
    address = "/staff/qualifications/import"
    for email, status in ((BUSINESS, 404), ("care@demo.example", 404), ("quality@demo.example", 200)):
        person = people.sign_in(email)
        assert person.get(address).status_code == status, email
        assert (address in person.get("/staff/papers/").text) == (status == 200)
    assert address not in people.sign_in(BUSINESS).get("/staff/accounts/import").text


def test_who_agreed_to_a_sale_is_named_to_whoever_may_see_them(people: People) -> None:
    legal = people.sign_in("legal@demo.example")
    assert legal.post("/staff/coverage/consents/", {**CONSENT, "seller": "D-000102", "holder": "D-000101",
                                                    "place": "四川省"}).status_code == 303  # fmt: skip
    assert "粤桥 陈总" in legal.get("/staff/coverage/consents/").text
    only_yueqiao(people)
    narrow = people.sign_in(BUSINESS).get("/staff/coverage/consents/").text
    assert "D-000102" in narrow or "粤桥药业" in narrow
    assert "D-000101" not in narrow.split("<tbody")[1].split("</tbody>")[0] and "陈总" not in narrow


def test_what_a_partner_out_of_reach_holds_is_named_by_no_refusal(people: People) -> None:
    """That somebody has it must be said; not who, by the number of an agreement."""
    terms = {**PAPER, "account": "D-000102", "number": "D-2026-777", "products": ["PR01"], "starts_on": "2026-02-01"}
    whole = people.sign_in(BUSINESS).post("/staff/contracts/", terms)
    assert whole.status_code == 422 and "D-2026-011" in whole.text
    only_yueqiao(people)
    narrow = people.sign_in(BUSINESS).post("/staff/contracts/", terms)
    assert narrow.status_code == 422 and "D-2026-011" not in narrow.text
    assert "不在您查看范围内的一个客户" in narrow.text and "他人独家" in narrow.text
