"""The mailroom's own loop beside the worker's: a mailbox that hangs keeps no message waiting."""

import logging
import os
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from portal.mailroom.polling import poll

log = logging.getLogger("portal.worker")

PAUSE = 5.0
"""Seconds between two looks at whether it is time again."""
FAREWELL = 20.0
"""Seconds that a stopping worker waits for the mail that is being taken in; it may be killed after that unharmed."""


@contextmanager
def mail_taken_in(app: Flask, stop: threading.Event, *, once: bool = False) -> Iterator[None]:
    """Poll the mailbox for as long as the body runs, in a thread of its own; with `once` a single time before it."""
    worker = f"{socket.gethostname()[:20]}:{os.getpid()}:{secrets.token_hex(3)}"
    settings = app.extensions["settings"]
    if not settings.imap_url or settings.is_demo:
        yield
        return
    if once:
        _attempt(app, worker, stop)
        yield
        return
    thread = threading.Thread(target=_loop, args=(app, worker, stop), name="mailroom", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(FAREWELL)


def _loop(app: Flask, worker: str, stop: threading.Event) -> None:
    while not stop.is_set():
        kept = _attempt(app, worker, stop)
        stop.wait(0.1 if kept else PAUSE)


def _attempt(app: Flask, worker: str, stop: threading.Event) -> int:
    """A round that fails is logged and tried again."""
    try:
        with app.app_context():
            return poll(worker, stop.is_set)
    except Exception:
        log.exception("the mailroom failed")
        return 0
