"""Putting a settled agreement away: only once nothing about it is open (domain 4)."""

from typing import Any

from sqlalchemy import select

from portal.domain.base import Refused
from portal.domain.contracts.breaches.deposits import DepositRepository
from portal.domain.contracts.breaches.models import Breach
from portal.domain.contracts.breaches.states import OPEN as OPEN_BREACH
from portal.domain.contracts.life import Verb, put_away, require
from portal.domain.contracts.models import Contract
from portal.domain.feedback.kinds import UNANSWERED
from portal.domain.feedback.models import Feedback
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.states import OPEN as OPEN_REQUEST
from portal.domain.scope import OUTSIDE_SCOPE
from portal.domain.work import Repository

ABOUT: tuple[tuple[str, Any, Any], ...] = (
    ("breach", Breach, OPEN_BREACH), ("request", ServiceRequest, OPEN_REQUEST), ("feedback", Feedback, UNANSWERED),
)  # fmt: skip
"""What may be open about an agreement: its name, its rows and the states in which it is."""


class Closing(Repository):
    def still_open(self, contract: Contract) -> tuple[str, ...]:
        """The names of ABOUT of which something is open, and `deposit` while some of it is held."""
        found = [name for name, model, states in ABOUT if self._is_any(contract, model, states)]
        return (*found, "deposit") if DepositRepository(self.work).balance(contract) else tuple(found)

    def archive(self, contract: Contract) -> None:
        """Put it away; Refused("contract.still_open") while anything about it is open."""
        require(contract, Verb.ARCHIVE, self.work.today)
        found = self.still_open(contract)
        if found:
            raise Refused("contract.still_open", number=contract.number, open=found)
        put_away(contract, today=self.work.today, by=self.work.actor, at=self.work.now)

    def _is_any(self, contract: Contract, model: Any, states: Any) -> bool:
        """Confidential feedback that the acting person cannot read counts too; nothing of it is told but that."""
        query = select(model.id).where(model.contract_id == contract.id, model.state.in_(states)).limit(1)
        reason = {OUTSIDE_SCOPE: "whether anything is open is asked of every row about the agreement"}
        return self.session.scalar(query, execution_options=reason) is not None
