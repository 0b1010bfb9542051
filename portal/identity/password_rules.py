"""What a new password must be: long enough, not one of the common ones, not the person's own name."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from flask_babel import lazy_gettext as _l

from portal.domain.base import half_width
from portal.identity.passwords import LONGEST, SHORTEST, plain

COMMON = Path(__file__).with_name("common_passwords.txt")
PRODUCT_WORDS = frozenset((
    "portal", "partner", "partners", "partnerportal", "distributor", "distributors", "agency", "pharma", "pharmacy",
    "medicine", "supplier", "contract", "account", "staff", "admin", "administrator", "login", "password", "passwd",
    "welcome", "合作伙伴", "伙伴门户", "门户", "医药", "代理商", "经销商", "密码", "管理员",
))  # fmt: skip
"""Words of the product: with digits and signs around them they are guessed first."""


def mistake_in(password: str, *own: str | None) -> Any:
    """Why this cannot become the password of somebody with these names and addresses; None when it can."""
    word = half_width(plain(password)).casefold()
    if len(plain(password)) < SHORTEST:
        return _l("Use at least %(count)s characters; 15 or more are better.", count=SHORTEST)
    if len(password) > LONGEST:
        return _l("Use at most %(count)s characters.", count=LONGEST)
    if word in common_passwords() or _letters(word) in PRODUCT_WORDS or len(set(word)) < 3:
        return _l("This is one of the passwords that are guessed first. Take several words that only you put together.")
    if word in _own_words(own) or _letters(word) in _own_words(own):
        return _l("This is too close to your name or address. Take something else.")
    return None


@cache
def common_passwords() -> frozenset[str]:
    """The bundled list, one entry a line, in small letters."""
    return frozenset(COMMON.read_text("utf-8").split())


def _letters(word: str) -> str:
    return re.sub(r"[\d\W_]+", "", word)


def _own_words(own: tuple[str | None, ...]) -> frozenset[str]:
    """What others know of a person: name, mobile number, address and the part before its @, with and without signs."""
    known = {half_width(text).casefold() for text in own if text}
    known |= {text.partition("@")[0] for text in known}
    return frozenset(known | {_letters(text) for text in known}) - {""}
