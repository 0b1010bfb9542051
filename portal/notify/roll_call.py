"""Which workers there are: each says every few seconds that it is there, so that one of several is missed as well."""

import os
import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import String, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.insert import insert_new
from portal.db.transaction import transaction
from portal.domain.base import Base
from portal.domain.scope import EveryAccount, GuardedSession

EVERY = 15.0
"""Seconds between two words of one worker."""
FORGOTTEN = timedelta(hours=1)
"""So long a worker that left without a word is missed; machines come and go under new names."""
HERE = EveryAccount("workers say that they are there")


class WorkerSeen(Base):
    """A worker and when it last said that it is there; one that leaves takes its row with it."""

    __tablename__ = "worker_seen"

    name: Mapped[str] = mapped_column(String(60), unique=True)
    host: Mapped[str] = mapped_column(String(40))
    pid: Mapped[int]
    seen_at: Mapped[datetime]


def arrive(name: str) -> Callable[[], int]:
    """Enter the roll, and strike out whoever ended on this machine without a word; returns the step that repeats it."""
    host = socket.gethostname()[:40]
    with transaction(HERE) as session:
        ended = [row.id for row in _of_host(session, host) if not _is_running(row.pid)]
        session.execute(delete(WorkerSeen).where(WorkerSeen.id.in_(ended)))
        insert_new(
            session, WorkerSeen, [{"name": name, "host": host, "pid": os.getpid(), "seen_at": datetime.now(UTC)}]
        )

    def say_so() -> int:
        with transaction(HERE) as session:
            session.execute(update(WorkerSeen).where(WorkerSeen.name == name).values(seen_at=datetime.now(UTC)))
            session.execute(delete(WorkerSeen).where(WorkerSeen.seen_at < datetime.now(UTC) - FORGOTTEN))
        return 0

    return say_so


def leave(name: str) -> int:
    with transaction(HERE) as session:
        session.execute(delete(WorkerSeen).where(WorkerSeen.name == name))
    return 0


def missed(session: GuardedSession, since: datetime) -> list[WorkerSeen]:
    """Those that said nothing since then, longest silence first."""
    return list(session.scalars(select(WorkerSeen).where(WorkerSeen.seen_at < since).order_by(WorkerSeen.seen_at)))


def _of_host(session: GuardedSession, host: str) -> list[WorkerSeen]:
    return list(session.scalars(select(WorkerSeen).where(WorkerSeen.host == host)))


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's: the number was given again
        return False
    return True
