"""The second factor: six digits that change every half minute and work once, and recovery codes for a lost phone."""

import hmac
import re
import secrets
from datetime import datetime

from sqlalchemy import delete, func, select, update

from portal.db.changed import rows_changed
from portal.domain.base import Refused, half_width
from portal.domain.events import Actor
from portal.domain.people.models import Login, RecoveryCode, Staff
from portal.domain.scope import GuardedSession
from portal.identity.sealing import seal, unseal
from portal.identity.secrets import keyed_by_each
from portal.settings import Settings

STEP = 30
"""Seconds a code lasts; the one before and the one after count too, for clocks that differ."""
CODES = 10
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Signs that are not mistaken for each other on paper."""


def new_secret() -> str:
    """160 random bits in base32."""
    import pyotp

    return pyotp.random_base32()


def is_required(staff: Staff | None, settings: Settings) -> bool:
    """Administrators and managers must have one; a demonstration only offers it."""
    return staff is not None and staff.needs_second_factor and not settings.is_demo


def step_of(secret: str, code: str, at: datetime) -> int | None:
    """The half minute whose code this is, now or one to each side; None when it is none of them."""
    import pyotp

    digits, now = re.sub(r"[^0-9]", "", half_width(code)), int(at.timestamp()) // STEP
    totp = pyotp.TOTP(secret)
    steps = [step for step in (now - 1, now, now + 1) if hmac.compare_digest(totp.generate_otp(step), digits)]
    return steps[0] if steps else None


def enrol(session: GuardedSession, login: Login, secret: str, step: int, *, by: Actor, at: datetime) -> list[str]:
    """Keep a secret that has been shown to work; returns the recovery codes, which nobody can ask for again."""
    login.totp_secret = seal(f"totp {login.id}", secret)
    login.totp_confirmed_at, login.totp_last_step = at, step
    login.record("login.factor_changed", by=by, at=at, change="enrolled")
    return renew_recovery_codes(session, login)


def drop(session: GuardedSession, login: Login, *, required: bool, by: Actor, at: datetime) -> None:
    """Do without a second factor; Refused(login.factor_required) where it must stay."""
    if required:
        raise Refused("login.factor_required")
    login.totp_secret, login.totp_confirmed_at = None, None
    session.execute(delete(RecoveryCode).where(RecoveryCode.login_id == login.id))
    login.record("login.factor_changed", by=by, at=at, change="dropped")


def accepts(session: GuardedSession, login: Login, code: str, at: datetime) -> str | None:
    """`totp` or `recovery` when the code is right and was not used before, which consumes it; else None."""
    secret = unseal(f"totp {login.id}", login.totp_secret) if login.totp_secret else None
    step = step_of(secret, code, at) if secret else None
    if step is not None and _take_step(session, login, step):
        return "totp"
    return "recovery" if _take_recovery_code(session, login, code, at) else None


def renew_recovery_codes(session: GuardedSession, login: Login) -> list[str]:
    """Ten new codes of 49 random bits; older ones are worth nothing. Only keyed hashes are kept."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.login_id == login.id))
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(10)) for _ in range(CODES)]
    session.add_all(RecoveryCode(login_id=login.id, code_hash=_hashes(login, code)[0]) for code in codes)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def recovery_codes_left(session: GuardedSession, login_id: int) -> int:
    query = select(func.count(RecoveryCode.id)).where(RecoveryCode.login_id == login_id, RecoveryCode.used_at.is_(None))
    return session.scalar(query) or 0


def _take_step(session: GuardedSession, login: Login, step: int) -> bool:
    """Whether this half minute's code is new; of two who hand it in at once one is taken."""
    newer = update(Login).where(Login.id == login.id, Login.totp_last_step < step)
    return rows_changed(session, newer.values(totp_last_step=step)) == 1


def _take_recovery_code(session: GuardedSession, login: Login, code: str, at: datetime) -> bool:
    unused = update(RecoveryCode).where(
        RecoveryCode.login_id == login.id,
        RecoveryCode.used_at.is_(None),
        RecoveryCode.code_hash.in_(_hashes(login, code)),
    )
    return rows_changed(session, unused.values(used_at=at)) == 1


def _hashes(login: Login, code: str) -> list[str]:
    plain = re.sub(r"[^0-9A-Z]", "", half_width(code).upper())
    return [key.hex() for key in keyed_by_each("recovery", f"{login.id}:{plain}")]
