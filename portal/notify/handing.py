"""Handing over what was taken: outside any transaction, settled one by one, within a few seconds."""

import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from time import monotonic

from portal.notify.leases import Outcome, settle
from portal.notify.models import Message
from portal.notify.posted import Posted
from portal.notify.services import Paused
from portal.notify.smtp import Undelivered, Unreachable
from portal.notify.still_there import Pointless

log = logging.getLogger("portal.worker")

BUDGET = 5.0
"""Seconds after which the rest of a batch is handed back: inbox messages must not wait for a slow server."""
Stopping = Callable[[], bool]


def hand_over(
    ids: Sequence[int], worker: str, stopping: Stopping, attempt: Callable[[int], None],
    table: type[Posted] = Message,
) -> int:  # fmt: skip
    """Try each with `attempt`, which returns once it was taken and raises otherwise; returns how many were settled.

    At least once: a worker killed between the server's yes and our note of it hands the same delivery id over again.
    Messages about one thing go in the order of its events unless a try fails in between.
    """
    began, trouble = monotonic(), None
    for message_id in ids:
        if stopping() or monotonic() - began > BUDGET:
            settle(message_id, worker, Outcome("released"), table)
            continue
        outcome, lasts = (trouble, True) if trouble else _outcome(message_id, attempt)
        trouble = outcome if lasts else None  # the others of this batch need not meet the same silence
        settle(message_id, worker, outcome, table)
    return len(ids)


def _outcome(message_id: int, attempt: Callable[[int], None]) -> tuple[Outcome, bool]:
    """What became of it, and whether the others of this batch would fare alike."""
    try:
        attempt(message_id)
    except Pointless as reason:
        return Outcome("discarded", str(reason)), False
    except Paused as reason:
        return Outcome("waits", str(reason), datetime.now(UTC) + reason.pause), True
    except Undelivered as reason:
        return Outcome("dead" if reason.for_good else "put_off", str(reason)), False
    except Unreachable as reason:
        return Outcome("put_off", str(reason)), True
    except Exception as mistake:  # whatever one message trips over must not stop the others
        log.exception("a message could not be written", extra={"message_id": message_id})
        return Outcome("put_off", type(mistake).__name__), False
    return Outcome("sent"), False
