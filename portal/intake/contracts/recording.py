"""One agreement with its clauses goes into the archive, or changes a draft: all of it or nothing."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.domain.accounts.models import Account
from portal.domain.contracts import drafting
from portal.domain.contracts.clauses import Side, read_clause
from portal.domain.contracts.drafting import Wording
from portal.domain.contracts.loading import whole
from portal.domain.contracts.models import Contract
from portal.domain.contracts.repository import ContractRepository
from portal.domain.events import Event
from portal.domain.work import Work
from portal.intake.contracts.completing import facts_of
from portal.intake.contracts.snapshots import facts_in, same_facts, snapshot
from portal.intake.facts import day_of

Values = dict[str, Any]


class Recorder:
    """Records agreements for one import, in one transaction each; every event names the import."""

    def __init__(self, work: Work, number: str) -> None:
        self.work, self.number = work, number
        self.contracts = ContractRepository(work)

    def add(self, account: Account, party: Account | None, values: Values, clauses: Sequence[Values]) -> Contract:
        """A new agreement, signed as far as signatures are told. Refused when a rule does not hold, writing nothing."""
        contract = self.contracts.record(
            account, number=values["contract_no"], side=Side(values["side"]), facts=facts_of(values),
            goods_party=party, override=values.get("override", ""),
            is_new=not (values.get("signed_by_us_on") and values.get("signed_by_partner_on")),
        )  # fmt: skip
        self.put_clauses(contract, clauses)
        self.sign(contract, values)
        self.mark_events(contract)
        return contract

    def update(self, contract: Contract, party: Account | None, values: Values, clauses: Sequence[Values]) -> Values:
        """Change what differs in a draft; articles that the file does not name stay. Returns {"was", "is"}, which are
        equal when nothing differs. Refused when a rule does not hold, writing nothing."""
        was = snapshot(contract)
        self.set_facts(contract, party, values)
        self.put_clauses(contract, clauses)
        self.sign(contract, values)
        self.mark_events(contract)
        return {"was": was, "is": snapshot(contract)}

    def set_facts(self, contract: Contract, party: Account | None, values: Values) -> None:
        there, facts = snapshot(contract), facts_of(values)
        if not same_facts(facts_in(there), facts) or there["goods_party_id"] != (party.id if party else None):
            self.contracts.revise(contract, facts, party, values.get("override", ""))

    def put_clauses(self, contract: Contract, clauses: Sequence[Values]) -> None:
        there = snapshot(contract)["clauses"]
        for values in clauses:
            kept = {name: values.get(name) for name in ("clause_type", "params", "binds", "page", "text_zh", "text_en")}
            kept["text_en"] = kept["text_en"] or ""
            if there.get(values["article"]) != kept:
                terms = read_clause(kept["clause_type"], kept["params"], contract.side)
                wording = Wording(values["article"], kept["binds"], kept["text_zh"], kept["text_en"], kept["page"])
                drafting.put_clause(contract, terms, wording, by=self.work.actor, at=self.work.now)

    def sign(self, contract: Contract, values: Values) -> None:
        """Note the signatures that are told and not noted yet."""
        first = contract.versions[0]
        us_on = _day(values.get("signed_by_us_on")) or first.signed_by_us_on
        partner_on = _day(values.get("signed_by_partner_on")) or first.signed_by_partner_on
        if (us_on, partner_on) != (first.signed_by_us_on, first.signed_by_partner_on):
            self._load_granted(contract)
            self.contracts.sign(contract, us_on, partner_on, values.get("override", ""))

    def _load_granted(self, contract: Contract) -> None:
        """What it grants to whom is read from its rows as they stand now."""
        self.work.session.flush()
        query = select(Contract).where(Contract.id == contract.id).options(joinedload(Contract.account), *whole())
        self.work.session.scalars(query.execution_options(populate_existing=True)).unique().one()

    def mark_events(self, contract: Contract) -> None:
        """Events of this moment name the import. Nobody is told of single agreements that were taken off old paper."""
        self.work.session.flush()
        query = select(Event).where(
            Event.subject == "contract", Event.subject_id == contract.id, Event.at == self.work.now
        )
        for event in self.work.session.scalars(query):
            event.facts, event.dispatched_at = {**event.facts, "import": self.number}, self.work.now


def _day(value: Any) -> date | None:
    return day_of(value) if value else None
