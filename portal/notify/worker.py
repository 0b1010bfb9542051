"""The worker: dispatches events, delivers mail and does the regular jobs until it is asked to stop."""

import logging
import math
import os
import secrets
import signal
import socket
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from time import monotonic

from flask import Flask
from sqlalchemy import select

from portal.db.transaction import transaction
from portal.domain.events import Event
from portal.domain.scope import EveryAccount
from portal.notify.answers_out import let_answers_out
from portal.notify.channels import deliver_posts, deliver_sms
from portal.notify.clockwork import Clockwork
from portal.notify.deliver import deliver_digests, deliver_due
from portal.notify.dispatch import dispatch_events
from portal.notify.hook_delivery import deliver_hooks
from portal.notify.jobs import JOBS, Regular, run_known_due
from portal.notify.reminding import ROUND, remind_regularly
from portal.notify.resting import Rest, Sign
from portal.notify.roll_call import EVERY, arrive, leave

log = logging.getLogger("portal.worker")

Step = Callable[[], int]
"""One kind of work; returns how much was done, so that an idle worker can rest."""


def run(
    app: Flask, once: bool = False, *, steps: Sequence[Step] = (), jobs: Sequence[Regular] = JOBS,
    signs: Sequence[Sign] = (), stop: threading.Event | None = None,
) -> None:  # fmt: skip
    """Work until SIGTERM or SIGINT (what is begun is finished), or with `once` until nothing is left to do.

    `steps` are further kinds of work, called each round within an application context; `signs` show that there is
    something for them to do. Several workers may run.
    """
    stop = stop or stopped_by_signals()
    worker = f"{socket.gethostname()[:20]}:{os.getpid()}:{secrets.token_hex(3)}"
    ways = (deliver_due, deliver_digests, deliver_posts, deliver_sms, deliver_hooks)
    rounds: list[Step] = [let_answers_out, dispatch, *(partial(way, worker, stop.is_set) for way in ways), *steps]
    clockwork = Clockwork({**dict.fromkeys(jobs, run_known_due), ROUND: remind_regularly})
    with app.app_context():
        here = _seldom(arrive(worker), EVERY)
    rest = Rest(app, signs)
    log.info("worker started", extra={"worker": worker})

    def by_the_clock() -> int:
        return _attempt(app, here) + sum(_attempt(app, act) for act in _due(app, clockwork, rest))

    while not stop.is_set():
        seen = () if once else rest.look()
        done = sum(_attempt(app, step) for step in rounds) + by_the_clock()
        if once and not done:
            break
        rest.begin(in_vain=not done)
        while not (once or done or stop.wait(rest.pause) or by_the_clock() or rest.is_over(seen)):
            pass
    _attempt(app, partial(leave, worker))
    log.info("worker stopped", extra={"worker": worker})


def stopped_by_signals() -> threading.Event:
    """An event that SIGTERM and SIGINT set."""
    stop = threading.Event()
    if threading.current_thread() is threading.main_thread():
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
    return stop


def dispatch() -> int:
    """One batch of events; asks first without the write lock, for most rounds find nothing."""
    scope = EveryAccount("the worker tells everybody")
    with transaction(scope, writes=False) as session:
        if session.scalar(select(Event.id).where(Event.dispatched_at.is_(None)).limit(1)) is None:
            return 0
    with transaction(scope) as session:
        return dispatch_events(session, datetime.now(UTC))


def _due(app: Flask, clockwork: Clockwork, rest: Rest) -> list[Step]:
    try:
        with app.app_context():
            return list(clockwork.due(is_calm=rest.is_calm))
    except Exception:
        log.exception("the worker cannot ask for its jobs")
        return []


def _seldom(step: Step, pause: float) -> Step:
    """The step, passed over for `pause` seconds."""
    asked_at = -math.inf

    def asked_again() -> int:
        nonlocal asked_at
        if monotonic() - asked_at < pause:
            return 0
        asked_at = monotonic()
        return step()

    return asked_again


def _attempt(app: Flask, step: Step) -> int:
    """A step that fails is logged and tried again next round; the others go on."""
    try:
        with app.app_context():
            return step()
    except Exception:
        log.exception("a step of the worker failed")
        return 0
