"""Many cases at once on every core: read here in their order, answered in chunks, written in the same order."""

import json
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import get_context
from typing import Any

from portal.cli.clause_cases import Cases

AT_ONCE = 500
"""So many answers are made and written in one go."""
WORTH_IT = 4 * AT_ONCE
"""Fewer cases are answered sooner than others could be asked for help."""
BETWEEN = ",\n"

Said = tuple[str, int]
"""Some answers as text, and how many of them are mistakes."""


def answers_in_text(cases: Cases, values: Iterable[Any]) -> Iterator[Said]:
    """The answers, some at a time and in order, one a line with a comma between; what `values` raises comes through
    after the answers to what was read before it."""
    reading = _Reading(values)
    first = list(islice(reading, WORTH_IT))
    here = (_said(cases, some) for some in _some(first))
    cores = len(os.sched_getaffinity(0))
    rest = _some(reading)
    if len(first) < WORTH_IT or cores == 1:
        yield from chain(here, (_said(cases, some) for some in rest))
    else:
        yield from chain(here, _by_others(cases, rest, cores))
    if reading.stopped_by is not None:
        raise reading.stopped_by


def in_text(answers: Iterable[Any]) -> str:
    return BETWEEN.join(map(_ENCODE, answers))


def _by_others(cases: Cases, chunks: Iterable[list[Any]], cores: int) -> Iterator[Said]:
    """Each process has the cases' terms and words by being forked; only few chunks wait, however long the file is."""
    with ProcessPoolExecutor(cores, get_context("fork"), initializer=_begin, initargs=(cases,)) as others:
        waiting: deque[Future[Said]] = deque()
        for some in chunks:
            waiting.append(others.submit(_said_there, some))
            if len(waiting) > 2 * cores:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


class _Reading:
    """Values until they end or cannot be read any more; then `stopped_by` says why."""

    def __init__(self, values: Iterable[Any]) -> None:
        self._values, self.stopped_by = iter(values), None

    def __iter__(self) -> "_Reading":
        return self

    def __next__(self) -> Any:
        try:
            return next(self._values)
        except StopIteration:
            raise
        except ValueError as mistake:
            self.stopped_by = mistake
            raise StopIteration from None


def _some(values: Iterable[Any]) -> Iterator[list[Any]]:
    waiting = iter(values)
    while some := list(islice(waiting, AT_ONCE)):
        yield some


def _said(cases: Cases, some: list[Any]) -> Said:
    answers = [cases.answered(case) for case in some]
    return in_text(answers), sum("errors" in answer for answer in answers)


def _begin(cases: Cases) -> None:
    global _ours
    _ours = cases


def _said_there(some: list[Any]) -> Said:
    assert _ours is not None
    return _said(_ours, some)


_ours: Cases | None = None
"""In a process that helps: what it answers with."""
_ENCODE = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
