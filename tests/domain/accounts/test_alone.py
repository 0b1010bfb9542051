"""A partner's own account as it is read for filing: by a statement of its own, within the same bounds."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from portal.db.transaction import transaction
from portal.domain.accounts.alone import own_alone
from portal.domain.accounts.models import Account
from portal.domain.base import NotFound
from portal.domain.events import Actor
from portal.domain.people.models import Staff
from portal.domain.reading_now import read_now
from portal.domain.requests.models import Note
from portal.domain.scope import EveryAccount, OneAccount, Scope, ScopeBreach
from portal.domain.unit_of_work import UnitOfWork
from tests.people import People

FEW = ("number", "status")


@pytest.fixture
def ids(people: People) -> tuple[int, int]:
    with people.backstage() as uow:
        return uow.accounts.get("D-000101").id, uow.accounts.get("D-000102").id


def test_it_is_the_account_that_the_library_reads_and_the_rest_is_read_when_asked_for(
    people: People, ids: tuple[int, int]
) -> None:
    ours, _ = ids
    with people.app.app_context(), transaction(OneAccount(ours), writes=False) as session:
        actor = Actor(kind="partner", name="ours", account_id=ours)
        work = UnitOfWork(session, actor, datetime.now(UTC), writes=False)
        account = own_alone(work)
        assert "city" not in account.__dict__ and account not in session.dirty
        found = session.scalars(select(Account).where(Account.id == ours)).one()
        assert found is account and own_alone(work) is account, "one row, one entity"
        assert (account.number, account.city, account.id) == ("D-000101", found.city, ours)
        assert account.kind == found.kind and account.status == found.status and account.display_name


def test_nobody_elses_is_found_and_none_without_an_account(people: People, ids: tuple[int, int]) -> None:
    ours, theirs = ids
    with people.app.app_context(), transaction(OneAccount(ours), writes=False) as session:
        assert read_now(session, Account, theirs, FEW) is None and read_now(session, Account, 0, FEW) is None
        assert not list(session)
        work = UnitOfWork(session, Actor.system("nobody"), datetime.now(UTC), writes=False)
        with pytest.raises(NotFound):
            own_alone(work)


@pytest.mark.parametrize("kind", [Note, Staff])
def test_what_may_be_hidden_is_not_read_so(people: People, ids: tuple[int, int], kind: type) -> None:
    with (
        people.app.app_context(),
        transaction(OneAccount(ids[0]), writes=False) as session,
        pytest.raises(ScopeBreach),
    ):
        read_now(session, kind, 1, ("id",))


def test_nor_by_anybody_but_a_partner(people: People, ids: tuple[int, int]) -> None:
    scope: Scope = EveryAccount("tests")
    with people.app.app_context(), transaction(scope, writes=False) as session, pytest.raises(ScopeBreach):
        read_now(session, Account, ids[0], FEW)
