"""Letting many act at the same moment, and reading what each of them was answered."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from werkzeug.test import TestResponse

from tests.people import Person

Act = Callable[[], TestResponse]


def posting(person: Person, address: str, **data: str) -> Act:
    return lambda: person.post(address, data)


def at_once(acts: list[Act]) -> list[TestResponse]:
    """Everybody waits at the line, then goes."""
    line = threading.Barrier(len(acts))

    def go(one: Callable[[], TestResponse]) -> TestResponse:
        line.wait()
        return one()

    with ThreadPoolExecutor(len(acts)) as crowd:
        return list(crowd.map(go, acts))


def statuses(answers: list[TestResponse]) -> Counter[int]:
    assert all("database is locked" not in each.text for each in answers)
    return Counter(each.status_code for each in answers)


def told(answer: TestResponse) -> str:
    """What a refused person reads, without the menus."""
    return answer.text.partition("<main")[2]
