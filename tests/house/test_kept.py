"""Statements that are kept and asked past the library find what the scope of whoever asks lets them find."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import bindparam, event, select

from portal.db.extension import RequestSession, db
from portal.db.transaction import transaction
from portal.domain.accounts.models import Account
from portal.domain.base import MERGED
from portal.domain.contracts.models import Contract
from portal.domain.kept import rows_of
from portal.domain.scope import EveryAccount, OneAccount, ScopeBreach
from tests.people import People

NUMBERS = ["D-000101", "D-000102"]
COLUMNS = select(Account.id, Account.number).where(Account.number.between(NUMBERS[0], NUMBERS[1])).order_by(Account.id)
ENTITIES = select(Account).where(Account.number == bindparam("number"))


@pytest.fixture
def everything(app: Flask, people: People) -> Iterator[RequestSession]:
    with app.app_context(), transaction(EveryAccount("tests")) as session:
        yield session


def test_whoever_sees_everything_finds_all_but_what_went_on_elsewhere(everything: RequestSession) -> None:
    heard: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *told: heard.append(told[2]))
    first, second = rows_of(everything, COLUMNS, {})
    assert [first.number, second[1]] == NUMBERS
    everything.get_one(Account, second.id).status = MERGED  # not written yet: it is before the next question
    assert [row.number for row in rows_of(everything, COLUMNS, {})] == NUMBERS[:1]
    assert MERGED not in heard[0] and heard.count(heard[0]) == 2, "said once, in the same words"


def test_a_partner_finds_its_own(app: Flask, everything: RequestSession) -> None:
    own, _other = rows_of(everything, COLUMNS, {})
    with transaction(OneAccount(own.id), writes=False) as partner:
        assert [row.number for row in rows_of(partner, COLUMNS, {})] == NUMBERS[:1]
        assert rows_of(partner, ENTITIES, {"number": NUMBERS[1]}) == []


def test_entities_are_the_sessions_own(everything: RequestSession) -> None:
    ((found,),) = rows_of(everything, ENTITIES, {"number": NUMBERS[0]})
    assert found is everything.get(Account, found.id)


def test_what_cannot_be_guarded_is_refused(everything: RequestSession) -> None:
    for statement in (select(Account.__table__.c.id), Contract.__table__.select()):
        with pytest.raises(ScopeBreach):
            rows_of(everything, statement, {})
