"""What belongs to one account, agreement, request or person is found by way of it, however much or little the database
knows of its tables: of a state or a kind there may be a third of everything."""

import pytest
from flask import Flask
from sqlalchemy import Index, UniqueConstraint

from portal.domain.base import Base
from tests.house.estate import Estate, variants
from tests.house.test_access import visitor
from tests.house.ways_in import Step, strays, strays_among
from tests.people import People
from tests.statements import Counting

pytestmark = pytest.mark.engineless

READERS = ("owner@minchuan.example", "admin@demo.example")


def asked_by_pages(people: People, estate: Estate) -> None:
    addresses = [*(route.address for route in estate.routes(people.app) if route.method == "GET"), *variants(estate)]
    for name in READERS:
        person, is_staff = visitor(people, name), name.endswith("@demo.example")
        for address in addresses:
            if address.startswith("/me") or address.startswith("/staff") == is_staff:
                person.get(address).close()


def asked_by_the_worker(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["worker", "--once"])
    assert done.exit_code == 0, done.output


def test_what_belongs_to_one_is_found_by_way_of_it(people: People, estate: Estate, statements: Counting) -> None:
    with statements() as heard:
        asked_by_pages(people, estate)
        asked_by_the_worker(people.app)
    asked = {sql for sql, _ in heard}
    assert len(asked) > 500
    assert not strays_among(asked)


def test_no_index_repeats_another() -> None:
    """Each is written with every row."""
    repeated = []
    for table in Base.metadata.tables.values():
        unique = [one for one in table.constraints if isinstance(one, UniqueConstraint)]
        full = [(one, _names(one)) for one in (*unique, *table.indexes) if not _is_partial(one)]
        for index in table.indexes:
            begins = (names[: len(index.columns)] == _names(index) for other, names in full if other is not index)
            if not index.unique and not _is_partial(index) and any(begins):
                repeated.append(index.name)
    assert not repeated


def _names(one: Index | UniqueConstraint) -> list[str]:
    return [column.name for column in one.columns]


def _is_partial(one: Index | UniqueConstraint) -> bool:
    return isinstance(one, Index) and one.dialect_options["sqlite"]["where"] is not None


def test_who_strays_is_seen() -> None:
    """The states of all papers in place of the account's own; and the same for each row of an outer step."""
    papers = "SELECT id FROM qualification WHERE qualification.account_id = ? AND qualification.state = ?"
    joined = "SELECT 1 FROM account JOIN qualification ON qualification.account_id = account.id WHERE account.id = ?"
    wrong, right = "SEARCH qualification USING INDEX i (state=?)", "SEARCH qualification USING INDEX i (account_id=?)"
    outer = Step(2, 0, "SEARCH account USING INTEGER PRIMARY KEY (rowid=?)")
    assert len(list(strays([Step(2, 0, wrong)], papers))) == 1
    assert not list(strays([Step(2, 0, right)], papers))
    assert len(list(strays([outer, Step(5, 0, wrong)], joined))) == 1
    assert not list(strays([Step(2, 0, wrong), Step(5, 0, outer.words)], joined))
