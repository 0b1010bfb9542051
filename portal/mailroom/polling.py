"""Fetching what is new from the mailbox: under a lease, each mail kept exactly once, judged afterwards."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from flask import current_app
from sqlalchemy import select

from portal.db.insert import insert_new
from portal.db.transaction import transaction
from portal.domain.scope import GuardedSession
from portal.mailroom.imap import Trouble, Visit
from portal.mailroom.judging import EVERYBODY, judge_new
from portal.mailroom.kept import keep
from portal.mailroom.letter import MOST_BYTES
from portal.mailroom.models import IncomingMail, Mailbox
from portal.settings import Settings

EVERY = timedelta(seconds=30)
LEASE = timedelta(minutes=5)
"""After this long another worker takes the mailbox over from one that was killed; longer than a visit may last."""
BATCH = 50
"""Mails of one visit."""
MOST_FAILURES = 3
"""A mail at which the connection breaks so often in a row is passed over, and shown aside."""
HEAD = "BODY.PEEK[HEADER]<0.100000>"


class Held(NamedTuple):
    """The mailbox in our hands, and how far it was read."""

    name: str
    uidvalidity: int
    last_uid: int
    passed_over: int


def mailbox_name(settings: Settings) -> str:
    """The mailbox without its password: who signs in where, and the folder."""
    parts = urlsplit(settings.imap_url)
    folder = unquote(parts.path.strip("/")) or "INBOX"
    return f"{unquote(parts.username or '')}@{parts.hostname}/{folder}"[:200]


def poll(worker: str, stopping: Callable[[], bool] = lambda: False) -> int:
    """Fetch and judge what is new, if it is time and nobody else does; returns how many mails were kept."""
    settings: Settings = current_app.extensions["settings"]
    if not settings.imap_url or settings.is_demo:
        return 0
    held = _take(mailbox_name(settings), worker)
    if held is None:
        return 0
    kept, trouble, at = 0, None, [0]
    try:
        with Visit(settings.imap_url) as visit:
            for _ in _fetched(visit, held, at, stopping):
                kept += 1
    except Trouble as reason:
        trouble = reason
    except OSError as failure:  # our own disk
        trouble = Trouble("no_room", failure)
    judge_new()
    _give_back(held.name, worker, trouble, at[0], is_full=kept >= BATCH)
    return kept


def _fetched(visit: Visit, held: Held, at: list[int], stopping: Callable[[], bool]):  # type: ignore[no-untyped-def]
    """Keep one new mail after the other; `at` holds the number of the one that is being fetched."""
    last = held.last_uid if visit.uidvalidity == held.uidvalidity else 0
    uids = visit.newer_than(last)[:BATCH]
    sizes = visit.sizes(uids) if uids else {}
    for uid in uids:
        if stopping():
            return
        at[0] = uid
        if uid == held.passed_over:
            _keep(held.name, visit.uidvalidity, uid, None, sizes.get(uid, 0))
        else:
            size = sizes.get(uid, 0)
            raw = visit.fetch(uid, HEAD) if size > MOST_BYTES else visit.fetch(uid)
            _keep(held.name, visit.uidvalidity, uid, raw, size)
            visit.mark_read(uid)
        yield uid


def _keep(name: str, uidvalidity: int, uid: int, raw: bytes | None, size: int) -> None:
    """The original first, then its row and how far we are in one transaction; a mail that is gone leaves no row."""
    sha256 = keep(raw) if raw is not None else ""
    with transaction(EVERYBODY) as session:
        box = _locked(session, name)
        box.uidvalidity, box.last_uid, box.failures = uidvalidity, uid, 0
        if raw is None and size == 0:
            return
        whole = raw is not None and size <= MOST_BYTES and len(raw) <= MOST_BYTES
        row = {
            "ref": secrets.token_urlsafe(16), "mailbox": name, "uidvalidity": uidvalidity, "uid": uid,
            "arrived_at": datetime.now(UTC), "sha256": sha256, "size": size or len(raw or b""), "state": "new",
            "facts": {} if whole else {"head_only": True},
        }  # fmt: skip
        insert_new(session, IncomingMail, [row])


def _take(name: str, worker: str) -> Held | None:
    """The mailbox, leased to `worker`, if it is due and nobody has it."""
    row = select(Mailbox).where(Mailbox.name == name)
    now = datetime.now(UTC)
    with transaction(EVERYBODY, writes=False) as session:
        if not _is_due(session.scalar(row), now):
            return None
    with transaction(EVERYBODY) as session:
        insert_new(session, Mailbox, [{"name": name}])
        box = session.scalar(row.with_for_update(skip_locked=True))
        if box is None or not _is_due(box, now):
            return None
        box.leased_by, box.lease_until, box.tried_at = worker, now + LEASE, now
        passed_over = box.failed_uid if box.failures >= MOST_FAILURES else 0
        return Held(name, box.uidvalidity, box.last_uid, passed_over)


def _is_due(box: Mailbox | None, now: datetime) -> bool:
    """A clock that was set back does not stop it: a try or a lease in the far future counts as long ago."""
    if box is None:
        return True
    is_leased = box.lease_until is not None and now < box.lease_until <= now + LEASE
    return not is_leased and (box.tried_at is None or not now - EVERY < box.tried_at <= now)


def _give_back(name: str, worker: str, trouble: Trouble | None, at: int, *, is_full: bool) -> None:
    """Note how it went, unless another worker has taken the mailbox over meanwhile."""
    with transaction(EVERYBODY) as session:
        box = _locked(session, name)
        if box.leased_by != worker:
            return
        box.leased_by, box.lease_until = "", None
        box.problem, box.detail = (trouble.code, str(trouble)) if trouble else ("", "")
        if trouble is None:
            box.worked_at = datetime.now(UTC)
            box.tried_at = None if is_full else box.tried_at
        elif trouble.code in ("broken_off", "protocol", "unreachable") and at not in (0, box.last_uid):
            box.failures = box.failures + 1 if box.failed_uid == at else 1
            box.failed_uid = at


def _locked(session: GuardedSession, name: str) -> Mailbox:
    return session.scalars(select(Mailbox).where(Mailbox.name == name).with_for_update()).one()
