"""Somebody else holds the database: another program's transaction, or one of ours that stands still (RE4, BI1)."""

import fcntl
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

import psycopg
from flask import Flask

from portal.storage.folder import FolderStorage
from tests.databases import PostgresStage, SqliteStage, Stage
from tests.faults.figure import Figure
from tests.faults.filers import Crowd, until
from tests.faults.full_disk import KIND, Eyes
from tests.faults.kept import check_each_is_there_once_with_its_file
from tests.faults.place import environment, own_place
from tests.house.program import Program
from tests.people import People

SHORT, LONG = 4.0, 22.0
"""Seconds: less than anybody is made to wait for, and more than anybody has patience for."""


@contextmanager
def held_by_another_program(stage: Stage) -> Iterator[None]:
    """A transaction that has written and does not end."""
    if isinstance(stage, SqliteStage):
        connection = sqlite3.connect(stage.file, isolation_level=None)
        connection.execute("PRAGMA busy_timeout=10000")
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            connection.close()
        return
    assert isinstance(stage, PostgresStage)
    with psycopg.connect(stage.uri) as other:
        other.execute("LOCK TABLE service_request IN EXCLUSIVE MODE")
        yield
        other.rollback()


@contextmanager
def held_by_one_that_stands_still(stage: Stage) -> Iterator[None]:
    """The gate of the writers, which its holder never leaves."""
    assert isinstance(stage, SqliteStage)
    descriptor = os.open(f"{stage.file}-gate", os.O_CREAT | os.O_RDWR)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(descriptor)


def locked(rounds: int, app: Flask, stage: Stage, folder: Path) -> Figure:
    people, figure = People(app), Figure("locked database")
    program = Program(environment(app.extensions["settings"], folder / "program"))
    crowd, eyes = Crowd(people, program.port, may_be_refused=True), Eyes(people, program.port)
    holders: list[Callable[[Stage], AbstractContextManager[None]]] = [held_by_another_program]
    if isinstance(stage, SqliteStage):
        holders.append(held_by_one_that_stands_still)
    try:
        program.start()
        crowd.begin()
        for holder in holders * rounds:
            for seconds in (SHORT, LONG):
                _hold(figure, crowd, partial(holder, stage), seconds)
                eyes.look(figure, "after a lock")
        crowd.end()
    finally:
        crowd.end()
        program.kill()
    figure.check(set(crowd.pages) <= {503}, f"answers {dict(crowd.pages)}")
    shown = [filer.page for filer in crowd.filers if filer.page]
    figure.check(all(KIND in page and "Traceback" not in page for page in shown), "a page that is not kind")
    check_each_is_there_once_with_its_file(figure, people, crowd.told, FolderStorage(folder / "program" / "files"))
    figure.said = (
        f"held {2 * rounds * len(holders)} times, for {SHORT:.0f} s nobody was refused, for {LONG:.0f} s "
        f"{crowd.refused} were, with a kind page; {crowd.acknowledged:,} acknowledged: 0 lost, 0 doubled"
    )
    return figure


def _hold(figure: Figure, crowd: Crowd, holding: Callable[[], AbstractContextManager[None]], seconds: float) -> None:
    taken = crowd.acknowledged
    until(lambda: crowd.acknowledged > taken + 10, 60)
    refused, over = crowd.refused, threading.Event()
    with holding():
        over.wait(seconds)
    if seconds == SHORT:
        time.sleep(0.5)
        figure.check(crowd.refused == refused, f"refused after {seconds:.0f} s already")
    taken = crowd.acknowledged
    until(lambda: crowd.acknowledged > taken + 10, 60)


def drill(size: int) -> Figure:
    with own_place() as (app, stage, folder):
        return locked(size, app, stage, folder)
