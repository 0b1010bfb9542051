"""Who may open a secret number or put an account on the blacklist, and what is asked of them."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from portal.domain.accounts.blacklist import blacklist, take_off
from portal.domain.accounts.secrets import reveal
from portal.domain.base import Refused
from portal.domain.events import Actor
from portal.domain.people.roles import StaffRole

AT = datetime(2026, 11, 23, tzinfo=UTC)
WHY = "授权委托书 2027"


def somebody(role: StaffRole) -> Actor:
    return Actor("staff", "周一帆", login_id=1, staff_id=1, roles=frozenset({role}))


def row(**facts: Any) -> Any:
    told: list[str] = []
    return SimpleNamespace(told=told, record=lambda kind, **_: told.append(kind), **facts)


def standing(*, is_blacklisted: bool) -> Any:
    return row(is_blacklisted=is_blacklisted)


@pytest.mark.parametrize("role", StaffRole)
def test_who_opens_a_number(role: StaffRole) -> None:
    account, by = row(bank_account_sealed=b"sealed", id_no_sealed=None), somebody(role)
    may = role in (StaffRole.ADMINISTRATOR, StaffRole.BUSINESS, StaffRole.LEGAL, StaffRole.FINANCE)
    if may:
        assert reveal(account, "bank_account", WHY, by=by, at=AT) == b"sealed"
    else:
        with pytest.raises(Refused, match="reveal_forbidden"):
            reveal(account, "bank_account", WHY, by=by, at=AT)
    assert account.told == ["account.revealed"] * may


@pytest.mark.parametrize(
    ("name", "reason", "code"),
    [("bank_account", " 看 看 ", "account.reveal_without_reason"), ("id_no", WHY, "account.reveal_nothing")],
)
def test_a_number_is_opened_for_a_reason_and_where_there_is_one(name: str, reason: str, code: str) -> None:
    account = row(bank_account_sealed=b"sealed", id_no_sealed=None)
    with pytest.raises(Refused, match=code):
        reveal(account, name, reason, by=somebody(StaffRole.LEGAL), at=AT)
    assert account.told == []


@pytest.mark.parametrize("role", StaffRole)
def test_who_decides_about_the_blacklist(role: StaffRole) -> None:
    may = role in (StaffRole.ADMINISTRATOR, StaffRole.LEGAL, StaffRole.EXECUTIVE)
    words = {"reason": "串货已查实", "by": somebody(role), "at": AT}
    for act in (
        lambda account: blacklist(account, standing(is_blacklisted=False), evidence="BR-0007 照片", **words),
        lambda account: take_off(account, standing(is_blacklisted=True), **{**words, "reason": "已整改并赔付"}),
    ):
        account = row()
        if may:
            act(account)
        else:
            with pytest.raises(Refused, match="blacklist_forbidden"):
                act(account)
        assert len(account.told) == may


@pytest.mark.parametrize(
    ("reason", "evidence", "is_on", "code"),
    [
        ("串货", "BR-0007 照片", False, "account.blacklist_without_reason"),
        ("串货已查实", "照片", False, "account.blacklist_without_evidence"),
        ("串货已查实", "BR-0007 照片", True, "account.blacklist_again"),
    ],
)
def test_the_blacklist_asks_for_a_reason_and_evidence(reason: str, evidence: str, is_on: bool, code: str) -> None:
    account = row()
    with pytest.raises(Refused, match=code):
        blacklist(account, standing(is_blacklisted=is_on), reason=reason, evidence=evidence,
                  by=somebody(StaffRole.LEGAL), at=AT)  # fmt: skip
    assert account.told == []
