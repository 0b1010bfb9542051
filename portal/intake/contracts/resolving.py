"""What the words of an agreement stand for in the archive: its account, its products, whoever takes the goods."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from portal.domain.accounts.models import Account
from portal.domain.accounts.names import name_key
from portal.domain.base import half_width
from portal.domain.contracts.models import Contract
from portal.domain.products.models import Product
from portal.domain.scope import GuardedSession
from portal.intake.clean_row import CleanRow
from portal.intake.notes import Change, Problem

_ACCOUNT_NO = re.compile(r"(?<![A-Z0-9])[SDNP]-\d{6}(?!\d)")


class Archive:
    """The accounts, products and agreements that some rows name; asked for with one statement each."""

    def __init__(self, session: GuardedSession, rows: Iterable[CleanRow]) -> None:
        rows = list(rows)
        self._accounts: dict[str, list[Account]] = defaultdict(list)
        self._products: dict[str, list[Product]] = defaultdict(list)
        self.contracts: dict[str, Contract] = {}
        self._ask_accounts(session, {str(row.values[name]) for row in rows for name in _PARTIES if name in row.values})
        for product in session.scalars(select(Product).order_by(Product.code)):
            for key in {_key(word) for word in (product.code, product.approval_no, product.name_zh, product.name_en)}:
                self._products[key].append(product)
        numbers = sorted({str(row.values["contract_no"]) for row in rows if "contract_no" in row.values})
        query = select(Contract).where(Contract.number.in_(numbers)).options(joinedload(Contract.versions))
        self.contracts = {one.number: one for one in session.scalars(query).unique()}

    def account(self, text: str) -> list[Account]:
        """The accounts that a number or a name means: one, none, or too many."""
        number = _number_in(text)
        return self._accounts[number or name_key(text)[:80]]

    def products(self, text: str) -> list[Product]:
        """The products that a code, an approval number or a name means."""
        return self._products[_key(text)]

    def _ask_accounts(self, session: GuardedSession, texts: set[str]) -> None:
        numbers = {number for text in texts if (number := _number_in(text))}
        keys = {name_key(text)[:80] for text in texts if not _number_in(text)}
        wanted = or_(Account.number.in_(sorted(numbers)), Account.name_key.in_(sorted(keys)))
        for account in session.scalars(select(Account).where(wanted).order_by(Account.id)):
            for key in (account.number, account.name_key):
                self._accounts[key].append(account)


_PARTIES = {"account": "account_id", "goods_party": "goods_party_id"}


def resolve(row: CleanRow, archive: Archive) -> tuple[Account | None, Account | None]:
    """Account and goods party of an agreement; notes what is missing, unknown or could be several."""
    account, party = (_party(row, archive, name) for name in _PARTIES)
    row.problems += list(_products(row, archive))
    if account is not None and "side" not in row.values and not _is_wrong(row, "side"):
        side = "upstream" if account.kind == "supplier" else "downstream"
        row.values["side"] = side
        row.changes.append(Change("side", "side_from_account", account.number, side))
    return account, party


def _party(row: CleanRow, archive: Archive, name: str) -> Account | None:
    text = row.values.get(name)
    if text is None:
        if name == "account" and not _is_wrong(row, name):
            row.problems.append(Problem(name, "account_missing", ""))
        return None
    found = archive.account(str(text))
    if len(found) == 1:
        row.values[_PARTIES[name]] = found[0].id
        return found[0]
    unknown = "account_unknown" if name == "account" else "goods_party_unknown"
    row.problems.append(Problem(name, "account_ambiguous" if found else unknown, str(text)))
    return None


def _products(row: CleanRow, archive: Archive) -> Iterator[Problem]:
    given = row.values.get("products", ())
    ids: list[int] = []
    for text in given if isinstance(given, tuple) else ():
        found = archive.products(text)
        if len(found) == 1:
            ids.append(found[0].id)
        else:
            yield Problem("products", "product_ambiguous" if found else "product_unknown", text)
    row.values["product_ids"] = list(dict.fromkeys(ids))


def _is_wrong(row: CleanRow, field: str) -> bool:
    return any(problem.field == field for problem in row.problems)


def _number_in(text: str) -> str | None:
    match = _ACCOUNT_NO.search(half_width(text).upper())
    return match[0] if match else None


def _key(text: str) -> str:
    """The word without blanks and width; an approval number also without 国药准字."""
    return "".join(half_width(text).upper().split()).removeprefix("国药准字")
