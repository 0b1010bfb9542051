"""Likely duplicates: listed, kept apart with a reason, merged fact by fact, found by the old number, taken apart."""

from flask import Flask
from sqlalchemy import select

from portal.domain.people.models import Membership
from tests.notify.acts import NEIGHBOUR, OWNER, file_request
from tests.people import People


def test_from_the_list_to_one_account_and_back(app: Flask, people: People) -> None:
    request = file_request(app)
    with people.backstage() as uow:
        for number, facts in (("D-000555", {"mobile": "15400000101"}), ("D-000556", {"uscc": "91519999MADX0006X3"})):
            uow.accounts.add("distributor", number=number, name_zh=f"四川另一家{number}药业", **facts)
    business = people.sign_in("business@demo.example")
    listed = business.get("/staff/accounts/duplicates").text
    assert listed.index("D-000556") < listed.index("D-000555"), "a credit code tells more than a mobile"
    apart = {"first": "D-000101", "second": "D-000555", "why": ""}
    assert business.post("/staff/accounts/duplicates", apart).status_code == 422
    assert business.post("/staff/accounts/duplicates", {**apart, "why": "老板夫妻两家"}).status_code == 303
    listed = business.get("/staff/accounts/duplicates").text
    assert "/accounts/D-000555" not in listed and "/accounts/D-000556" in listed
    [event] = people.events("account.kept_apart")
    assert (event.number, event.facts["others"]) == ("D-000101", ["D-000555"])

    merging = "/staff/accounts/D-000101/merging"
    with people.backstage() as uow:
        introducer = uow.accounts.get("D-000102")
        uow.accounts.standing(uow.accounts.get("D-000101")).introduced_by_id = introducer.id
        brought_by = f"{introducer.display_name} D-000102"
    both = business.get(f"{merging}?into=d-000556").text
    assert "154****0101" in both and "15400000101" not in both, "identifiers are masked"
    assert "<b>引荐人</b>" in both and brought_by in both, "an account, in words"
    assert "项两边相同" in both.split("</table>")[1], "what is equal is folded below"
    assert "D-000999" in business.get(f"{merging}?into=D-000999").text
    assert business.post(merging, {"into": "D-000556", "why": ""}).status_code == 422
    vip = {"into": "D-000556", "why": "同一信用代码", "take": ["tier", "short_name"]}
    with people.backstage() as uow:
        standing = uow.accounts.standing(uow.accounts.get("D-000101"))
        standing.sponsor_id, standing.blacklist_reason, standing.blacklisted_at = None, "串货查实", uow.now
    assert business.post(merging, vip).status_code == 409, "a VIP needs a sponsor"
    vip["take"] = ["short_name", "mobile"]
    assert "串货查实" not in business.get(f"{merging}?into=D-000556").text.split('id="h-facts"')[1], "it is no choice"
    merged = business.post(merging, vip)
    assert merged.status_code == 303
    landed = business.get(merged.location).text
    assert "若并错了，可在这里拆开" in landed and "拆开" in landed.partition("<h1>")[2], "the way back"
    with people.backstage() as uow:
        assert uow.accounts.standing(uow.accounts.get("D-000556")).blacklist_reason == "串货查实"

    moved = business.get("/staff/accounts/D-000101?tab=requests")
    assert moved.status_code == 302 and moved.location.endswith("/staff/accounts/D-000556?tab=requests")
    assert request in business.get(moved.location).text
    late = business.post("/staff/accounts/D-000101", {"form_id": "z" * 22})
    assert late.status_code == 303 and late.location.endswith("/staff/accounts/D-000556")
    for words in ("D-000101", "岷川"):
        found = business.get(f"/staff/accounts/?q={words}").text
        assert "/staff/accounts/D-000556" in found and "/staff/accounts/D-000101" not in found
    assert "D-000101" in business.get("/staff/accounts/D-000556").text, "the past of both stands on one timeline"
    owner = people.sign_in(OWNER)
    assert owner.get(f"/requests/{request}").status_code == 200 and "岷川" in owner.get("/").text
    assert people.sign_in(NEIGHBOUR).get(f"/requests/{request}").status_code == 404

    undoing = "/staff/accounts/D-000556/mergings/D-000101/undoing"
    assert "同一信用代码" in business.get("/staff/accounts/D-000556/mergings").text
    assert people.sign_in("care@demo.example").post(undoing).status_code == 404
    with people.backstage() as uow:
        kept = uow.accounts.get("D-000556")
        kept.change({"mobile": "15400000777"}, by=uow.actor, at=uow.now)
    assert business.post(undoing).status_code == 409
    with people.backstage() as uow:
        uow.accounts.get("D-000556").change({"mobile": "15400000101"}, by=uow.actor, at=uow.now)
    assert business.post(undoing).status_code == 303
    assert business.get("/staff/accounts/D-000101").status_code == 200
    assert business.post(undoing).status_code == 409
    assert owner.get(f"/requests/{request}").status_code == 200
    with people.backstage() as uow:
        account = uow.accounts.get("D-000101")
        is_listed = [uow.accounts.standing(one).is_blacklisted for one in (account, uow.accounts.get("D-000556"))]
        assert is_listed == [True, False]
        assert len(list(uow.session.scalars(select(Membership).where(Membership.account_id == account.id)))) == 3
