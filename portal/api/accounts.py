"""Accounts, for reading."""

from typing import Any

from portal.api.lists import shown, wanted
from portal.api.operations import PAGE, operation
from portal.api.rendering import ACCOUNT, ACCOUNTS, account_shown
from portal.api.shapes import Choice, Text, Thing
from portal.domain.accounts.kinds import AccountKind
from portal.search.outside import find_accounts
from portal.web.current import uow

ASKED = Thing({**PAGE, "kind": Choice(tuple(AccountKind)), "q": Text(1, 100, "Words of its name, or a number of it.")})


@operation("GET", "/accounts", "Accounts within reach", ACCOUNTS, query=ASKED)
def list_accounts(asked: dict[str, Any]) -> dict[str, Any]:
    ids = find_accounts(uow, asked["q"]) if "q" in asked else None
    page = uow.feed.accounts(wanted(asked, "account"), kind=asked.get("kind"), ids=ids)
    return shown(page, account_shown)


@operation("GET", "/accounts/<number:number>", "One account", ACCOUNT)
def show_account(number: str) -> dict[str, Any]:
    return account_shown(uow.feed.account(number))
