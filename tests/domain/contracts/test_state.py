"""The state of an agreement, read from its dates and markers."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from portal.domain.contracts.models import Contract, ContractVersion
from portal.domain.contracts.state import state_on

MOMENT = datetime(2026, 5, 1, tzinfo=UTC)


def contract(signed: bool = True, **markers: Any) -> Contract:
    day = date(2026, 1, 1) if signed else None
    first = ContractVersion(no=1, effective_from=date(2026, 1, 1), signed_by_us_on=day, signed_by_partner_on=day)
    return Contract(starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31), versions=[first], **markers)


@pytest.mark.parametrize(
    ("markers", "today", "state"),
    [
        ({"signed": False}, "2026-05-01", "draft"),
        ({"signed": False, "sent_at": MOMENT}, "2026-05-01", "sent"),
        ({}, "2025-12-31", "signed"),
        ({}, "2026-01-01", "active"),
        ({}, "2026-10-02", "active"),
        ({}, "2026-10-03", "expiring"),
        ({}, "2026-12-31", "expiring"),
        ({}, "2027-01-01", "expired"),
        ({"suspended_at": MOMENT}, "2026-06-01", "suspended"),
        ({"disputed_at": MOMENT}, "2026-06-01", "disputed"),
        ({"suspended_at": MOMENT}, "2027-01-01", "expired"),
        ({"terminated_on": date(2026, 6, 1)}, "2026-05-31", "expiring"),
        ({"terminated_on": date(2026, 6, 1)}, "2026-06-01", "terminated"),
        ({"terminated_on": date(2026, 6, 1)}, "2027-06-01", "terminated"),
    ],
)
def test_state_on_a_day(markers: dict[str, Any], today: str, state: str) -> None:
    assert state_on(contract(**markers), date.fromisoformat(today)) == state


def test_half_signed_is_not_signed() -> None:
    half = contract()
    half.versions[0].signed_by_partner_on = None
    assert state_on(half, date(2026, 5, 1)) == "draft"
