"""The archive attacked: merged off the blacklist, numbers that leak, rights that ended, addresses that obey.

AZ3, AZ7, AZ12, AU4, AL4, IN6.
"""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.domain.accounts.models import Contact, Qualification
from portal.domain.accounts.papers.catalogue import Act
from portal.domain.people.models import Login, Membership, Staff
from portal.domain.privacy.persons import contacts_of, own_accounts_of
from portal.identity.credentials import change_mobile
from tests.filing import pdf
from tests.partner import extending
from tests.people import People, Person
from tests.staff.test_exports import PERSON, table, written

BUSINESS, OWNER, VIEWER = "business@demo.example", "owner@minchuan.example", "viewer@minchuan.example"
HELD = {"reason": "多次窜货，屡教不改", "evidence": "BR-202611-0001"}
SLY = "subject=x&endpoint=y&number=z&_anchor=a&_external=1&_scheme=javascript"
"""Words that a builder of addresses would take for its own."""


def add_twin(people: People) -> None:
    with people.backstage() as uow:
        uow.accounts.add("distributor", number="D-000555", name_zh="四川另一家药业")


def is_held(people: People, number: str) -> bool:
    with people.backstage() as uow:
        standing = uow.accounts.standing(uow.accounts.get(number))
        return standing.is_blacklisted and standing.blacklist_reason == HELD["reason"]


@pytest.mark.parametrize(("listed", "gone", "kept"), [
    ("D-000555", "D-000555", "D-000101"), ("D-000555", "D-000101", "D-000555"),
])  # fmt: skip
def test_merging_takes_nobody_off_the_blacklist(people: People, listed: str, gone: str, kept: str) -> None:
    add_twin(people)
    assert people.sign_in("legal@demo.example").post(f"/staff/accounts/{listed}/blacklist", HELD).status_code == 303
    business = people.sign_in(BUSINESS)
    assert business.post(f"/staff/accounts/{listed}/blacklist/removal", HELD).status_code == 404, "not theirs to decide"
    merging = f"/staff/accounts/{gone}/merging"
    assert "blacklist" not in business.get(f"{merging}?into={kept}").text
    taken = ["blacklist_reason", "blacklist_evidence", "blacklisted_at", "blacklisted_by_id", "sponsor_id"]
    take = taken if kept == listed else []
    assert business.post(merging, {"into": kept, "why": "同一家公司", "take": take}).status_code == 303
    assert is_held(people, kept)
    assert business.post(f"/staff/accounts/{kept}/mergings/{gone}/undoing").status_code == 303
    assert is_held(people, "D-000555") and not is_held(people, "D-000101")


def test_words_in_an_address_stay_words(people: People) -> None:
    add_twin(people)
    business = people.sign_in(BUSINESS)
    business.post("/staff/accounts/D-000555/merging", {"into": "D-000101", "why": "同一家公司"})
    moved = business.get(f"/staff/accounts/D-000555?tab=requests&{SLY}")
    assert moved.status_code == 302 and moved.location.startswith("/staff/accounts/D-000101?tab=requests")
    page = business.get(f"/staff/exports/?of=accounts&kind=distributor&{SLY}")
    assert page.status_code == 200 and "javascript:" not in page.text
    assert '"/staff/exports/accounts?kind=distributor' in page.text


def test_a_number_searched_for_is_not_written_into_the_log(people: People) -> None:
    desk, admin = people.sign_in(BUSINESS), people.sign_in("admin@demo.example")
    assert admin.post("/staff/accounts/N-000201", {**edited(admin, "N-000201"), "id_no": PERSON}).status_code == 303
    asked = desk.get(f"/staff/accounts/?q={PERSON}")
    assert asked.status_code == 303 and PERSON not in asked.location
    shown = desk.get(asked.location).text
    assert "N-000201" in shown and PERSON not in shown, "found by its keyed hash, echoed nowhere"
    piece = desk.piece(f"/staff/accounts/?q={PERSON}", "account_list")
    assert "N-000201" in piece.text and PERSON not in piece.headers["HX-Push-Url"]
    assert desk.get(f"/staff/find?q={PERSON}").location == asked.location
    opened = desk.piece(f"/staff/find?q={PERSON}", "find_list")
    assert opened.headers["HX-Redirect"] == asked.location and PERSON not in opened.text
    nobody = desk.piece("/staff/find?q=33999919920229004X", "find_list").text
    assert "339***********004X" in nobody and "33999919920229004X" not in nobody
    table(desk.post(asked.location.replace("/staff/accounts/", "/staff/exports/accounts")).data)
    rows = table(desk.post(f"/staff/exports/accounts?q={PERSON}").data)
    assert [row["客户编号"] for row in rows] == ["N-000201"], "what the list shows"
    desk.post("/staff/exports/accounts?q=6222021234567890123")
    told = [event.facts["filter"]["q"] for event in people.events("export.taken")]
    assert told == ["****", "110***********002X", "622************0123"]


def test_nobody_tries_identity_numbers_until_one_is_found(people: People) -> None:
    """Eleven signs are masked; a birthday and a place leave a hundred of them (AU4, AL4)."""
    service = people.sign_in("service@demo.example")
    ways = [
        lambda number: service.get(f"/staff/accounts/?q={number}"),
        lambda number: service.get(f"/staff/find?q={number}"),
        lambda number: service.post("/staff/find", {"q": number}),
        lambda number: service.piece(f"/staff/accounts/?q={number.lower()}", "account_list"),
    ]
    tried = [ways[place % 4](f"33999919920229{place:03d}X") for place in range(20)]
    assert all(answer.status_code in (200, 303) for answer in tried)
    assert [way(PERSON).status_code for way in ways] == [429] * 4
    assert service.get("/staff/find?q=粤桥").status_code == 200, "all else is found as before"
    assert people.sign_in("care@demo.example").get(f"/staff/accounts/?q={PERSON}").status_code in (200, 303)


def edited(person: Person, number: str) -> dict[str, str]:
    with people_of(person).backstage() as uow:
        account = uow.accounts.get(number)
        return {"version": str(account.version), "name_zh": account.name_zh, "mobile": account.mobile or "",
                "province": account.province or ""}  # fmt: skip


def people_of(person: Person) -> People:
    return People(person.app)


def test_the_list_is_taken_out_as_narrow_as_it_is_shown(people: People) -> None:
    desk = people.sign_in(BUSINESS)
    with people.backstage() as uow:
        uow.tags.add(uow.accounts.get("D-000102"), "年会")
    assert [row["客户编号"] for row in table(desk.post("/staff/exports/accounts?tag=年会").data)] == ["D-000102"]
    assert table(desk.post("/staff/exports/contacts?tag=年会&quality=green").data) == []


def test_whoever_lost_the_right_fetches_no_file_written_before(app, people: People) -> None:
    legal = people.sign_in("legal@demo.example")
    where = legal.post("/staff/exports/contracts?term=all", {"format": "xlsx"}).headers["Location"]
    written(app)
    assert legal.get(f"{where}/file").status_code == 200
    with people.backstage() as uow:
        uow.session.scalars(select(Staff).join(Login).where(Login.email == "legal@demo.example")).one().roles = [
            "service"
        ]
    assert [legal.get(address).status_code for address in (where, f"{where}/file")] == [404, 404]


def test_numbers_of_persons_on_papers_are_masked_but_for_who_compares_them(people: People) -> None:
    with people.backstage() as uow:
        account = uow.accounts.get("D-000101")
        facts = {"account_id": account.id, "number": PERSON, "expires_on": uow.today}
        paper = Qualification(doc_type="poa_person_id", **facts)
        uow.session.add(paper)
        uow.session.flush()
        paper_id = paper.id
    service, quality = people.sign_in("service@demo.example"), people.sign_in("quality@demo.example")
    for address in ("/staff/accounts/D-000101?tab=papers", "/staff/papers/?view=7", f"/staff/papers/{paper_id}"):
        shown = quality.get(address).text
        assert PERSON not in shown and "110***********002X" in shown, address
    sent = service.post("/staff/exports/qualifications").text
    assert PERSON not in sent and "110***********002X" in sent
    with people.backstage() as uow:
        uow.session.get_one(Qualification, paper_id).state = "submitted"
    assert PERSON in quality.get(f"/staff/papers/{paper_id}").text, "it is compared with the picture"
    assert PERSON not in service.get(f"/staff/papers/{paper_id}").text


def test_a_name_makes_nobody_another_person(people: People) -> None:
    """Who may choose their own name must not get, or have erased, what belongs to another one of that name."""
    with people.backstage() as uow:
        logins = {one.email or one.mobile: one for one in uow.session.scalars(select(Login))}
        viewer, owner, agent = logins[VIEWER], logins[OWNER], logins["15400000201"]
        account, company = uow.accounts.get("N-000201"), uow.accounts.get("D-000101")
        uow.session.add(Membership(login_id=viewer.id, account_id=account.id, role="viewer", joined_at=uow.now))
        contact = uow.contacts.add(company, {"name": owner.name, "role": "owner", "mobile": None, "email": owner.email,
                                             "is_primary": False})  # fmt: skip
        uow.session.flush()
        viewer.name = account.name_zh
        uow.session.flush()
        assert own_accounts_of(uow.session, viewer.id) == []
        assert own_accounts_of(uow.session, agent.id) == [account.id]
        viewer.name = owner.name
        uow.session.flush()
        assert contact.id not in contacts_of(uow.session, viewer.id)
        assert contact.id in contacts_of(uow.session, owner.id)


def test_whoever_has_left_becomes_nobody_who_is_still_there(people: People) -> None:
    """A name, and a number, are chosen freely: none of them opens what the account holds of somebody by now."""
    with people.backstage() as uow:
        account = uow.accounts.get("D-000101")
        facts = {"account_id": account.id, "wechat": "wang-88", "email": "wang@minchuan.example"}
        for name, mobile in (("王总", "15400009999"), ("李总", "15400009998"), ("廖远", None)):
            uow.session.add(Contact(name=name, mobile=mobile, **facts))
        viewer = uow.session.scalars(select(Login).where(Login.email == VIEWER)).one()
        member = uow.session.scalars(select(Membership).where(Membership.login_id == viewer.id)).one()
        member.end(by=uow.actor, at=uow.now)
        named = {one.name: one.id for one in uow.contacts.of(account)}
        assert contacts_of(uow.session, viewer.id) == [named["廖远"]], "so they were called there"
        later = uow.now + timedelta(days=1)
        viewer.rename("王总", by=uow.actor, at=later)
        change_mobile(uow.session, viewer, "15400009998", by=uow.actor, at=later)
        uow.session.flush()
        assert contacts_of(uow.session, viewer.id) == []
        agent = uow.session.scalars(select(Login).where(Login.mobile == "15400000201")).one()
        assert own_accounts_of(uow.session, agent.id) == [uow.accounts.get("N-000201").id]
        own = uow.session.scalars(select(Membership).where(Membership.login_id == agent.id)).one()
        own.end(by=uow.actor, at=uow.now)
        uow.session.flush()
        assert own_accounts_of(uow.session, agent.id), "they left, and are who they were"
        agent.rename("罗景川", by=uow.actor, at=later)
        uow.session.flush()
        assert own_accounts_of(uow.session, agent.id) == []


@pytest.mark.parametrize("digits", ["9" * 23, "9" * 4400])
def test_a_row_of_endless_digits_is_no_row(people: People, digits: str) -> None:
    quality, owner = people.sign_in("quality@demo.example"), people.sign_in(OWNER)
    assert quality.get(f"/staff/papers/{digits}").status_code == 404
    assert owner.post(f"/company/contacts/{digits}/removal-proposals").status_code == 404


def test_who_sees_some_accounts_hands_none_over(people: People) -> None:
    care = people.staff_id("care@demo.example")
    with people.backstage() as uow:
        post = uow.session.scalars(select(Staff).join(Login).where(Login.email == BUSINESS)).one()
        account, own = uow.accounts.get("D-000102"), str(post.id)
        post.reach, account.business_manager_id = "own", post.id
        uow.accounts.standing(account).care_owner_id = None
    business = people.sign_in(BUSINESS)
    address, choice = "/staff/accounts/D-000102/owners", f'<option value="{care}">'
    for page in ("/staff/accounts/quality", "/staff/accounts/D-000102?tab=archive"):
        gaps = business.get(page).text.split('name="person"', 1)[1].split("</select>", 1)[0]
        assert f'value="{own}"' in gaps and choice not in gaps
    assert business.post(address, {"field": "care_owner_id", "person": care}).status_code == 422
    assert business.post(address, {"field": "care_owner_id", "person": own}).status_code == 303


def test_evidence_of_a_change_is_for_owners_and_us(people: People) -> None:
    owner, viewer = people.sign_in(OWNER), people.sign_in(VIEWER)
    sent = {"field": "name", "name_zh": "成都岷川医药集团有限公司", "files": pdf("身份证.pdf")}
    assert owner.post("/archive-changes/", sent, content_type="multipart/form-data").status_code == 303
    [made] = people.events("proposal.made")
    page = owner.get(f"/archive-changes/{made.number}").text
    file = "/attachments/" + page.split("/attachments/", 1)[1].split('"', 1)[0].split("/", 1)[0]
    assert file not in viewer.get(f"/archive-changes/{made.number}").text
    assert viewer.get(file).status_code == 404 and owner.get(file).status_code == 200
    assert people.sign_in("service@demo.example").get(file).status_code == 200


def test_merging_a_closed_account_lets_nobody_in_and_undoing_restores_them(people: People) -> None:
    owner, business = people.sign_in("owner@yueqiao.example"), people.sign_in(BUSINESS)
    add_twin(people)
    with people.backstage() as uow:
        uow.accounts.get("D-000555").status = "active"
        uow.accounts.get("D-000102").change_status("suspended", by=uow.actor, at=uow.now, reason="冻结")
    assert owner.get("/").status_code != 200
    with people.backstage() as uow:
        uow.account_merging.merge("D-000102", "D-000555", reason="同一家")
    owner = people.sign_in("owner@yueqiao.example")
    assert owner.get("/").status_code != 200, "merging opens no door"
    with people.backstage() as uow:
        uow.account_merging.undo("D-000102")
        uow.accounts.get("D-000102").change_status("active", by=uow.actor, at=uow.now)
    assert people.sign_in("owner@yueqiao.example").get("/").status_code == 200
    assert business.get("/staff/accounts/D-000102").status_code == 200


def test_a_typed_day_lifts_no_block_of_a_checked_licence_and_is_told(people: People) -> None:
    business = people.sign_in(BUSINESS)
    with people.backstage() as uow:
        account = uow.accounts.get("D-000101")
        account.licence_until = uow.today - timedelta(days=3)
        uow.session.add(Qualification(account_id=account.id, doc_type="drug_licence",
                                      expires_on=uow.today - timedelta(days=3)))  # fmt: skip
        later = (uow.today + timedelta(days=900)).isoformat()
    saved = business.post("/staff/accounts/D-000101", {**edited(business, "D-000101"), "licence_until": later})
    assert saved.status_code == 303, saved.text
    assert "原许可证有效期已过" in business.get("/staff/accounts/D-000101").text
    [told] = people.events("account.licence_day_moved")
    assert told.account_id and told.facts["day"]
    with people.backstage() as uow:
        account = uow.accounts.get("D-000101")
        assert [one.doc_type for one in uow.gatekeeping.refusals(account, Act.CONTRACT)] == ["drug_licence"]


def test_no_extension_is_agreed_with_whoever_stands_on_the_blacklist(people: People) -> None:
    end, legal = extending.ends_in(people, 100), people.sign_in("legal@demo.example")
    number = extending.ask(people)
    extending.propose(people, number, BUSINESS)
    assert legal.post("/staff/accounts/D-000101/blacklist", HELD).status_code == 303
    assert extending.approve(people, number, extending.DIRECTOR).status_code in (409, 422)
    assert people.events("extension.approved") == []
    assert legal.post("/staff/accounts/D-000101/blacklist/removal", HELD).status_code == 303
    assert extending.approve(people, number, extending.DIRECTOR).status_code == 303
    assert legal.post("/staff/accounts/D-000101/blacklist", HELD).status_code == 303
    refused = extending.acknowledge(people, number)
    assert refused.status_code in (409, 422) and HELD["reason"] not in refused.text, "the partner is not told why"
    assert extending.end_of(people) == end and people.events("contract.extended") == []
