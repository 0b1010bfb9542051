"""Adding generated rows until there are as many as wanted; what is there already is left alone."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import func, select, update

from portal.cli.demo.bulk.accounts import write_account
from portal.cli.demo.bulk.clauses import word_clauses
from portal.cli.demo.bulk.contracts import write_contracts
from portal.cli.demo.bulk.feedback import SLOTS as FEEDBACK_SLOTS
from portal.cli.demo.bulk.feedback import feedback_of, write_feedback
from portal.cli.demo.bulk.ids import FIRST, STAFF
from portal.cli.demo.bulk.months import Slot
from portal.cli.demo.bulk.profiles import profile
from portal.cli.demo.bulk.requests import write_request
from portal.cli.demo.bulk.sales import write_sales
from portal.cli.demo.bulk.staff import write_colleagues
from portal.cli.demo.bulk.stories import SLOTS, World
from portal.cli.demo.bulk.writing import Batch, continue_sequences, make_room
from portal.db.transaction import transaction
from portal.domain.accounts.kinds import NUMBER_PREFIX
from portal.domain.accounts.models import Account
from portal.domain.base import Base
from portal.domain.feedback.models import Feedback
from portal.domain.people.models import Staff
from portal.domain.products.models import Product
from portal.domain.requests.models import ServiceRequest
from portal.domain.scope import EveryAccount, GuardedSession
from portal.domain.series import Series

BATCH = 5_000
Progress = Callable[[int], None]
WHY = EveryAccount("demonstration rows belong to many accounts")


@dataclass(frozen=True)
class Stage:
    """One table's worth of growth: rows from `start` to `stop`, each written by `write`."""

    start: int
    stop: int
    write: Callable[[Batch, int], None]


def plan(seed: int, accounts: int, requests: int, password_hash: str) -> list[Stage]:
    """What is still missing, parents first."""
    with transaction(WHY, writes=False) as session:
        there = {kind: _there(session, kind) for kind in (Account, ServiceRequest, Feedback)}
        found = session.execute(select(Product.id, Product.code, Product.name_zh).order_by(Product.code))
        products = tuple((row.id, row.code, row.name_zh) for row in found)
    world = World(seed, max(accounts, there[Account], 1), products)
    named = tuple((product_id, name) for product_id, _, name in products)
    worded = word_clauses()

    def write_whole_account(batch: Batch, index: int) -> None:
        who = profile(seed, index)
        write_account(batch, seed, who, password_hash)
        write_contracts(batch, seed, who, named, worded)
        write_sales(batch, seed, who, named)

    return [
        Stage(there[Account], accounts, write_whole_account),
        Stage(there[Feedback], feedback_of(accounts), lambda batch, index: write_feedback(batch, world, index)),
        Stage(there[ServiceRequest], requests, lambda batch, index: write_request(batch, world, index)),
    ]


def grow(stages: list[Stage], progress: Progress) -> None:
    """Write the stages, some thousand rows a transaction, so that an interrupted run is simply run again."""
    with _adding() as (session, batch):
        make_room(session.unguarded("a setting of the connection"))
        if session.scalar(select(Staff.id).where(Staff.id == STAFF)) is None:
            write_colleagues(batch)
    for stage in stages:
        for start in range(stage.start, stage.stop, BATCH):
            stop = min(start + BATCH, stage.stop)
            with _uncollected(), _adding() as (_, batch):
                for index in range(start, stop):
                    stage.write(batch, index)
            progress(stop - start)


def continue_numbers() -> None:
    """Let ids and numbers given from now on follow the generated ones."""
    with transaction(WHY) as session:
        accounts = _there(session, Account)
        for prefix in NUMBER_PREFIX.values():
            last = session.scalar(select(func.max(Account.number)).where(Account.number.startswith(prefix)))
            _raise_series(session, f"account.{prefix}", int(last[2:]) if last and accounts else 0)
        for name, slots, kind in (("request", SLOTS, ServiceRequest), ("feedback", FEEDBACK_SLOTS, Feedback)):
            for month, last in _last_numbers(slots, _there(session, kind)).items():
                _raise_series(session, f"{name}.{month}", last)
        session.flush()
        continue_sequences(session.unguarded("sequences belong to no account"))


def _last_numbers(slots: tuple[Slot, ...], rows: int) -> dict[str, int]:
    turns = -(-rows // len(slots))
    return {f"{slot.month:%Y%m}": int(slot.number("", turns)[8:]) for slot in slots} if turns else {}


def _raise_series(session: GuardedSession, name: str, last: int) -> None:
    raised = update(Series).where(Series.name == name, Series.last < last).values(last=last)
    session.execute(raised)
    if last and session.scalar(select(Series.id).where(Series.name == name)) is None:
        session.add(Series(name=name, last=last))


def _there(session: GuardedSession, kind: type[Base]) -> int:
    """How many generated rows of a table there are: their ids follow one another."""
    last = session.scalar(select(func.max(kind.id)).where(kind.id >= FIRST))
    return 0 if last is None else int(last) - FIRST + 1


@contextmanager
def _uncollected() -> Iterator[None]:
    """Rows hold no circles, and walking over them again and again would cost a sixth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def _adding() -> Iterator[tuple[GuardedSession, Batch]]:
    batch = Batch()
    with transaction(WHY) as session:
        yield session, batch
        batch.write(session.unguarded("generated rows are put in by the thousand"))
