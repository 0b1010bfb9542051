"""Quiet hours and the hour of the daily mail, in Beijing time whatever the server's."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.work import SHANGHAI
from portal.notify.groups import BOT_GROUPS, GROUPS, LEGAL, group_of, heard_by_bots, is_urgent
from portal.notify.hours import after_quiet, next_at, quiet_from
from portal.notify.routing import ROUTING

pytestmark = pytest.mark.engineless
CASES = [
    ("21:00-08:00", "2026-11-28 20:59", "2026-11-28 20:59"),
    ("21:00-08:00", "2026-11-28 21:00", "2026-11-29 08:00"),
    ("21:00-08:00", "2026-11-29 00:00", "2026-11-29 08:00"),
    ("21:00-08:00", "2026-11-29 07:59", "2026-11-29 08:00"),
    ("21:00-08:00", "2026-11-29 08:00", "2026-11-29 08:00"),
    ("12:00-13:30", "2026-11-29 12:15", "2026-11-29 13:30"),
    ("12:00-13:30", "2026-11-29 23:15", "2026-11-29 23:15"),
    ("", "2026-11-29 03:00", "2026-11-29 03:00"),
]


def here(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(("hours", "at", "goes_out"), CASES)
def test_what_comes_in_quiet_hours_waits_for_their_end(hours: str, at: str, goes_out: str) -> None:
    assert after_quiet(hours, here(at).astimezone(UTC)) == here(goes_out)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)), st.integers(0, 1439), st.integers(0, 1439))
def test_after_the_wait_it_is_never_quiet_and_a_day_never_passes(naive: datetime, begins: int, ends: int) -> None:
    if begins == ends:
        return
    hours = "-".join(f"{clock // 60:02}:{clock % 60:02}" for clock in (begins, ends))
    moment = naive.replace(tzinfo=UTC)
    out = after_quiet(hours, moment)
    assert moment <= out < moment + timedelta(days=1) and after_quiet(hours, out) == out
    if out != moment:
        assert f"{out.astimezone(SHANGHAI):%H:%M}" == hours[6:]
    assert moment < next_at(hours[:5], moment) <= moment + timedelta(days=1)


@pytest.mark.parametrize("text", ["21-8", "21:00-21:00", "25:00-08:00", "21:00", "２1:00-08:00"])
def test_what_are_no_hours_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        quiet_from(text)


def test_what_must_go_is_in_no_group_and_bots_hear_nothing_confidential() -> None:
    must = {kind for kind in ROUTING if group_of(kind) is None}
    assert {"login.password_changed", "invitation.sent", "staff.invited", "breach.noticed"} <= must and must >= LEGAL
    assert {group_of(kind) for kind in ROUTING} - {None} == set(GROUPS)
    assert not any(
        heard_by_bots(kind) for kind in ROUTING if kind.startswith(("integrity.", "login.", "request.noted"))
    )
    assert all(heard_by_bots(kind) for _, kinds in BOT_GROUPS.values() for kind in kinds)
    assert is_urgent("request.answered", "p1") and not is_urgent("request.answered", "p2") and is_urgent("login.x", "")
