"""Writing down what a command did, beside the worker's own jobs: when, how long, and whether it failed."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from time import monotonic
from typing import Any

from sqlalchemy import update
from sqlalchemy.exc import SQLAlchemyError

from portal.db.insert import insert_new
from portal.db.transaction import transaction
from portal.domain.scope import EveryAccount
from portal.notify.models import Job

HERE = EveryAccount("what a command did is written down")


def note(name: str, words: str, **values: Any) -> None:
    """The command `name` did its work now; `words` (at most 200 signs) say on what."""
    _write(name, {"begun_at": datetime.now(UTC), "note": words[:200], "failed_at": None, "failure": "", **values})


@contextmanager
def noted(name: str) -> Iterator[list[str]]:
    """Around the work: what is put into the list is its note; an exception is written down by its kind and goes on."""
    words, start = [""], monotonic()
    try:
        yield words
    except Exception as failure:
        said = getattr(failure, "message", "") or getattr(failure, "strerror", "") or type(failure).__name__
        with suppress(SQLAlchemyError):  # why it failed is what must be heard, not that this cannot be kept
            _write(name, {"failed_at": datetime.now(UTC), "failure": str(said)[:120]})
        raise
    with suppress(SQLAlchemyError):
        note(name, words[-1], took_ms=round((monotonic() - start) * 1000))


def _write(name: str, values: dict[str, Any]) -> None:
    with transaction(HERE) as session:
        insert_new(session, Job, [{"name": name, "begun_at": datetime.now(UTC)}])
        session.execute(update(Job).where(Job.name == name).values(**values))
