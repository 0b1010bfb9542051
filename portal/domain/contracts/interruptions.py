"""The days on which an agreement was on hold, as facts for the clause that lengthens its term by them (A6)."""

from datetime import date
from typing import Any

from sqlalchemy import select

from portal.domain.contracts.clauses.extension import InterruptionExtension
from portal.domain.contracts.clauses.reading import terms_of
from portal.domain.contracts.computing.asking import Worked, asked_with
from portal.domain.contracts.models import Clause, Contract
from portal.domain.contracts.versions import clauses_on
from portal.domain.events import Event
from portal.domain.work import Repository
from portal.domain.working_days import DAY, WorkingDays, civil_day

KINDS = ("contract.suspended", "contract.resumed", "contract.extended")


class Interruptions(Repository):
    """Read from the event log, where every hold stands with its days and its cause (staff only)."""

    def known(self, contract: Contract) -> list[dict[str, str]]:
        """Every hold with a cause that such a clause may name, as the fact `interruptions` wants it: first and last
        civil day (Asia/Shanghai), both included, and why. One that goes on reaches to today, the day on which it goes
        on again is supplied. Those before the last extension were that one's matter and are left out."""
        found: list[dict[str, str]] = []
        began: tuple[date, str] | None = None
        for event in self._events(contract.id):
            day = civil_day(event.at)
            if event.kind == "contract.extended":
                found.clear()
            elif event.kind == "contract.suspended":
                began = day, event.facts.get("cause", "")
            elif began is not None:
                found += _span(*began, day - DAY)
                began = None
        return [*found, *(_span(*began, self.work.today) if began is not None else ())]

    def worked(self, contract: Contract, day: date, days: WorkingDays) -> dict[int, Worked]:
        """By clause id, what the clauses A6 in force on civil day `day` make of what is known; empty where there is no
        such clause or no such hold."""
        clauses = [clause for clause in clauses_on(contract.versions, day) if _is_about_it(clause)]
        known = self.known(contract) if clauses else []
        facts: dict[str, Any] = {"ends_on": contract.ends_on.isoformat(), "interruptions": known}
        today = self.work.today
        return {
            clause.id: asked_with(terms, facts, today, days)
            for clause in clauses
            if known and (terms := terms_of(clause)) is not None
        }

    def _events(self, contract_id: int) -> list[Event]:
        query = select(Event).where(Event.subject == "contract", Event.subject_id == contract_id, Event.kind.in_(KINDS))
        return list(self.session.scalars(query.order_by(Event.id)))


def _is_about_it(clause: Clause) -> bool:
    return clause.clause_type == InterruptionExtension.code


def _span(first: date, cause: str, last: date) -> list[dict[str, str]]:
    if not cause or last < first:
        return []
    return [{"starts_on": first.isoformat(), "ends_on": last.isoformat(), "cause": cause}]
