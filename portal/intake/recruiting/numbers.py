"""Numbers of prospects: those of the file where they are free, else the next of the month's series."""

import re
from typing import Any

from portal.domain.scope import GuardedSession
from portal.domain.series import next_number, raise_to
from portal.intake.takeover import Takeover

_NUMBER = re.compile(r"RP-([0-9]{6})-([0-9]{4,6})")


def is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def number_for(takeover: Takeover, values: dict[str, Any]) -> str:
    """The number that the row tells, past which its series goes on; else the next one of this month."""
    told = _NUMBER.fullmatch(str(values.get("prospect_no", "")))
    if told is not None:
        raise_to(takeover.session, _series(told[1]), int(told[2]))
        return told.string
    return _next(takeover.session, f"{takeover.at:%Y%m}")


def _next(session: GuardedSession, month: str) -> str:
    return f"RP-{month}-{next_number(session, _series(month)):04d}"


def _series(month: str) -> str:
    return f"prospect.{month}"
