"""Cells of the fields beyond name, numbers and place: sums, several choices in one cell, bank accounts, introducers."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from portal.domain.accounts.identifiers import account_no_fault, bank_account_fault, normal_bank_account
from portal.domain.accounts.tags import LONGEST as LONGEST_TAG
from portal.domain.accounts.tags import MOST_ON_ACCOUNT
from portal.domain.base import half_width, squeeze, ungrouped
from portal.domain.contracts.clauses.kinds import BadValue
from portal.domain.contracts.clauses.numbers import number
from portal.intake.choices import read_choice
from portal.intake.contracts.amounts import yuan
from portal.intake.notes import Cleaned
from portal.intake.plain_text import code_text, tidy, whole_number

MASK = "****"
BARE_FROM = 10_000
"""Yuan from which a capital without a unit is believed: a smaller number mostly stands under a heading in 万元."""
MOST_YUAN = 10**12
LONGEST = {"invoice_address": 200, "invoice_tel": 30}
_APART = re.compile(r"[、,，;；/|\n]+")
_UNIT = re.compile(r"[万亿元圆]|yuan", re.IGNORECASE)
NOTHING = Cleaned({}, [], [])


def capital(field: str, text: str, _: date) -> Cleaned:
    """Yuan in fen: 500万元, 5,000,000; what is no sure sum of ours (100万美元) stays a text, for the remark."""
    plain, changes = tidy(text)
    try:
        sum_in_yuan = number(ungrouped(yuan(plain)))
    except BadValue:
        sum_in_yuan = None
    is_sure = sum_in_yuan is not None and (sum_in_yuan >= BARE_FROM or _UNIT.search(plain) is not None)
    if sum_in_yuan is None or not is_sure or not 0 <= sum_in_yuan < MOST_YUAN or sum_in_yuan * 100 % 1:
        return Cleaned({field: plain[:100].strip()}, changes, []) if plain else NOTHING
    return Cleaned({field: int(sum_in_yuan * 100)}, changes, [])


def several(field: str, text: str, _: date) -> Cleaned:
    """Codes of the words in one cell; one nobody knows is said, the others are taken."""
    plain, changes = tidy(text, lines=True)
    codes: list[str] = []
    problems: list[str] = []
    for word in filter(None, (part.strip() for part in _APART.split(plain))):
        code, more, problem = read_choice(field, word)
        changes += [change for change in more if change not in changes]
        if problem:
            problems = [problem]
        elif code and code not in codes:
            codes.append(code)
    return Cleaned({field: tuple(codes)} if codes else {}, changes if codes else [], problems)


def tags(field: str, text: str, _: date) -> Cleaned:
    """The words in one cell, each once."""
    plain, changes = tidy(text, lines=True)
    words = tuple(dict.fromkeys(filter(None, (squeeze(half_width(part)) for part in _APART.split(plain)))))
    if len(words) > MOST_ON_ACCOUNT or any(len(word) > LONGEST_TAG for word in words):
        return Cleaned({}, [], ["too_long"])
    return Cleaned({field: words}, changes, []) if words else NOTHING


def bank_account(field: str, text: str, _: date) -> Cleaned:
    """Digits only; as an export masks it for whoever may not see it, it says nothing."""
    code, changes = code_text(text)
    if MASK in code:
        return NOTHING
    code, more, problem = whole_number(code)
    plain = normal_bank_account(code)
    if plain != code:
        more = [*more, "dashes_removed"]
    fault = problem or bank_account_fault(plain)
    return Cleaned({}, [], [fault]) if fault else Cleaned({field: plain}, [*changes, *more], [])


def introducer(field: str, text: str, _: date) -> Cleaned:
    """The number of the account that brought this one; a name stays as the file says it, for the remark."""
    plain, changes = tidy(text)
    upper = plain.upper()
    if account_no_fault(upper) is None:
        return Cleaned({field: upper}, [*changes, *(["upper_cased"] if upper != plain else [])], [])
    return Cleaned({field: plain[:100].strip()}, changes, []) if plain else NOTHING


def line(field: str, text: str, _: date, longest: Mapping[str, int] = LONGEST) -> Cleaned:
    """A text of one line, of 80 signs at most where `longest` does not say otherwise."""
    plain, changes = tidy(text)
    if len(plain) > longest.get(field, 80):
        return Cleaned({}, [], ["too_long"])
    return Cleaned({field: plain}, changes, []) if plain else NOTHING


READERS: dict[str, Callable[[str, str, date], Cleaned]] = {
    "capital": capital, "several": several, "bank_account": bank_account, "introducer": introducer, "line": line,
    "tags": tags,
}  # fmt: skip
