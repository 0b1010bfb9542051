"""What we promised, as the account's people read it: all of them, never what is ours alone, the neighbour none of it
(AZ2, AZ3, AZ8)."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from portal.db.transaction import transaction
from portal.domain.promises.models import Pledge, PledgeMove
from portal.domain.scope import OneAccount
from tests.breaches import acting_staff
from tests.people import People

OWNER, MEMBER, VIEWER = (f"{name}@minchuan.example" for name in ("owner", "member", "viewer"))
NEIGHBOUR, SERVICE = "owner@yueqiao.example", "service@demo.example"


def give(people: People, what: str, ahead: int = 3, **facts: Any) -> str:
    with acting_staff(people, SERVICE) as uow:
        due_on, account = uow.today + timedelta(days=ahead), uow.accounts.get("D-000101")
        return uow.promises.give(account.id, what=what, due_on=max(due_on, uow.today), **facts).number


def read(people: People, who: str, address: str) -> str:
    answer = people.sign_in(who).get(address)
    assert answer.status_code == 200, address
    return answer.text


def test_home_says_nothing_of_promises_until_there_is_one(people: People) -> None:
    assert "我们答应的" not in read(people, OWNER, "/")
    give(people, "MARK-NOTE 回电", is_internal=True)
    assert "我们答应的" not in read(people, OWNER, "/")
    number = give(people, "周五前到货")
    for who in (OWNER, MEMBER, VIEWER):
        home = read(people, who, "/")
        assert "我们答应的" in home and "周五前到货" in home and f"/promises/{number}" in home


def test_their_own_list_parts_what_is_under_way_from_what_ended(people: People) -> None:
    late, coming = give(people, "核对箱码", 0), give(people, "给出供货表", 30)
    kept, off = give(people, "寄出样盒", 1), give(people, "开现场会", 2)
    with acting_staff(people, SERVICE) as uow:
        uow.promises.get(late).due_on = uow.today - timedelta(days=2)
        uow.promises.get(kept).keep(by=uow.actor, at=uow.now)
        uow.promises.get(off).call_off("场地取消", by=uow.actor, at=uow.now)
    running, ended = read(people, VIEWER, "/promises/"), read(people, VIEWER, "/promises/?show=ended")
    assert running.index("核对箱码") < running.index("给出供货表") and "晚于承诺" in running and "2 天" not in running
    assert "寄出样盒" in ended and "开现场会" in ended and "核对箱码" not in ended and coming in running
    assert "场地取消" in read(people, VIEWER, f"/promises/{off}") and "已办到" in read(
        people, VIEWER, f"/promises/{kept}"
    )
    home = read(people, OWNER, "/")
    assert home.index("核对箱码") < home.index("给出供货表") < home.index("寄出样盒")


def test_the_neighbour_and_the_internal_one_are_not_there(people: People) -> None:
    shown, ours = give(people, "周五前到货"), give(people, "MARK-NOTE 回电", is_internal=True)
    with acting_staff(people, SERVICE) as uow:
        uow.promises.get(ours).move(uow.today + timedelta(days=9), "MARK-NOTE 他出差", by=uow.actor, at=uow.now)
    assert people.sign_in(NEIGHBOUR).get(f"/promises/{shown}").status_code == 404
    assert people.sign_in(OWNER).get(f"/promises/{ours}").status_code == 404
    assert "周五前到货" not in read(people, NEIGHBOUR, "/promises/") + read(people, NEIGHBOUR, "/")
    for who in (OWNER, VIEWER):
        for address in ("/", "/promises/", "/promises/?show=ended", "/notifications/"):
            assert "MARK-NOTE" not in read(people, who, address), address
    assert "MARK-NOTE" in read(people, SERVICE, f"/staff/promises/{ours}")


def test_a_partners_session_finds_no_internal_row_however_it_asks(people: People) -> None:
    shown, ours = give(people, "周五前到货"), give(people, "回电", is_internal=True)
    with acting_staff(people, SERVICE) as uow:
        account_id = uow.accounts.get("D-000101").id
        for number in (shown, ours):
            uow.promises.get(number).move(uow.today + timedelta(days=9), "车坏了", by=uow.actor, at=uow.now)
    with people.app.app_context(), transaction(OneAccount(account_id), writes=False) as session:
        assert session.scalars(select(Pledge.number)).all() == [shown]
        assert session.scalars(select(PledgeMove.is_internal)).all() == [False]
        moved = select(Pledge.number).join(PledgeMove, PledgeMove.pledge_id == Pledge.id)
        assert session.scalars(moved).all() == [shown]
