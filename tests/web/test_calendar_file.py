"""Calendar files as RFC 5545 wants them: CRLF, folding by octets, escaping, alarms relative to the day."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.web.calendar_file import DayEvent, calendar_text, escaped, folded, trigger

AT = datetime(2026, 11, 28, 1, 2, 3, tzinfo=UTC)


def test_one_event_to_the_letter() -> None:
    event = DayEvent(
        "abc@portal.example", date(2026, 12, 31), "Last day: refuse; D-1", "one\ntwo, three", "https://x.example/c",
        (date(2026, 12, 30),),
    )  # fmt: skip
    assert calendar_text("Notice days", [event], AT).split("\r\n")[8:] == [
        "BEGIN:VEVENT",
        "UID:abc@portal.example",
        "DTSTAMP:20261128T010203Z",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "SUMMARY:Last day: refuse\\; D-1",
        "DESCRIPTION:one\\ntwo\\, three",
        "URL:https://x.example/c",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Last day: refuse\\; D-1",
        "TRIGGER:-PT15H",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@pytest.mark.parametrize(
    "on, expected",
    [(0, "PT9H"), (1, "-PT15H"), (2, "-P1DT15H"), (3, "-P2DT15H"), (7, "-P6DT15H")],
)
def test_an_alarm_sounds_at_nine_of_its_day(on: int, expected: str) -> None:
    day = date(2026, 12, 31)
    assert trigger(day, date.fromordinal(day.toordinal() - on)) == expected


@pytest.mark.parametrize(
    "text, value",
    [
        ("a,b;c\\d", "a\\,b\\;c\\\\d"),
        ("1\r\n2\r3\n4", "1\\n2\\n3\\n4"),
        ("x\x00\x07y\x7f", "xy"),
        ("BEGIN:VEVENT", "BEGIN:VEVENT"),
    ],
)
def test_values_are_escaped(text: str, value: str) -> None:
    assert escaped(text) == value


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=400))
def test_whatever_somebody_typed_is_one_value_in_short_lines(text: str) -> None:
    lines = folded(f"SUMMARY:{escaped(text)}").split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert all(line.startswith(" ") for line in lines[1:])
    whole = lines[0] + "".join(line[1:] for line in lines[1:])
    assert whole == f"SUMMARY:{escaped(text)}" and "\n" not in whole and "\r" not in whole
