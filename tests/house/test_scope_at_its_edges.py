"""What the guarded session refuses beside a partner's reads: rows written, moved and deleted past it; programs of
others and staff of some accounts (AZ2, AZ3, AZ4, AZ8)."""

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.db.extension import RequestSession
from portal.domain.accounts.models import Account, Contact
from portal.domain.base import MERGED
from portal.domain.links.models import ThingLink
from portal.domain.people.models import Staff
from portal.domain.promises.models import Pledge
from portal.domain.requests.thread import Note
from portal.domain.scope import OneAccount, PublicRows, Scope, ScopeBreach
from portal.identity.visitor import scope_of_post
from tests.house.test_scope import ids, minchuan, opened
from tests.house.things import Things
from tests.people import People

__all__ = ["ids", "minchuan"]

ANYWHERE = {"outside_scope": "the test looks past the guard"}


def contact_of(session: RequestSession, account_id: int) -> Contact:
    """A row that the guard would not have found."""
    query = select(Contact).where(Contact.account_id == account_id)
    return session.scalars(query, execution_options=ANYWHERE).one()


def chosen(*account_ids: int) -> PublicRows:
    account = Account.__table__
    return PublicRows(select(account.c.id).where(account.c.id.in_(account_ids)))


def of_the_lawyer(people: People) -> Scope:
    """Of a colleague who sees Yueqiao alone."""
    with people.backstage() as uow:
        post = uow.session.scalars(select(Staff).where(Staff.title == "legal")).one()
        uow.accounts.get("D-000102").business_manager_id = post.id
        return scope_of_post(post.id, "own", ())


def test_a_foreign_row_that_somebody_got_hold_of_is_neither_changed_taken_over_nor_deleted(
    app: Flask, ids: dict[str, int]
) -> None:
    own, foreign = ids["D-000101"], ids["D-000102"]
    for spoil in (
        lambda session, row: setattr(row, "name", "改"),
        lambda session, row: setattr(row, "account_id", own),
        lambda session, row: session.delete(row),
    ):
        for session in opened(app, OneAccount(own)):
            spoil(session, contact_of(session, foreign))
            with pytest.raises(ScopeBreach):
                session.flush()


def test_a_row_that_is_written_past_the_bookkeeping_is_guarded_too(
    minchuan: RequestSession, ids: dict[str, int]
) -> None:
    facts = {"name": "偷", "role": "", "is_primary": False}
    for foreign in (ids["D-000102"], None):
        with pytest.raises(ScopeBreach):
            minchuan.insert(Contact, {**facts, "account_id": foreign})


def test_staff_of_some_accounts_write_theirs_and_what_is_about_none(
    app: Flask, people: People, ids: dict[str, int]
) -> None:
    scope = of_the_lawyer(people)
    for session in opened(app, scope):
        session.add(Contact(account_id=ids["D-000102"], name="自己的"))
        session.flush()
        assert scope.admits(session, None), "our own people, or an account that is not there yet"
        session.add(Contact(account_id=ids["D-000101"], name="别人的"))
        with pytest.raises(ScopeBreach):
            session.flush()


def test_what_went_on_within_another_account_is_found_by_no_colleague(
    app: Flask, people: People, ids: dict[str, int]
) -> None:
    scope = of_the_lawyer(people)
    with people.backstage() as uow:
        table = Account.__table__
        uow.session.unguarded("test").execute(update(table).where(table.c.id == ids["D-000102"]).values(status=MERGED))
    for session in opened(app, scope):
        assert session.scalars(select(Account.number)).all() == []
    with people.backstage() as uow:
        assert "D-000102" not in uow.session.scalars(select(Account.number)).all()


@pytest.mark.parametrize("reach", ["some", "all"])
def test_a_program_of_others_finds_nothing_that_is_ours_alone(
    app: Flask, things: Things, ids: dict[str, int], reach: str
) -> None:
    scope = chosen(ids["D-000101"]) if reach == "some" else PublicRows(None)
    for session in opened(app, scope):
        assert set(session.scalars(select(Pledge.is_internal), execution_options=ANYWHERE)) == {True, False}
        assert set(session.scalars(select(Pledge.is_internal))) == {False}
        assert session.scalars(select(ThingLink.is_internal), execution_options=ANYWHERE).all() == [True]
        assert session.scalars(select(ThingLink)).all() == []
        assert session.scalars(select(Note), execution_options=ANYWHERE).all(), "a note there is, and it is staff-only"
        assert session.scalars(select(Note)).all() == []


def test_a_program_writes_within_its_accounts_alone(app: Flask, ids: dict[str, int]) -> None:
    own, foreign = ids["D-000101"], ids["D-000102"]
    for scope, admitted in ((chosen(own), {own}), (PublicRows(None), {own, foreign})):
        for session in opened(app, scope):
            assert {one for one in (own, foreign, None) if scope.admits(session, one)} == admitted
