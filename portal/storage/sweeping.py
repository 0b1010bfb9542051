"""Files that no row names: left by a request that failed after storing, taken away a day later."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.attachments.models import Attachment, BackstageAttachment
from portal.storage.folder import FolderStorage

SPARED_SECONDS = 24 * 3600


def sweep(session: Session, storage: FolderStorage, now: float) -> int:
    """Remove stored files older than a day that nothing hangs on; `now` in seconds since 1970. Returns how many."""
    old = [sha256 for sha256, changed in storage.names() if now - changed > SPARED_SECONDS]
    gone = 0
    for start in range(0, len(old), 500):
        some = old[start : start + 500]
        kept: set[str] = set()
        for kind in (Attachment, BackstageAttachment):
            kept.update(session.scalars(select(kind.sha256).where(kind.sha256.in_(some))))
        for sha256 in set(some) - kept:
            storage.remove(sha256)
            gone += 1
    return gone
