"""Files that no row names: left by a request that failed after storing, taken away a day later."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.base import Base
from portal.storage.keeping import Storage

SPARED_SECONDS = 24 * 3600


def sweep(session: Session, storage: Storage, now: float) -> int:
    """Remove stored files older than a day that nothing hangs on; `now` in seconds since 1970. Returns how many."""
    old = [sha256 for sha256, changed in storage.names() if now - changed > SPARED_SECONDS]
    gone = 0
    for start in range(0, len(old), 500):
        some = old[start : start + 500]
        kept: set[str] = set()
        for table in _tables_with_files():
            kept.update(session.scalars(select(table.sha256).where(table.sha256.in_(some))))
        for sha256 in set(some) - kept:
            storage.remove(sha256)
            gone += 1
    return gone


def _tables_with_files() -> list[Any]:
    """Whatever table names stored bytes keeps them."""
    return [mapper.class_ for mapper in Base.registry.mappers if "sha256" in mapper.columns]
