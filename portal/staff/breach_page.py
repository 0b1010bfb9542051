"""One breach at the desk: what is alleged, the clause of that day, the sum, what comes next and who may do it."""

from datetime import date
from functools import cached_property
from typing import Any

from portal.domain.base import NotFound
from portal.domain.contracts.breaches.deposit import Ledger
from portal.domain.contracts.breaches.frozen import assessment_of
from portal.domain.contracts.breaches.models import Breach
from portal.domain.contracts.breaches.settling import due_fen, harmed_share, undecided
from portal.domain.contracts.breaches.states import PROPOSED, UNDECIDED, BreachState, may, verbs_for
from portal.domain.contracts.computing.working import Assessment
from portal.domain.contracts.models import Clause, Contract
from portal.domain.contracts.versions import clauses_on
from portal.staff.breach_count import TierCount
from portal.staff.breach_steps import BreachStep, steps_of
from portal.staff.breach_sums import SumForm
from portal.web.breach_replies import replies_with_files
from portal.web.breach_words import BREACH_TONES, STAFF_BREACH_STATES
from portal.web.clauses_in_words import ClauseInWords, in_words
from portal.web.current import uow
from portal.web.linked import LinkedRow, linked_rows
from portal.web.telling import Told, tell


class BreachPage:
    """Each part is read when the page asks for it."""

    def __init__(self, breach: Breach) -> None:
        self.breach = breach
        self.state = BreachState(breach.state)
        self.state_name, self.tone = STAFF_BREACH_STATES[self.state], BREACH_TONES.get(self.state)

    @cached_property
    def contract(self) -> Contract:
        return uow.contracts.get(self.breach.contract.number)

    @cached_property
    def file(self) -> Any:
        return uow.breaches.file(self.breach)

    @cached_property
    def can(self) -> frozenset[str]:
        """What the acting person may do now; deciding is not for whoever reported it."""
        verbs = set(verbs_for(self.state, uow.actor, is_ours=self.breach.is_ours))
        if self.is_own_report:
            verbs -= {"confirm", "dismiss"}
        return frozenset(verbs)

    @property
    def is_own_report(self) -> bool:
        return self.breach.reported_by_id == uow.actor.login_id

    @property
    def waits_until(self) -> date | None:
        """The day until which nothing can be decided, while it has not passed."""
        breach = self.breach
        if breach.is_ours or self.state not in UNDECIDED:
            return None
        reply = breach.reply_by if self.state == BreachState.NOTICED else None
        open_days = [day for day in (reply, breach.cure_by) if day is not None and day >= uow.today]
        return max(open_days, default=None)

    def is_provisional(self, day: date | None) -> bool:
        """Whether the official calendar of that day to come is not out yet, so that it may still move."""
        return day is not None and day >= uow.today and uow.deadlines.days.is_provisional(day)

    @property
    def steps(self) -> list[BreachStep]:
        return steps_of(self.breach)

    # ---- the clause

    @cached_property
    def clauses(self) -> list[Clause]:
        """Everything in force on the day of the breach."""
        return clauses_on(self.contract.versions, self.breach.occurred_on)

    @property
    def shown_clauses(self) -> list[ClauseInWords]:
        """The clause that was broken, and the one that sets the sum."""
        sets = self.penalty_clause
        wanted = [self.breach.clause, *([sets] if sets is not None and sets.id != self.breach.clause_id else [])]
        return in_words(wanted, self.contract, reader="staff")

    @cached_property
    def penalty_clause(self) -> Clause | None:
        return uow.settlement.clause(self.breach, self.contract)

    # ---- evidence and replies

    @cached_property
    def evidence(self) -> list[Any]:
        return list(uow.attachments.on([self.breach], backstage=True).get(self.breach.id, []))

    @cached_property
    def shown_files(self) -> list[Any]:
        return list(uow.attachments.on([self.breach]).get(self.breach.id, []))

    @property
    def replies(self) -> list[tuple[Any, list[Any]]]:
        return replies_with_files(self.breach)

    @property
    def source(self) -> Any:
        """The request or feedback it was made from, where this person may open it."""
        number = self.file.source
        try:
            if number.startswith("SR-"):
                return uow.requests.get(number)
            return uow.feedback.get(number) if number else None
        except NotFound:
            return None

    # ---- the sum

    @cached_property
    def penalties(self) -> list[Any]:
        return uow.breaches.penalties(self.breach)

    def working_of(self, penalty: Any) -> Assessment:
        """The frozen working of a sum; of one that was changed by hand, the sum alone."""
        return assessment_of(penalty.working) if penalty.working else Assessment(penalty.origin, fen=penalty.fen)

    @property
    def due(self) -> int:
        return due_fen(self.penalties)

    @cached_property
    def proposals_made(self) -> list[Any]:
        return uow.breaches.proposals(self.breach)

    @property
    def open_proposal(self) -> Any:
        return undecided(self.proposals_made)

    @property
    def may_decide_proposal(self) -> bool:
        proposal = self.open_proposal
        return proposal is not None and may(uow.actor, proposal.kind)

    @property
    def proposes_itself(self) -> bool:
        return self.open_proposal is not None and self.open_proposal.proposed_by_id == uow.actor.login_id

    @property
    def changeable(self) -> frozenset[str]:
        """Changes of the penalty that make sense now, whoever asks for them."""
        verbs = verbs_for(self.state, uow.actor.system("anybody"), is_ours=self.breach.is_ours)
        return PROPOSED & set(verbs)

    @cached_property
    def sums(self) -> SumForm:
        return SumForm.shown(self)

    @cached_property
    def count(self) -> TierCount:
        return TierCount(self.breach, self.penalty_clause)

    # ---- the deposit, and what the harmed partner gets

    @cached_property
    def ledger(self) -> Ledger:
        return uow.deposits.ledger(self.contract, uow.deadlines.days_since)

    @cached_property
    def harmed(self) -> list[Contract]:
        """Agreements of the complainant, on one of which a compensation is recorded."""
        if self.state != BreachState.PAID or self.file.complainant_id is None or self.breach.is_ours:
            return []
        return [one for one in uow.contracts.brief_of_account(self.file.complainant_id) if one.side == "downstream"]

    @property
    def harmed_fen(self) -> int:
        return harmed_share(self.clauses, self.due)

    @property
    def pledges(self) -> list[Any]:
        """What we promised about it."""
        return uow.promises.about(self.breach.__tablename__, self.breach.id)

    @cached_property
    def consents(self) -> list[Any]:
        """Consents to a sale across the border that may cover what is alleged."""
        return uow.sale_consents.for_breach(self.breach) if self.breach.kind == "diversion" else []

    @property
    def known_holders(self) -> frozenset[str]:
        return uow.sale_consents.known_holders(self.consents)

    @property
    def linked(self) -> list[LinkedRow]:
        return linked_rows(self.breach, "staff")

    @property
    def told(self) -> list[Told]:
        """What happened, newest first."""
        rows = uow.timeline.about(self.breach.__tablename__, self.breach.id)
        return list(tell(rows, uow.today))
