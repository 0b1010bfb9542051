"""Turning somebody away while a counter's pause lasts."""

from datetime import timedelta
from typing import NoReturn

from flask import g
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import TooManyRequests

from portal.domain.scope import GuardedSession
from portal.identity import throttle


def refuse_while_paused(session: GuardedSession, what: str, whose: str) -> None:
    """Raises TooManyRequests while the counter's pause lasts."""
    pause = throttle.pause_left(session, (what, whose), at=g.now)
    if pause is not None:
        refuse(pause)


def refuse(pause: timedelta) -> NoReturn:
    minutes, seconds = -(-pause // timedelta(minutes=1)), -(-pause // timedelta(seconds=1))
    words = _l("Too many tries. Go on in %(minutes)s minutes.", minutes=minutes)
    raise TooManyRequests(str(words), retry_after=seconds)
