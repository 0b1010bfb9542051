"""What in a text gives an account away: its numbers, names, people and ways to reach them."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from unicodedata import category

from sqlalchemy import ColumnElement, func, literal, select

from portal.domain.accounts.models import Account, Contact
from portal.domain.base import half_width
from portal.domain.contracts.models import Contract
from portal.domain.people.models import Login, Membership
from portal.domain.scope import OUTSIDE_SCOPE
from portal.domain.work import Work

REASON = {OUTSIDE_SCOPE: "a text for everybody must name none of the accounts, whoever writes it"}
PATTERNS = {
    "number": re.compile(r"(?<![A-Z])[A-Z]{1,2}-?\d{6}(?:-\d{1,9})?(?!\d)|(?<![A-Z])[UD]-\d{4}-\d{1,4}(?!\d)", re.I),
    "email": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "code": re.compile(r"(?<![0-9A-Z])(?=[A-Z]*\d)[0-9A-Z]{18}(?![0-9A-Z])", re.I),
    "phone": re.compile(r"(?<!\d)(?:\+?86)?(?:1\d{10}|0\d{2,3}-?\d{7,8}|400\d{7})(?!\d)"),
}
"""What numbers look like: of accounts, contracts and requests; addresses, codes of companies and people, telephones."""
_BETWEEN = re.compile(r"(?<=[\u3400-\u9fff])[ \t\u00a0\u00b7]+(?=[\u3400-\u9fff])")
SHORTEST = {"name": 2, "person": 3, "own": 2}
"""Letters from which a name counts. People of two letters are found among those the feedback came from: elsewhere such
names are too often words of the language."""


class Telling(NamedTuple):
    """`what` is number, email, code, phone, name or person; `words` as they stand in the text."""

    what: str
    words: str


def tells(work: Work, text: str, account_id: int | None) -> list[Telling]:
    """Everything in `text` that names an account, each once; `account_id` is the one whose feedback it was drawn from.
    Full-width letters, capitals, and blanks or hyphens within numbers hide nothing; nor do signs that nobody sees, and
    blanks between Chinese characters."""
    plain = half_width("".join(sign for sign in text if category(sign) != "Cf"))
    closed_up = _BETWEEN.sub("", plain)
    found = [*_by_look(plain), *_by_name(work, plain, account_id)]
    if closed_up != plain:
        found += _by_name(work, closed_up, account_id)
    return list(dict.fromkeys(found))


def _by_look(plain: str) -> Iterator[Telling]:
    closed_up = re.sub(r"(?<=\d)[ \u00b7.-]+(?=\d)", "", plain)
    for what, pattern in PATTERNS.items():
        for text in (plain, closed_up) if what == "phone" else (plain,):
            yield from (Telling(what, match.group()) for match in pattern.finditer(text))


def _by_name(work: Work, plain: str, account_id: int | None) -> Iterator[Telling]:
    lowered, members = plain.lower(), select(Login.name).join(Membership, Membership.login_id == Login.id)
    for what, column, query, least in (
        ("name", Account.name_zh, select(Account.name_zh), SHORTEST["name"]),
        ("name", Account.short_name, select(Account.short_name), SHORTEST["name"]),
        ("number", Contract.number, select(Contract.number), 4),
        ("person", Contact.name, select(Contact.name), SHORTEST["person"]),
        ("person", Contact.wechat, select(Contact.wechat), 5),
        ("person", Login.name, members, SHORTEST["person"]),
        ("person", Contact.name, select(Contact.name).where(Contact.account_id == account_id), SHORTEST["own"]),
        ("person", Login.name, members.where(Membership.account_id == account_id), SHORTEST["own"]),
    ):
        query = query.where(_stands_in(column, lowered, least)).distinct()
        yield from (Telling(what, name) for name in work.session.scalars(query, execution_options=REASON))


def _stands_in(column: Any, lowered: str, least: int) -> ColumnElement[bool]:
    """Whether the column's words, at least so many letters, are part of the text; the same on both engines."""
    return (func.length(column) >= least) & (func.replace(literal(lowered), func.lower(column), "") != lowered)
