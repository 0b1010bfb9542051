"""What the accounts of a report are called: on a page to whoever sees them, in a file by their number if persons."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from portal.domain.accounts.kinds import AccountKind
from portal.domain.accounts.models import Account
from portal.domain.work import Repository


class ReportNames(Repository):
    def of(self, facts: Mapping[str, Any], *, in_file: bool) -> dict[int, tuple[str, str]]:
        """By id number and name of the accounts that the facts of a report name, as far as the reader sees them. A
        file lives long and goes far: there a natural person stands with the number only."""
        ids = [account_id for account_id, _profit in facts.get("fell", {}).get("facts", {}).get("accounts", ())]
        query = select(Account.id, Account.number, Account.kind, Account.name_zh).where(Account.id.in_(ids))
        rows = self.session.execute(query) if ids else ()
        return {row.id: (row.number, "–" if in_file and row.kind == AccountKind.INDIVIDUAL else row.name_zh)
                for row in rows}  # fmt: skip
