"""How far partners came with their targets, beside who could take a cell."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from portal.domain.care.health import Part
from portal.domain.levels.models import AccountHealth
from portal.domain.work import Repository


class Achieved(Repository):
    def of(self, accounts: Mapping[int, str]) -> dict[str, int]:
        """By number, for accounts by id: whole percent of the target of twelve months that was sold, as their health is
        kept; cut off and never rounded up. Those without a target are left out."""
        query = select(AccountHealth.account_id, AccountHealth.parts).where(AccountHealth.account_id.in_(accounts))
        kept: Iterable[tuple[int, Mapping[str, int]]] = (
            (row.account_id, row.parts.get(Part.SALES, {})) for row in self.session.execute(query)
        )
        return {accounts[key]: 100 * max(one["sold"], 0) // one["target"] for key, one in kept if one.get("target")}
