"""Who may leave next: the accounts whose kept health is worst, each with the parts that pull it down."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.domain.accounts.models import Account
from portal.domain.care.health import Colour
from portal.domain.levels.models import AccountHealth
from portal.domain.people.models import Staff
from portal.domain.work import Repository

WEAK = 50
"""A part below this pulls a relation down: it is as low as the whole is red [DEF]."""


@dataclass(frozen=True)
class Risk:
    """`weak` are the parts below WEAK, the lowest first; `score` in hundredths."""

    account: Account
    score: int
    weak: Sequence[str]


class Risks(Repository):
    def worst(self, limit: int) -> list[Risk]:
        """Of the red ones within reach, and after them the amber ones, those with the lowest health."""
        found: list[Risk] = []
        for colour in (Colour.RED, Colour.AMBER):
            if len(found) < limit:
                found += self._of(colour, limit - len(found))
        return found

    def _of(self, colour: Colour, limit: int) -> list[Risk]:
        manager = joinedload(Account.business_manager).joinedload(Staff.login)
        query = (
            select(AccountHealth, Account)
            .join(Account, Account.id == AccountHealth.account_id)
            .where(AccountHealth.colour == colour, AccountHealth.score.is_not(None))
            .order_by(AccountHealth.score, AccountHealth.account_id)
            .limit(limit)
            .options(manager)
        )
        return [Risk(account, health.score or 0, _weak(health)) for health, account in self.session.execute(query)]


def _weak(health: AccountHealth) -> list[str]:
    known = {part: Decimal(kept["value"]) for part, kept in health.parts.items() if kept["value"] is not None}
    return sorted((part for part, value in known.items() if value < WEAK), key=lambda part: (known[part], part))
