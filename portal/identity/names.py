"""Sign-in names: read in any spelling, shown masked."""

import re

from sqlalchemy import select

from portal.domain.accounts.names import mask_email, mask_mobile
from portal.domain.base import half_width
from portal.domain.people.models import Login
from portal.domain.scope import GuardedSession


def plain_name(name: str) -> str:
    """An e-mail address in small letters, or the 11 digits of a mobile number without blanks, dashes and +86."""
    plain = half_width(name).strip().lower()
    digits = "".join(letter for letter in plain if letter.isdigit() and letter.isascii())
    return plain if "@" in plain or not digits else digits[-11:]


def find_login(session: GuardedSession, name: str) -> Login | None:
    """The login of that e-mail address or mobile number."""
    plain = plain_name(name)
    return session.scalar(select(Login).where((Login.email if "@" in plain else Login.mobile) == plain))


def masked(name: str) -> str:
    """As logs and events may hold it: l***@minchuan.example, 154****0201, x***."""
    if "@" in name:
        return mask_email(name)[:80]
    if len(name) == 11 and name.isdigit():
        return mask_mobile(name)
    return f"{name[:1]}***" if name else ""


def is_mobile(plain: str) -> bool:
    """Whether this is a mainland mobile number: 11 digits, the first a 1, the second 3 to 9."""
    return re.fullmatch(r"1[3-9][0-9]{9}", plain) is not None
