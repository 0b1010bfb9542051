"""The guarded session: nobody sees or writes past the scope, however the question is put (AZ2, AZ3, AZ4, AZ8)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, exists, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased, selectinload

from portal.db.extension import RequestSession
from portal.db.transaction import Transaction, new_session
from portal.domain.accounts.models import Account, Contact
from portal.domain.base import AccountOwned, Base, StaffOnly
from portal.domain.contracts.models import Clause, Contract, ContractVersion
from portal.domain.people.models import Staff
from portal.domain.scope import EveryAccount, OneAccount, Scope, ScopeBreach
from tests.house.things import Things
from tests.people import People

NOT_ACCOUNT_OWNED = {
    "figure": "about the company, or a part of its accounts, and names none",
    "calendar_change": "the official calendar is the same for everybody",
    "batch_watch": "staff only; about goods, the reports of them are mentions and belong to accounts",
    "category_setting": "staff only; what requests ask for is the same for everybody",
    "clock_policy": "what we promise is the same for everybody",
    "clock_target": "what we promise is the same for everybody",
    "call_receipt": "keyed by a digest that only its program knows; swept after a day",
    "hook": "staff only; where a program is told of events",
    "integration": "staff only; programs, their reach and hashes of their tokens",
    "archive_week": "staff only; how good our archive was week by week: sums that name no account",
    "calendar_day": "the official calendar is the same for everybody",
    "form_receipt": "keyed by login; holds an address, no content",
    "export": "staff only; found by whoever asked for it and nobody else",
    "import_batch": "staff only; rows of a workbook before they are accounts",
    "import_row": "staff only; rows of a workbook before they are accounts",
    "link_token": "hashes of tokens, asked for by hash before anybody is known",
    "login": "a person may act for several accounts: see membership",
    "house_paper": "what we hand out ourselves; who reads which is asked where it is read",
    "house_file": "files of those; read by whom their paper concerns",
    "occasion_plan": "staff only; an occasion and its day, who is thought of belongs to accounts",
    "prospect": "staff only; before an account there is none, and of accounts only those within reach are found",
    "product": "the catalogue is the same for everybody; prices are in supply",
    "recovery_code": "hashes that belong to a login",
    "canned_reply": "what our own people write again and again; names nobody",
    "queue_view": "our own people's ways of looking at the queue; codes and words to look for, no rows of an account",
    "queue_opening": "which of these our own people begin with",
    "month_report": "staff only; about the company: figures and ids, names are found by whoever reads it",
    "report_file": "staff only; the files of such a report",
    "tier_run": "staff only; how all tiers were reckoned: sums that name no account",
    "tier_benefit": "staff only; what a tier brings, and of it what its partners are told",
    "tag": "staff only; words that stick on accounts, which account carries one is in account_tag",
    "saying": "what all partners read about what became of feedback: names nobody; its source belongs to the account",
    "survey_wave": "one question to many partners; who is asked and what they say belongs to accounts",
    "series": "counters",
    "territory_stamp": "one mark for the whole company",
    "absence": "our own people",
    "assignment_rule": "how we share our work; names no account",
    "staff_lead": "our own people",
    "sign_in_binding": "staff only; accounts elsewhere by which our own people sign in",
    "staff": "our own people",
    "hand_over": "our own people; of what moved only ids",
    "instance_fact": "which programs and keys the database is used with",
    "throttle": "counters",
    "worker_seen": "which of our processes are there",
    "web_session": "belongs to a login; asked for by the hash of the cookie",
    "bot": "groups of our own people; staff only",
    "bot_post": "what groups of our own people are told; staff only",
    "privacy_notice": "what we tell everybody about their data",
    "notice_acceptance": "belongs to a login: what a person has read",
    "consent": "belongs to a login: what a person agrees to; contacts have their own, which belongs to accounts",
    "data_copy": "belongs to a login; asked for by its own person alone",
    "erasure": "belongs to a login: a person's wish to be forgotten",
    "notice_choice": "belongs to a login: what a person wants to be told",
    "mailbox": "how far our own mailbox is read",
    "job": "the worker's own timetable",
}


@pytest.fixture
def ids(people: People) -> dict[str, int]:
    with people.backstage() as uow:
        return dict(uow.session.execute(select(Account.number, Account.id)).all())


@pytest.fixture
def minchuan(app: Flask, ids: dict[str, int]) -> Iterator[RequestSession]:
    yield from opened(app, OneAccount(ids["D-000101"]))


def opened(app: Flask, scope: Scope | None) -> Iterator[RequestSession]:
    with app.app_context():
        session = new_session(scope) if scope else new_session_without_scope()
        running = Transaction(session, writes=True)
        yield session
        running.drop()
        session.close()


def new_session_without_scope() -> RequestSession:
    from portal.db.extension import db

    return db.session.session_factory()


def test_every_table_says_whose_it_is() -> None:
    loose = {
        mapper.class_.__tablename__ for mapper in Base.registry.mappers if not issubclass(mapper.class_, AccountOwned)
    }
    assert loose == set(NOT_ACCOUNT_OWNED), "say in the list why a table belongs to no account; take out what is gone"


def test_reads_of_every_shape_see_one_account(minchuan: RequestSession, ids: dict[str, int]) -> None:
    own = ids["D-000101"]
    other = aliased(Contract)
    assert set(minchuan.scalars(select(Account.id))) == {own}
    assert set(minchuan.scalars(select(Contract.account_id))) == {own}
    assert set(minchuan.scalars(select(other.account_id))) == {own}
    assert minchuan.scalar(select(func.count()).select_from(Contract)) == 1
    assert minchuan.scalar(select(func.count(Contact.id))) == 1
    foreign = exists().where(Contract.number == "D-2026-012")
    assert minchuan.scalars(select(Account.id).where(foreign)).all() == []
    joined = select(Contract.number).join(Account, Account.id == Contract.account_id)
    assert minchuan.scalars(joined).all() == ["D-2026-011"]
    loaded = select(Contract).options(selectinload(Contract.versions).selectinload(ContractVersion.clauses))
    assert {clause.account_id for c in minchuan.scalars(loaded) for v in c.versions for clause in v.clauses} == {own}


def test_a_foreign_row_is_absent_even_by_primary_key(minchuan: RequestSession, people: People) -> None:
    with people.app.app_context():
        foreign = minchuan.execute(
            select(Clause.id).where(Clause.text_en.contains("D-2026-012")), execution_options={"outside_scope": "test"}
        ).scalar_one()
    assert minchuan.get(Clause, foreign) is None


OF_CARE = {"account_standing", "touch", "care_duty", "gift", "tender_day", "occasion_plan", "plan_guest", "opportunity"}
"""Tables about Minchuan that are not for it; each has a row where there is one thing for every address."""


def test_what_is_about_a_partner_but_not_for_it_is_not_found(app: Flask, things: Things, ids: dict[str, int]) -> None:
    backstage = [mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, StaffOnly)]
    found = []
    for scope in (EveryAccount("tests"), OneAccount(ids["D-000101"])):
        for session in opened(app, scope):
            counts = {table: session.scalar(select(func.count()).select_from(table)) for table in backstage}
            found.append({table.__tablename__ for table, count in counts.items() if count})
    assert found[0] >= OF_CARE and found[1] == set()


def test_bulk_writes_touch_one_account(minchuan: RequestSession, ids: dict[str, int]) -> None:
    changed = minchuan.execute(update(Account).values(city="成都"), execution_options={"synchronize_session": False})
    assert changed.rowcount == 1
    removed = minchuan.execute(delete(Contact), execution_options={"synchronize_session": False})
    assert removed.rowcount == 1


@pytest.mark.parametrize(
    "statement",
    [
        text("SELECT 1"),
        select(Account.__table__.c.id),
        insert(Contact).values(name="x"),
        Account.__table__.select(),
        select(exists().where(Contract.number == "D-2026-012")),
    ],
)
def test_statements_that_cannot_be_guarded_are_refused(minchuan: RequestSession, statement: object) -> None:
    with pytest.raises(ScopeBreach):
        minchuan.execute(statement)  # type: ignore[call-overload]


def test_a_row_of_another_account_cannot_be_written(minchuan: RequestSession, ids: dict[str, int]) -> None:
    minchuan.add(Contact(account_id=ids["D-000102"], name="偷"))
    with pytest.raises(ScopeBreach):
        minchuan.flush()


def test_a_row_cannot_be_moved_to_another_account(minchuan: RequestSession, ids: dict[str, int]) -> None:
    contact = minchuan.scalars(select(Contact)).one()
    contact.account_id = ids["D-000102"]
    with pytest.raises(ScopeBreach):
        minchuan.flush()


def test_without_a_scope_nothing_is_found_or_written(app: Flask, ids: dict[str, int]) -> None:
    for session in opened(app, None):
        assert session.scalars(select(Account)).all() == []
        session.add(Contact(account_id=ids["D-000101"], name="x"))
        with pytest.raises(ScopeBreach):
            session.flush()


def test_the_scope_is_fixed_once(minchuan: RequestSession) -> None:
    with pytest.raises(ScopeBreach):
        minchuan.fix_scope(EveryAccount("second thoughts"))


def test_the_database_itself_refuses_a_foreign_parent(app: Flask, people: People, ids: dict[str, int]) -> None:
    with people.backstage() as uow:
        version = uow.session.scalars(select(ContractVersion).join(Contract, Contract.id == ContractVersion.contract_id)
                                      .where(Contract.number == "D-2026-012")).one()  # fmt: skip
    with pytest.raises(IntegrityError), people.backstage() as uow:
        uow.session.add(
            Clause(
                account_id=ids["D-000101"], version_id=version.id, article="x", position=1, clause_type="delivery",
                params={}, binds="us", text_zh="x",
            )
        )  # fmt: skip


def test_staff_with_their_own_reach_see_their_accounts_only(app: Flask, people: People, ids: dict[str, int]) -> None:
    from portal.identity.visitor import Visitor

    with people.backstage() as uow:
        staff = {row.title: row.id for row in uow.session.scalars(select(Staff))}
        uow.accounts.get("D-000102").business_manager_id = staff["legal"]
    now = datetime(2026, 11, 23, tzinfo=UTC)

    def seen(title: str, provinces: tuple[str, ...] = (), reach: str = "own") -> set[int]:
        visitor = Visitor(
            session_id=1, login_id=1, name="x", locale=None, seen_at=now, lasts=timedelta(hours=8), factor_passed=True,
            has_second_factor=False, staff_id=staff[title], reach=reach, provinces=provinces,
        )  # fmt: skip
        return {found for session in opened(app, visitor.scope()) for found in session.scalars(select(Account.id))}

    assert seen("legal") == {ids["D-000102"]}
    assert seen("business") == {ids[number] for number in ("S-000001", "D-000101", "N-000201")}
    assert seen("quality") == set()
    assert seen("quality", ("440000",)) == set(), "provinces count for a post with the reach of a region alone"
    assert seen("quality", ("440000",), "region") == {ids["D-000102"]}
    assert seen("finance", (), "all") == set(ids.values())
