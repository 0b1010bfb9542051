"""From a confirmed breach to a settled one: the sum computed and frozen, agreed, changed by two of us, paid."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from portal.domain.base import Refused
from portal.domain.contracts.breaches.assessing import Case
from portal.domain.contracts.breaches.backstage import BreachProposal
from portal.domain.contracts.breaches.deposit import EntryKind
from portal.domain.contracts.breaches.deposits import DepositRepository
from portal.domain.contracts.breaches.frozen import freeze, frozen_assessment
from portal.domain.contracts.breaches.grounds import penalty_clause, sets_a_sum
from portal.domain.contracts.breaches.models import Breach
from portal.domain.contracts.breaches.penalty import BreachPenalty
from portal.domain.contracts.breaches.repository import BreachRepository
from portal.domain.contracts.breaches.states import PROPOSED, RECKONERS, WrongState, next_state
from portal.domain.contracts.clauses.commercial import AntiDiversion
from portal.domain.contracts.clauses.reading import terms_of
from portal.domain.contracts.computing.amounts import share_of
from portal.domain.contracts.computing.working import Assessment
from portal.domain.contracts.models import Clause, Contract
from portal.domain.contracts.versions import clauses_on
from portal.domain.people.roles import StaffRole
from portal.domain.products.repository import ProductRepository
from portal.domain.work import Repository


class Settlement(Repository):
    def clause(self, breach: Breach, contract: Contract) -> Clause | None:
        """The penalty clause in force on the day of the breach; None when the contract sets no sum for it."""
        if sets_a_sum(terms_of(breach.clause)):
            return breach.clause
        return penalty_clause(clauses_on(contract.versions, breach.occurred_on), breach.kind)

    def case(self, breach: Breach, contract: Contract) -> Case:
        """Everything the register knows of it; `contract` is loaded whole (staff only)."""
        breaches, supply = BreachRepository(self.work), None
        if breach.product is not None:
            supply, _ = ProductRepository(self.work).supply(breach.product)
        balance = None if breach.is_ours else DepositRepository(self.work).held(contract)
        clauses = clauses_on(contract.versions, breach.occurred_on)
        earlier = breaches.confirmed_before(breach)
        return Case(breach, breaches.file(breach), supply, earlier, clauses, balance, self.work.today)

    def note_facts(self, breach: Breach, facts: Mapping[str, Any]) -> None:
        """Keep what was typed for the sum: JSON-like values by the names of the rule's facts."""
        file = BreachRepository(self.work).file(breach)
        if file.facts == facts:
            return
        changes = {name: [file.facts.get(name), value] for name, value in facts.items()}
        differing = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
        file.facts, file.loss_fen = dict(facts), facts.get("loss_fen")
        file.is_malicious = facts.get("malicious") is True
        breach.record("breach.facts_noted", by=self.work.actor, at=self.work.now, changes=differing)

    def compute(self, breach: Breach, contract: Contract, facts: Any, assessment: Assessment) -> BreachPenalty:
        """Freeze a computed sum with its facts, its clause and its lines. Refused while a fact is missing."""
        clause = self.clause(breach, contract)
        if clause is None or assessment.fen is None:
            raise Refused("breach.not_enough_facts", number=breach.number)
        breach.compute(by=self.work.actor, at=self.work.now, fen=assessment.fen)
        return self._freeze(breach, "computed", clause, assessment.fen, freeze(facts), frozen_assessment(assessment))

    def agree(self, breach: Breach, note: str = "") -> None:
        """The partner accepts the computed sum; WrongState where none waits for that, or not from whoever acts."""
        breach.agree(note, by=self.work.actor, at=self.work.now)

    def propose(self, breach: Breach, kind: str, fen: int | None, reason: str) -> BreachProposal:
        """Ask for another sum (`adjust`, in fen) or for none (`waive`); Refused while another proposal is open."""
        next_state(breach.state, kind)
        if kind not in PROPOSED or not self.work.actor.has(StaffRole.ADMINISTRATOR, *RECKONERS, StaffRole.EXECUTIVE):
            raise WrongState("propose", breach.state)
        if self.open_proposal(breach) is not None:
            raise Refused("breach.proposal_open", number=breach.number)
        proposal = BreachProposal(
            account_id=breach.account_id, breach_id=breach.id, kind=kind, fen=fen if kind == "adjust" else None,
            reason=reason, proposed_by_id=self.work.actor.login_id, proposed_at=self.work.now,
        )  # fmt: skip
        self.session.add(proposal)
        breach.record("breach.proposed", by=self.work.actor, at=self.work.now, proposal=kind, fen=proposal.fen)
        return proposal

    def decide(self, breach: Breach, *, approve: bool) -> None:
        """Approve or decline the open proposal; Refused to whoever made it (four eyes), and when there is none."""
        proposal = self.open_proposal(breach)
        if proposal is None:
            raise Refused("breach.no_proposal", number=breach.number)
        next_state(breach.state, proposal.kind, self.work.actor)
        breach.require_another(proposal.proposed_by_id, self.work.actor)
        proposal.outcome = "approved" if approve else "declined"
        proposal.decided_by_id, proposal.decided_at = self.work.actor.login_id, self.work.now
        if approve:
            self._carry_out(breach, proposal)
        else:
            breach.record("breach.declined", by=self.work.actor, at=self.work.now, proposal=proposal.kind)

    def open_proposal(self, breach: Breach) -> BreachProposal | None:
        """The proposal that waits for a decision."""
        return undecided(BreachRepository(self.work).proposals(breach))

    def pay(self, breach: Breach, contract: Contract, paid_on: date, from_deposit: int, note: str = "") -> None:
        """Note that the whole sum is there, `from_deposit` fen of it taken from the deposit and the rest transferred.
        Refused when more is taken than the sum or than the deposit holds."""
        fen = due_fen(BreachRepository(self.work).penalties(breach))
        if from_deposit > fen or (from_deposit and breach.is_ours):
            raise Refused("breach.more_than_due", number=breach.number)
        if paid_on > self.work.today:
            raise Refused("deposit.in_the_future")
        breach.pay(paid_on, by=self.work.actor, at=self.work.now, fen=fen, from_deposit=from_deposit)
        if from_deposit:
            deposits = DepositRepository(self.work)
            deposits.enter(contract, EntryKind.DEDUCTION, from_deposit, paid_on, note or breach.number, breach)

    def _carry_out(self, breach: Breach, proposal: BreachProposal) -> None:
        by, at = self.work.actor, self.work.now
        fen = proposal.fen or 0
        if proposal.kind == "adjust":
            breach.adjust(by=by, at=at, fen=fen)
        else:
            breach.waive(by=by, at=at, today=self.work.today)
        origin = "adjusted" if proposal.kind == "adjust" else "waived"
        self._freeze(breach, origin, breach.clause, fen, {}, {}, reason=proposal.reason)

    def _freeze(
        self, breach: Breach, origin: str, clause: Clause, fen: int, facts: Any, working: dict[str, Any],
        reason: str = "",
    ) -> BreachPenalty:  # fmt: skip
        penalty = BreachPenalty(
            account_id=breach.account_id, breach_id=breach.id, origin=origin, clause_id=clause.id,
            version_no=breach.version_no, params=dict(clause.params), facts=facts, working=working, fen=fen,
            reason=reason, made_by_id=self.work.actor.login_id, made_at=self.work.now,
        )  # fmt: skip
        self.session.add(penalty)
        return penalty


def due_fen(penalties: Sequence[BreachPenalty]) -> int:
    """The sum that counts, in fen: the newest."""
    return penalties[0].fen if penalties else 0


def undecided(proposals: Sequence[BreachProposal]) -> BreachProposal | None:
    """Of proposals, the newest first, the one that waits for a decision."""
    return proposals[0] if proposals and proposals[0].outcome is None else None


def harmed_share(clauses: Sequence[Clause], fen: int) -> int:
    """What the contract leaves to the harmed agent of a collected penalty, in fen, rounded half up once."""
    for terms in map(terms_of, clauses):
        if isinstance(terms, AntiDiversion):
            return share_of(fen, terms.harmed_party_share)
    return 0
