"""An erasure reaches all of one person, and nothing of anybody else, whatever they wrote in their own fields (AL5)."""

from datetime import timedelta

from sqlalchemy import select

from portal.cli.privacy_work import carry_out_erasures, let_old_leads_go
from portal.domain.accounts.merging.models import AccountMerge
from portal.domain.accounts.models import Account, Contact
from portal.domain.base import MERGED
from portal.domain.people.models import Login
from portal.identity.credentials import change_mobile
from portal.identity.sealing import seal
from tests.people import People

MEMBER, AGENT = "member@minchuan.example", "15400000201"


def erase(people: People, name: str) -> None:
    assert people.sign_in(name).post("/me/data/erasure").status_code == 303
    with people.backstage() as uow:
        uow.erasures.approve(uow.erasures.listed()[0])
        assert carry_out_erasures(uow.session, uow.now + timedelta(hours=25)) == 1


def test_common_words_in_ones_own_fields_wipe_nothing_of_others(people: People) -> None:
    with people.backstage() as uow:
        member = uow.session.scalars(select(Login).where(Login.email == MEMBER)).one()
        ours, theirs = uow.accounts.get("D-000101"), uow.accounts.get("D-000102")
        for wechat in ("同手机", "downstream", "distributor"):
            uow.contacts.add(ours, {"name": member.name, "role": "sales", "mobile": None, "email": member.email,
                                    "wechat": wechat, "is_primary": False})  # fmt: skip
        for account in (ours, theirs):
            uow.accounts.standing(account).remark = "微信同手机"
        member.name = ours.status
    erase(people, MEMBER)
    with people.backstage() as uow:
        ours, theirs = uow.accounts.get("D-000101"), uow.accounts.get("D-000102")
        assert (ours.kind, ours.status) == ("distributor", "active") and theirs.kind == "distributor"
        assert uow.accounts.standing(theirs).remark == "微信同手机"
        assert "同手机" not in uow.accounts.standing(ours).remark
        assert len(uow.contracts.brief_of_account(ours.id)) == 1
    assert people.sign_in("owner@minchuan.example").get("/").status_code == 200


def test_who_goes_on_within_another_account_is_forgotten_there_too(people: People) -> None:
    with people.backstage() as uow:
        agent = uow.accounts.get("N-000201")
        agent.id_no_sealed, agent.id_no_hash, agent.id_no_tail = seal("id_no", "11010519491231002X"), "h" * 64, "002X"
        agent.address, agent.bank_holder = "景川路 1 号", "罗景川"
        gone_id = agent.id
        uow.session.flush()
        uow.account_merging.merge("N-000201", "D-000101", names={"id_no", "address"}, reason="他的公司")
    erase(people, AGENT)
    with people.backstage() as uow:
        connection, table = uow.session.unguarded("looks at a hidden row"), Account.__table__
        row = connection.execute(select(table).where(table.c.id == gone_id)).one()
        assert row.status == MERGED, "it stays hidden"
        assert (row.id_no_sealed, row.id_no_tail, row.mobile, row.address) == (None, None, None, "")
        assert "罗景川" not in (row.name_zh, row.bank_holder)
        kept = uow.session.scalars(select(AccountMerge)).one()
        assert not [cell for cell in kept.changed if cell[2].startswith("id_no") and any(cell[3:])]


NEIGHBOURS = "15400000102"


def test_a_number_written_down_as_ones_own_is_not_taken_from_whose_it_is(people: People) -> None:
    """Nobody proves a mobile number: whoever types a neighbour's and asks to be forgotten takes theirs only."""
    with people.backstage() as uow:
        member = uow.session.scalars(select(Login).where(Login.email == MEMBER)).one()
        change_mobile(uow.session, member, NEIGHBOURS, by=uow.actor, at=uow.now)
        ours, theirs = uow.accounts.get("D-000101"), uow.accounts.get("D-000102")
        facts = {"name": member.name, "role": "sales", "mobile": NEIGHBOURS, "email": "owner@yueqiao.example",
                 "wechat": "", "is_primary": False}  # fmt: skip
        uow.contacts.add(ours, facts)
        for account in (ours, theirs):
            uow.accounts.standing(account).remark = f"电话 {NEIGHBOURS}，{MEMBER}"
    erase(people, MEMBER)
    with people.backstage() as uow:
        ours, theirs = uow.accounts.get("D-000101"), uow.accounts.get("D-000102")
        assert theirs.mobile == NEIGHBOURS and [one.mobile for one in uow.contacts.of(theirs)] == [NEIGHBOURS]
        assert NEIGHBOURS in uow.accounts.standing(theirs).remark
        assert MEMBER not in uow.accounts.standing(theirs).remark, "what was proven goes wherever it stands"
        assert NEIGHBOURS not in uow.accounts.standing(ours).remark
        assert NEIGHBOURS not in [one.mobile for one in uow.contacts.of(ours)]
    assert people.sign_in("owner@yueqiao.example").get("/").status_code == 200


def test_an_old_lead_takes_no_number_from_a_customer(people: People) -> None:
    with people.backstage() as uow:
        lead = uow.accounts.add("distributor", name_zh="绵阳旧线索医药")
        uow.session.flush()
        uow.session.add(Contact(account_id=lead.id, name="梁粤", mobile=NEIGHBOURS, is_primary=True))
        number, now = lead.number, uow.now
    for days in (740, 755):
        with people.backstage() as uow:
            assert let_old_leads_go(uow.session, now + timedelta(days=days)) == 1
    with people.backstage() as uow:
        assert uow.accounts.get("D-000102").mobile == NEIGHBOURS
        assert [one.mobile for one in uow.contacts.of(uow.accounts.get(number))] == [None]
