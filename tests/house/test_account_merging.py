"""Merging accounts: no table is forgotten, and undoing brings every row back as it was (issue D, duplicates)."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

import portal.insight.models  # noqa: F401 - tables that no domain room knows
from portal.domain.accounts.merging.models import AccountMerge
from portal.domain.accounts.merging.tables import (
    NAMES_ANYTHING,
    STAYS,
    SUBJECTS,
    WITHOUT_KEY,
    owner_columns,
    parents_of,
    tables,
    unique_beside_owner,
)
from portal.domain.accounts.models import Account
from portal.domain.base import Base, Refused
from portal.domain.people.models import Login, Membership
from portal.domain.unit_of_work import UnitOfWork
from tests.house.estate import Estate
from tests.notify.acts import NEIGHBOUR, SERVICE, act, acting, file_request
from tests.people import People

HOUSEKEEPING = {
    "event", "account_merge", "form_receipt", "web_session", "series", "throttle", "archive_quality", "field_check",
    "territory_stamp",
}  # fmt: skip
NO_ACCOUNT = {
    "event.subject_id", "thing_change.subject_id", "event.actor_login_id", "search_entry.row_id",
    "link_token.subject_id",
    "calendar_change.seen_id", "bot_post.lead_id", "message.lead_id", "import_row.contract_id", "archive_week.owner_id",
    "archive_proposal.contact_id", "contact.lift_by_id", "survey_wave.held_by_id",
}  # fmt: skip
"""Columns named like a key without one, that never name an account, or only beside one that is turned."""


def snapshot(uow: UnitOfWork) -> dict[str, dict[int, Any]]:
    """Every row of every table by its id, but for what only tells that something happened."""
    connection = uow.session.unguarded("a test looks at every row")
    found = {}
    for table in Base.metadata.sorted_tables:
        if table.name not in HOUSEKEEPING:
            rows = connection.execute(select(table)).mappings()
            found[table.name] = {row["id"]: {name: _seen(row[name]) for name in row} for row in rows}
    return found


def _seen(value: Any) -> Any:
    """PostgreSQL gives the words of the search in an order of its own."""
    return sorted(value.split()) if isinstance(value, str) and " " in value else value


@pytest.mark.engineless
def test_every_column_that_names_an_account_is_turned_or_stays_for_a_reason() -> None:
    turned = {(table.name, name) for table, name in owner_columns()}
    assert len(turned) > 45, "the walk found the tables"
    for table in tables():
        for column in table.c:
            place = (table.name, column.name)
            if "account_id" in column.name or any(key.column.table.name == "account" for key in column.foreign_keys):
                assert place in turned or STAYS.get(place), place
    assert STAYS.keys() <= {(table.name, column.name) for table in tables() for column in table.c}


@pytest.mark.engineless
def test_no_column_names_rows_without_a_key_unseen() -> None:
    """A new column `…_id` without a foreign key may be an account's: whoever adds it says so."""
    for table in tables():
        keyed = {name for key in table.foreign_key_constraints for name in key.column_keys}
        pairs = {row_id for subject, row_id in SUBJECTS if subject in table.c and table.name not in NAMES_ANYTHING}
        for column in table.c:
            is_key = column.name.endswith("_id") and column.type.python_type is int
            if is_key and column.name not in keyed | pairs:
                place = (table.name, column.name)
                assert place in WITHOUT_KEY | STAYS.keys() or ".".join(place) in NO_ACCOUNT, place


@pytest.mark.engineless
def test_nothing_hangs_on_what_may_stay_behind() -> None:
    """A row that stays with the account that is gone, because the survivor has its own, must have no children."""
    parents = {parent.table for table in tables() for parent in parents_of(table)}
    once = {table.name for table, name in owner_columns() if name == "account_id" and list(unique_beside_owner(table))}
    assert once >= {"account_standing", "membership", "contact"}
    assert once & parents <= {"contact"}, "a main contact steps back instead (clashes.py)"


def test_merged_and_undone_everything_is_as_before(app: Flask, estate: Estate, people: People) -> None:
    with people.backstage() as uow:
        _also_acts_for(uow, "member@minchuan.example", "D-000102", "viewer")
        ids = dict(uow.session.execute(select(Account.number, Account.id)).all())
        gone, kept = ids["D-000101"], ids["D-000102"]
    with people.backstage() as uow:
        before = snapshot(uow)
        assert sum(len(rows) for rows in before.values()) > 250
        counted = _counts(uow)
        uow.account_merging.merge("D-000101", "D-000102", names={"short_name", "uscc", "tier"}, reason="同一家公司")
    with people.backstage() as uow:
        merge = uow.session.scalars(select(AccountMerge)).one()
        left = {table: count for (table, _), count in _left_with(uow, gone).items()}
        own = {"account_standing": 1, "membership": 1, "care_duty": 4, "archive_quality": 1}
        assert left == own, "what the survivor has of its own"
        after = _counts(uow)
        for name in ("contract", "service_request", "feedback", "qualification", "breach", "pledge", "invitation"):
            assert after[name] == counted[name], name
        survivor = uow.accounts.get("D-000102")
        assert (survivor.short_name, survivor.uscc) == ("岷川医药", "91519999MADX0006X3")
        assert survivor.absorbed_ids == [gone] and uow.account_merging.now_at("D-000101") == "D-000102"
        assert uow.accounts.by_id(gone) is None and len(merge.moved) > 25
        roles = dict(uow.session.execute(select(Login.email, Membership.role).join(Membership.login).where(
            Membership.account_id == kept, Membership.ended_at.is_(None))).all())  # fmt: skip
        assert roles["member@minchuan.example"] == "member", "the stronger of two roles"
        assert {"owner@minchuan.example", "owner@yueqiao.example"} <= roles.keys()
    with people.backstage() as uow:
        done = uow.account_merging.undo("D-000101")
        assert (done.stays, done.along) == ({}, {})
    with people.backstage() as uow:
        for name, rows in snapshot(uow).items():
            assert rows == before[name], name
    kinds = [event.kind for event in people.events() if event.kind.startswith("account.merge")]
    assert kinds == ["account.merged_away", "account.merged", "account.merge_undone", "account.merge_undone"]


def test_undoing_tells_what_stays_and_refuses_what_clashes(app: Flask, estate: Estate, people: People) -> None:
    theirs = file_request(app, NEIGHBOUR, "粤桥自己的", "D-000102")
    with acting(app, "admin@demo.example") as uow:
        uow.account_merging.merge("D-000101", "D-000102", names={"city", "mobile"}, reason="同一家公司")
    act(app, estate.waiting, SERVICE, "add_note", text="合并后写的")
    since = file_request(app, NEIGHBOUR, "合并后新来的", "D-000102")
    with pytest.raises(Refused, match="rows_tied"), acting(app, SERVICE) as uow:
        uow.merging.merge(since, estate.waiting)
        uow.account_merging.undo("D-000101")
    with pytest.raises(Refused, match="values_changed") as refusal, people.backstage() as uow:
        uow.accounts.get("D-000102").change({"mobile": "15400000999"}, by=uow.actor, at=uow.now)
        uow.account_merging.undo("D-000101")
    assert refusal.value.facts["names"] == ["mobile"]
    with pytest.raises(Refused, match="undo_later_first") as refusal, people.backstage() as uow:
        uow.account_merging.merge("N-000201", "D-000102", reason="他的公司")
        uow.account_merging.undo("D-000101")
    assert refusal.value.facts["other"] == "N-000201"
    with pytest.raises(Refused, match="other_side"), people.backstage() as uow:
        uow.account_merging.merge("S-000001", "D-000102", reason="不行")
    with people.backstage() as uow:
        uow.accounts.get("D-000102").change({"tel": "020-88886666"}, by=uow.actor, at=uow.now)
        done = uow.account_merging.undo("D-000101")
        assert done.stays == {"service_request": 1} and done.along["note"] == 1
        home = {number: uow.requests.get(number).account_id for number in (theirs, since, estate.waiting)}
        assert home[theirs] == home[since] == uow.accounts.get("D-000102").id
        assert home[estate.waiting] == uow.accounts.get("D-000101").id
    with pytest.raises(Refused, match="not_merged"), people.backstage() as uow:
        uow.account_merging.undo("D-000101")


def test_mergings_nest_and_come_apart_backwards(app: Flask, people: People) -> None:
    with people.backstage() as uow:
        before = snapshot(uow)
        uow.account_merging.merge("N-000201", "D-000101", reason="一")
    with people.backstage() as uow:
        uow.account_merging.merge("D-000101", "D-000102", reason="二")
    with people.backstage() as uow:
        numbers = [uow.account_merging.now_at(number) for number in ("N-000201", "D-000101", "D-000102")]
        assert numbers == ["D-000102", "D-000102", None]
        assert len(uow.accounts.get("D-000102").absorbed_ids or []) == 2
        for number in ("D-000101", "N-000201"):
            uow.account_merging.undo(number)
    with people.backstage() as uow:
        assert snapshot(uow) == before


def _also_acts_for(uow: UnitOfWork, email: str, number: str, role: str) -> None:
    login = uow.session.scalars(select(Login).where(Login.email == email)).one()
    account = uow.accounts.get(number)
    uow.session.add(Membership(account_id=account.id, login_id=login.id, role=role, joined_at=uow.now))


def _counts(uow: UnitOfWork) -> dict[str, int]:
    connection = uow.session.unguarded("a test counts every row")
    return {table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables}  # fmt: skip


def _left_with(uow: UnitOfWork, account_id: int) -> dict[tuple[str, int], int]:
    """How many rows still name the account, by table, but for those that stay for a reason."""
    connection, found = uow.session.unguarded("a test looks at every row"), {}
    for table, name in owner_columns():
        count = connection.scalar(select(func.count()).select_from(table).where(table.c[name] == account_id))
        if count:
            found[table.name, account_id] = count
    return found
