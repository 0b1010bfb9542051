"""A calendar file (RFC 5545): all-day events with alarms, written so that every calendar program reads them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LINE = 75
"""Octets a line may hold before it is folded."""
ALARM_HOUR = 9
"""The hour on the reader's clock at which a day's alarm sounds."""
REFRESH_HOURS = 6


@dataclass(frozen=True)
class DayEvent:
    """Something on civil day `day`; `uid` stays the same as long as it is the same thing. `alarms`: on which days."""

    uid: str
    day: date
    summary: str
    description: str
    url: str
    alarms: tuple[date, ...] = ()


def calendar_text(name: str, events: Iterable[DayEvent], at: datetime) -> str:
    """The whole file in CRLF lines; `at` (aware) is when it was made."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Partner portal//Notice days//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:PT{REFRESH_HOURS}H",
        f"X-PUBLISHED-TTL:PT{REFRESH_HOURS}H",
    ]
    for event in events:
        lines += _event(event, at)
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(event: DayEvent, at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(event.summary)}"
    yield f"DESCRIPTION:{escaped(event.description)}"
    yield f"URL:{event.url}"
    yield "TRANSP:TRANSPARENT"
    for day in event.alarms:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{escaped(event.summary)}"
        yield f"TRIGGER:{trigger(event.day, day)}"
        yield "END:VALARM"
    yield "END:VEVENT"


def trigger(day: date, on: date) -> str:
    """How long before (or after) the beginning of `day` the alarm of day `on` sounds."""
    hours = (on - day).days * 24 + ALARM_HOUR
    days, rest = divmod(abs(hours), 24)
    return f"{'-' if hours < 0 else ''}P{f'{days}D' if days else ''}{f'T{rest}H' if rest else ''}"


def escaped(text: str) -> str:
    """Text as a value: what parts values is escaped, line breaks are written out, other control characters go."""
    text = re.sub(r"\r\n?", "\n", text)
    text = "".join(letter for letter in text if letter == "\n" or (letter >= " " and letter != "\x7f"))
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", r"\n")


def folded(line: str) -> str:
    """The line in pieces of at most LINE octets, each further one begun by a blank; no character is torn."""
    pieces, piece, size = [], "", 0
    for letter in line:
        width = len(letter.encode("utf-8", "replace"))
        if size + width > LINE:
            pieces.append(piece)
            piece, size = "", 1  # the blank that begins a further line
        piece, size = piece + letter, size + width
    return "\r\n ".join([*pieces, piece])
