"""Finding through the database, on either engine, in the scope of whoever asks (IN3, AZ3, AZ7)."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from portal.db.transaction import transaction
from portal.domain.accounts.kinds import AccountKind
from portal.domain.accounts.models import Account, Contact
from portal.domain.events import Actor
from portal.domain.quality.models import ArchiveQuality
from portal.domain.requests.catalogue import RequestCategory
from portal.domain.requests.models import ServiceRequest
from portal.domain.scope import AssignedAccounts, EveryAccount, OneAccount, Scope
from portal.domain.unit_of_work import UnitOfWork
from portal.search import box, on_postgresql, on_sqlite
from portal.search.finding import called_of, find, find_called, newest, newest_of
from portal.search.index import reindex
from tests.people import People

ONE_OF_US = Actor.system("tests")


def found(app: Flask, typed: str, kind: str = "account", scope: Scope | None = None) -> list[str]:
    """Numbers of what is found, newest first."""
    model = Account if kind == "account" else ServiceRequest
    with app.app_context(), transaction(scope or EveryAccount("tests"), writes=False) as session:
        uow = UnitOfWork(session, ONE_OF_US, datetime.now(UTC))
        return [session.scalars(select(model.number).where(model.id == id_)).one() for id_ in find(uow, typed, kind)]


def file(people: People, number: str, subject: str) -> str:
    with people.backstage() as uow:
        account = uow.accounts.get(number)
        author = uow.people.members(account.id)[0].login_id
        filed = uow.requests.post(
            account, category=RequestCategory.DELIVERY_QUERY, subject=subject, text="两件货", posted_by_id=author
        )
        return filed.number


@pytest.mark.parametrize(
    "typed, numbers",
    [
        ("岷川", ["D-000101"]), ("川", ["N-000201", "D-000101", "S-000001"]), ("医药有限公司", ["D-000101"]),
        ("D-000102", ["D-000102"]), ("102", ["D-000102"]), ("mcyy", ["D-000101"]), ("yueqiao", ["D-000102"]),
        ("15400000101", ["D-000101"]), ("0102", ["D-000102"]), ("91519999MADX0006X3", ["D-000101"]),
        ("罗景川", ["N-000201"]), ("ljc", ["N-000201"]), ("岷川 粤桥", []), ("不存在", []), ("", []),
    ],
)  # fmt: skip
def test_accounts_are_found_by(app: Flask, typed: str, numbers: list[str]) -> None:
    assert sorted(found(app, typed)) == sorted(numbers)


def test_the_newest_comes_first(app: Flask) -> None:
    assert found(app, "有限公司") == ["D-000102", "D-000101", "S-000001"]


@pytest.mark.parametrize(
    "typed",
    ['"', "'", "岷川*", '"岷川" OR "粤桥"', "岷川 OR 粤桥", "words:岷川", "NEAR(岷川 粤桥)", "%", "_", "岷%川", "^岷",
     "-岷川", "'; DROP TABLE account; --", ":* | !", "\x00岷", "\ud800", "岷" * 5000, "a" * 100000],
)  # fmt: skip
def test_signs_of_query_languages_are_data(app: Flask, typed: str) -> None:
    assert "D-000102" not in found(app, typed)


def test_a_change_is_found_at_once_and_the_old_name_no_more(app: Flask, people: People) -> None:
    with people.backstage() as uow:
        uow.accounts.get("D-000101").change({"name_zh": "重庆九州药业有限公司"}, by=ONE_OF_US, at=uow.now)
    assert found(app, "cqjz") == ["D-000101"]
    assert found(app, "成都") == []
    assert found(app, "岷川医药") == ["D-000101"]  # its short name stays


def test_naming_is_done_on_saving(people: People) -> None:
    with people.backstage() as uow:
        added = uow.accounts.add(AccountKind.DISTRIBUTOR, name_zh="重庆九州（集团）药业有限公司")
        assert (added.name_key, added.initials[:4]) == ("重庆九州集团药业", "cqjz")
        assert added.pinyin.startswith("chongqingjiuzhou")


def test_contacts_lead_to_their_account_until_they_go(app: Flask, people: People) -> None:
    with people.backstage() as uow:
        account = uow.accounts.get("D-000102")
        facts = {"name": "欧阳疏影", "mobile": "15411112222", "role": "sales", "is_primary": False}
        person = uow.contacts.add(account, facts).id
    assert found(app, "欧阳") == found(app, "2222") == found(app, "oysy") == ["D-000102"]
    with people.backstage() as uow:
        account = uow.accounts.get("D-000102")
        uow.contacts.remove(account, uow.contacts.get(account, person))
    assert found(app, "欧阳") == []


def test_requests_are_found_by_number_subject_and_partner(app: Flask, people: People) -> None:
    number = file(people, "D-000101", "洛施坦 20 件到哪了")
    file(people, "D-000102", "发票没收到")
    for typed in (number, number[-4:], "洛施坦", "岷川", "mcyy", "两件 洛施"):
        assert found(app, typed, "request") == [number], typed


def test_a_renamed_partner_renames_its_requests(app: Flask, people: People) -> None:
    number = file(people, "D-000101", "洛施坦 20 件到哪了")
    with people.backstage() as uow:
        uow.accounts.get("D-000101").change({"short_name": "天府医药"}, by=ONE_OF_US, at=uow.now)
    assert found(app, "天府", "request") == [number]


def test_a_dropped_transaction_leaves_no_entry(app: Flask, people: People) -> None:
    with pytest.raises(RuntimeError), people.backstage() as uow:
        uow.accounts.add(AccountKind.DISTRIBUTOR, name_zh="昙花医药有限公司")
        uow.session.flush()
        raise RuntimeError("dropped")
    assert found(app, "昙花") == []


def test_a_partner_finds_its_own_and_the_neighbour_nothing(app: Flask, people: People) -> None:
    number = file(people, "D-000101", "洛施坦 20 件到哪了")
    with people.backstage() as uow:
        ours, theirs = uow.accounts.get("D-000101").id, uow.accounts.get("D-000102").id
    assert found(app, "洛施坦", "request", OneAccount(ours)) == [number]
    for typed in ("洛施坦", number, "岷川", "mcyy"):
        assert found(app, typed, "request", OneAccount(theirs)) == []
        assert found(app, typed, "account", OneAccount(theirs)) == []


def test_staff_who_see_only_their_own_find_only_those(app: Flask, people: People) -> None:
    account = Account.__table__
    scope = AssignedAccounts(select(account.c.id).where(account.c.number == "D-000102"))
    assert found(app, "有限公司", scope=scope) == ["D-000102"]
    assert found(app, "岷川", scope=scope) == []


def test_reindexing_finds_what_it_found_before(app: Flask, people: People) -> None:
    number, told = file(people, "D-000101", "洛施坦 20 件到哪了"), []
    with people.backstage() as uow:
        assert reindex(uow.session, lambda done, total: told.append((done, total))) == told[-1][0] == told[-1][1] == 8
    assert found(app, "岷川") == ["D-000101"] and found(app, "洛施坦", "request") == [number]
    with people.backstage() as uow:  # the index goes on following changes
        uow.accounts.get("D-000101").change({"short_name": "天府医药"}, by=ONE_OF_US, at=uow.now)
    assert found(app, "天府") == ["D-000101"] and found(app, "岷川医药") == ["D-000101"]


def test_an_account_that_goes_takes_its_entry_along(app: Flask, people: People) -> None:
    with people.backstage() as uow:
        account = Account(number="D-000900", kind="distributor", name_zh="昙花医药有限公司", created_at=uow.now)
        uow.session.add(account)
        uow.session.flush()
        uow.session.add(Contact(account_id=account.id, name="昙先生"))
    assert found(app, "昙花") == ["D-000900"]
    with people.backstage() as uow:
        account = uow.accounts.get("D-000900")
        uow.session.delete(uow.session.scalars(select(ArchiveQuality).filter_by(account_id=account.id)).one())
        for person in uow.contacts.of(account):
            uow.session.delete(person)
        uow.session.flush()
        uow.session.delete(account)
    assert found(app, "昙花") == found(app, "昙先生") == []


@pytest.mark.parametrize("few, often, many", [(1, 9, 1), (1, 1, 2), (2, 1, 3), (1, 9, 3)])
def test_how_far_is_looked_changes_nothing(
    people: People, monkeypatch: pytest.MonkeyPatch, few: int, often: int, many: int
) -> None:
    """Common, rare, and common among the old alone: each way through PostgreSQL's index finds the same, in order."""

    def everything() -> dict[str, Any]:
        with people.backstage() as uow:
            return {
                typed: (newest(uow, typed, "account", 2, 2), newest(uow, typed, "account", 1, 2),
                        find_called(uow, typed, "account", 2))
                for typed in ("有限公司", "医药", "川", "d", "d000102", "岷川", "15", "mc", "不存在")
            }  # fmt: skip

    as_ever = everything()
    (shown, total), (first, _), _ = as_ever["有限公司"]
    assert total == 2 and shown[:1] == first and as_ever["不存在"] == (([], 0), ([], 0), [])
    for name, value in (("FEW", few), ("OFTEN", often), ("MANY", many), ("RARE", 1)):
        monkeypatch.setattr(on_postgresql, name, value)
    monkeypatch.setattr(on_sqlite, "LOOKED", many)
    assert everything() == as_ever


def test_all_kinds_asked_at_once_find_what_each_finds_alone(app: Flask, people: People) -> None:
    file(people, "D-000101", "洛施坦 20 件到哪了")
    kinds, account = ("account", "contract", "request", "breach"), Account.__table__
    one_by_one = AssignedAccounts(select(account.c.id))

    def asked(scope: Scope) -> list[Any]:
        with app.app_context(), transaction(scope, writes=False) as session:
            uow = UnitOfWork(session, ONE_OF_US, datetime.now(UTC))
            return [
                (newest_of(uow, typed, kinds, 2, 3), called_of(uow, typed, kinds, 2))
                for typed in ("有限公司", "d000101", "chengdu", "mcyy", "1540", "洛施 岷川", "sr-2026", "不存在", "")
            ]

    together = asked(EveryAccount("tests"))
    assert together == asked(one_by_one)
    with people.backstage() as uow:
        alone = {kind: newest(uow, "d000101", kind, 2, 3) for kind in kinds}
    assert together[1][0] == alone and alone["account"][1] == 1


def test_what_begins_so_is_counted_to_fewer(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(box, "COUNTED_OF_BEGUN", 2)
    with people.backstage() as uow:
        vague, begun, held = (box.find_all(uow, typed, ("account",))[0] for typed in ("15", "154", "公司"))
        assert (vague.total, vague.is_more, len(vague.hits)) == (2, True, 3)
        assert (begun.total, begun.is_more) == (2, True)
        assert held.total > 2 and not held.is_more


PLANS = {
    "sqlite": (
        "EXPLAIN QUERY PLAN SELECT search_entry.id FROM search_entry JOIN search_text ON search_text.rowid = "
        "search_entry.id WHERE search_text MATCH '\"岷川\"' AND search_text.rowid > 1 AND search_text.rowid < 9 "
        "ORDER BY search_text.rowid DESC LIMIT 50"
    ),
    "postgresql": "SELECT indexdef FROM pg_indexes WHERE indexname = 'ix_search_entry_words_account'",
}
GOOD = {"sqlite": "SEARCH search_entry USING INTEGER PRIMARY KEY", "postgresql": "USING gin (words) WHERE"}


def test_hits_come_off_the_index_newest_first(people: People) -> None:
    """FTS5 is read backwards and its hits are looked up by key: nothing is walked, nothing is sorted."""
    with people.backstage() as uow:
        connection = uow.session.unguarded("asks for the plan")
        engine = connection.dialect.name
        steps = " ".join(row[-1] for row in connection.execute(text(PLANS[engine])))
    assert GOOD[engine] in steps
    assert "USE TEMP B-TREE" not in steps and "SCAN search_entry" not in steps
