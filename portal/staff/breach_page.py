"""One breach at the desk: what is alleged, the clause of that day, the sum, what comes next and who may do it."""

from datetime import date
from functools import cached_property
from typing import Any

from flask import Response

from portal.domain.base import NotFound
from portal.domain.contracts.breaches.counting import Counted, place_among, still_counting
from portal.domain.contracts.breaches.deposit import Ledger
from portal.domain.contracts.breaches.frozen import assessment_of
from portal.domain.contracts.breaches.grounds import terms_of
from portal.domain.contracts.breaches.models import Breach
from portal.domain.contracts.breaches.settling import due_fen, harmed_share
from portal.domain.contracts.breaches.states import PROPOSED, UNDECIDED, BreachState, may, verbs_for
from portal.domain.contracts.clauses import Side
from portal.domain.contracts.clauses.penalty import PenaltyTiered
from portal.domain.contracts.computing.working import Assessment
from portal.domain.contracts.models import Clause, Contract
from portal.domain.contracts.versions import clauses_on
from portal.staff.breach_forms import (
    DecideBreach,
    NoteAgreement,
    NoteCompensation,
    NoteCure,
    NotePayment,
    ProposeChange,
    SendNotice,
)
from portal.staff.breach_steps import BreachStep, steps_of
from portal.staff.breach_sums import SumForm
from portal.web.assessment_words import fact_label, line_in_words, note_in_words
from portal.web.breach_words import (
    BREACH_KINDS,
    BREACH_TONES,
    NOTICE_CHANNELS,
    OBLIGORS_FOR_STAFF,
    ORIGINS,
    OUTCOMES,
    PROPOSALS,
    STAFF_BREACH_STATES,
)
from portal.web.clauses_in_words import ClauseInWords, in_words
from portal.web.contract_words import product_name, version_label
from portal.web.current import uow
from portal.web.pages import page
from portal.web.telling import Told, tell

WORDS: dict[str, Any] = {
    "kinds": BREACH_KINDS, "channels": NOTICE_CHANNELS, "obligors": OBLIGORS_FOR_STAFF, "origins": ORIGINS,
    "proposals": PROPOSALS, "outcomes": OUTCOMES, "product_name": product_name, "version_label": version_label,
    "line_words": line_in_words, "note_words": note_in_words, "fact_label": fact_label,
}  # fmt: skip
FORMS: dict[str, Any] = {
    "notice": SendNotice, "decide": DecideBreach, "cure": NoteCure, "agree": NoteAgreement, "change": ProposeChange,
    "pay": NotePayment, "compensate": NoteCompensation,
}  # fmt: skip


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
        replies = uow.breaches.replies(self.breach)
        files = uow.attachments.on(replies)
        return [(one, files.get(one.id, [])) for one in replies]

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
        newest = self.proposals_made[:1]
        return newest[0] if newest and newest[0].outcome is None else None

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
    def earlier(self) -> list[Counted]:
        """Confirmed breaches whose window reaches this one."""
        return still_counting(self._this, self._others, self.window) if self.window else []

    @property
    def place(self) -> int:
        """Which number this one has in its window, were it confirmed today."""
        return place_among(self._this, self._others, self.window)

    @property
    def own_last_day(self) -> date:
        """The last day on which a later breach counts together with this one."""
        return self._this.counts_until(self.window)

    @property
    def _this(self) -> Counted:
        breach = self.breach
        return Counted(breach.number, breach.confirmed_on or uow.today, breach.act_id or breach.id)

    @cached_property
    def _others(self) -> list[Counted]:
        return uow.breaches.confirmed_before(self.breach)

    @property
    def window(self) -> int:
        """Months for which a breach counts; 0 where the clause has no steps."""
        terms = terms_of(self.penalty_clause) if self.penalty_clause else None
        return terms.window_months if isinstance(terms, PenaltyTiered) else 0

    # ---- the deposit, and what the harmed partner gets

    @cached_property
    def ledger(self) -> Ledger:
        return uow.deposits.ledger(self.contract, uow.requests.working_days)

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
    def told(self) -> list[Told]:
        """What happened, newest first."""
        rows = uow.timeline.about(self.breach.__tablename__, self.breach.id)
        return list(tell(rows, uow.today))


def breach_page(breach: Breach, problem: str = "", **forms: Any) -> Response:
    """The page with whatever was typed, and why it could not be taken."""
    shown = BreachPage(breach)
    if "sums" in forms:
        shown.sums = forms.pop("sums")
    drawn = {name: forms.get(name) or _blank(name, shown) for name in FORMS}
    return page(
        "staff/breaches/show.html", shown=shown, breach=breach, problem=problem, today=uow.today, **drawn, **WORDS
    )


def _blank(name: str, shown: BreachPage) -> Any:
    form = FORMS[name].blank(**_known(name, shown))
    if name == "notice":
        form.offer(shown.evidence)
    if name == "compensate":
        form.contract.choices = [(one.number, f"{one.number} {one.title}".strip()) for one in shown.harmed]
    return form


def _known(name: str, shown: BreachPage) -> dict[str, Any]:
    if name == "pay":
        covered = 0 if shown.breach.is_ours else min(shown.due, shown.ledger.balance)
        return {"paid_on": uow.today, "from_deposit": covered}
    if name == "compensate" and shown.harmed:
        return {"sum": shown.harmed_fen, "contract": shown.harmed[0].number}
    if name == "notice" and shown.contract.side == Side.UPSTREAM:
        return {"channel": "paper"}
    return {"cured_on": uow.today} if name == "cure" else {}
