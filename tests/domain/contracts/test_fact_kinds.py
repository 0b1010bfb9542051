"""Moments, unknown answers, bounded days and rows in any order."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.contracts.clauses.fact_kinds import CIVIL, Known, Moment
from portal.domain.contracts.clauses.kinds import BadValue, Kind
from portal.domain.contracts.clauses.listings import Steps
from portal.domain.contracts.computing.extension_facts import Exercise, ExtensionOptionFacts

NIGHT = datetime(2026, 11, 1, 15, 59, 59, tzinfo=UTC)
EXERCISES: Steps = ExtensionOptionFacts.__dataclass_fields__["exercises"].type.__metadata__[0]


@pytest.mark.parametrize(
    "raw", ["2026-11-01T23:59:59+08:00", "2026-11-01 15:59:59Z", " ２０２６-11-01T23:59:59+08:00 ", NIGHT]
)
def test_a_moment_has_its_offset(raw: object) -> None:
    assert Moment().read(raw) == NIGHT


@pytest.mark.parametrize(
    ("kind", "raw", "code"),
    [
        (Moment(), "2026-11-01T23:59:59", "not_a_moment"), (Moment(), "2026-11-01", "not_a_moment"),
        (Moment(), "today", "not_a_moment"), (Moment(), 5, "not_a_moment"), (Moment(), None, "not_a_moment"),
        (Moment(), "0001-01-01T00:00+08:00", "out_of_range"), (Moment(), datetime(2026, 1, 1), "not_a_moment"),
        (CIVIL, "9999-12-31", "out_of_range"), (CIVIL, "1989-12-31", "out_of_range"), (Known(), "?", "not_yes_or_no"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(kind: Kind, raw: object, code: str) -> None:
    with pytest.raises(BadValue) as refused:
        kind.read(raw)
    assert refused.value.errors == {"": code}


@given(st.datetimes(datetime(1991, 1, 1), datetime(2198, 1, 1)), st.integers(-12, 14))
def test_moments_survive_writing_and_typing(moment: datetime, hours: int) -> None:
    aware = moment.replace(tzinfo=timezone(timedelta(hours=hours)))
    kind = Moment()
    assert kind.read(kind.write(aware)) == aware
    assert kind.read(kind.typed(kind.shown(kind.write(aware)))) == aware


@pytest.mark.parametrize("value", [True, False])
def test_what_is_known_survives_typing(value: bool) -> None:
    assert Known().read(Known().typed(Known().shown(value))) is value


def test_bounds_of_a_day_are_allowed() -> None:
    assert [CIVIL.read(text) for text in ("1990-01-01", "2199-12-31")] == [date(1990, 1, 1), date(2199, 12, 31)]


def test_rows_may_stand_in_any_order_and_twice() -> None:
    late, early = "2026-10-09T15:00:00+08:00", "2026-10-09T09:00:00+08:00"
    raw = [{"arrived_at": late, "by": "us"}, [early, "partner"], [early, "us"]]
    rows = EXERCISES.read(raw)
    assert [row.by for row in rows] == ["us", "partner", "us"] and isinstance(rows[0], Exercise)
    assert EXERCISES.read(EXERCISES.write(rows)) == rows
