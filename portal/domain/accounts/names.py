"""Company names made comparable, and what may be shown of numbers and e-mail addresses."""

import re
import unicodedata
from functools import lru_cache

# A name is 2 to 80 characters; what comes after this cannot tell two companies apart.
COMPARED = 120
_FORM_OF_COMPANY = re.compile("股份有限公司|有限责任公司|有限公司|股份")


@lru_cache(maxsize=2048)
def name_key(name: str) -> str:
    """What stays of a company name when duplicates are searched: no legal form, brackets, spaces, marks or width.

    成都岷川医药有限公司, 成都岷川医药 and 成都（岷川）医药有限责任公司 have one key.
    A name of nothing else keeps its form.
    """
    plain = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name[:COMPARED]).lower()))
    return _without_form(plain) or plain


def _without_form(plain: str) -> str:
    shorter = _FORM_OF_COMPANY.sub("", plain)
    return shorter if shorter == plain else _without_form(shorter)


def mask_mobile(mobile: str) -> str:
    """138****5678; a number of another length keeps its last two digits only."""
    return f"{mobile[:3]}****{mobile[-4:]}" if len(mobile) == 11 else _all_but(mobile, 0, 2)


def mask_number(number: str) -> str:
    """An identity, credit code or licence number with its first three and last four characters: 110***********002X."""
    return _all_but(number, 3, 4) if len(number) > 10 else _all_but(number, 0, 2)


def mask_bank_account(number: str) -> str:
    """The last four digits of a bank account, eight stars before them, so that its length is not told."""
    return "*" * 8 + number[-4:] if len(number) > 6 else "*" * 8


def mask_email(address: str) -> str:
    """w***@x.cn: always three stars, so that the length of the name is not told."""
    name, at, host = address.rpartition("@")
    return f"{name[:1]}***{at}{host}" if at else "***"


def _all_but(text: str, first: int, last: int) -> str:
    hidden = max(len(text) - first - last, min(len(text), 4))
    return text[:first] + "*" * hidden + text[first + hidden :]
