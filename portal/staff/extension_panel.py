"""An asked extension at the desk: the right and its working, what is proposed, what whoever looks may do."""

from datetime import date
from functools import cached_property
from typing import Any

from portal.domain.accounts.models import Account
from portal.domain.contracts.computing.day_counting import extended_end
from portal.domain.contracts.computing.working import Assessment
from portal.domain.contracts.findings import Findings
from portal.domain.contracts.models import Contract
from portal.domain.contracts.right import Right
from portal.domain.people.models import Staff
from portal.domain.people.roles import Reach
from portal.domain.requests.catalogue import RequestCategory
from portal.domain.requests.extension import TermExtension
from portal.domain.requests.extension_proposal import ExtensionProposal
from portal.domain.requests.extension_states import DECIDER_ROLES, UNDER_WAY, ExtensionState, hats_of, verbs_for
from portal.domain.requests.models import ServiceRequest
from portal.staff.contracts import found_lines
from portal.staff.extension_forms import PROPOSAL_FORMS, Decision, Proposal, SendingBack
from portal.web.asked_extension import PROPOSALS, STAFF_STATES, TONES, is_back_dated
from portal.web.assessment_words import fact_label, line_in_words, note_in_words
from portal.web.contract_words import version_label
from portal.web.current import uow
from portal.web.right_in_words import RightInWords, right_in_words


def may_decide(post: Staff, account: Account) -> bool:
    """Whether somebody of us decides about extensions and sees the account."""
    if DECIDER_ROLES.isdisjoint(post.roles):
        return False
    near = post.reach == Reach.REGION and account.province in post.provinces
    return post.reach == Reach.ALL or near or account.business_manager_id == post.id


class ExtensionPanel:
    """`contract` is loaded whole. A request filed before extensions were kept has none yet: it begins with the first
    proposal, and until then is read as asked."""

    def __init__(self, service_request: ServiceRequest, contract: Contract, **forms: Any) -> None:
        self.request, self.contract, self._forms = service_request, contract, forms
        self.extension: TermExtension | None = service_request.extension
        self.state = ExtensionState(self.extension.state if self.extension else ExtensionState.ASKED)

    @property
    def state_name(self) -> str:
        return str(STAFF_STATES[self.state])

    @property
    def tone(self) -> str | None:
        return TONES.get(self.state)

    @property
    def months(self) -> int:
        return self.extension.months if self.extension else int(self.request.fields["months"])

    @property
    def asked_end(self) -> date:
        """Where the term would end as asked."""
        return extended_end(self.contract.ends_on, self.months)

    # ---- the right, as it was on arrival

    @cached_property
    def _right(self) -> Right:
        if self.extension:
            return uow.extensions.right_on_arrival(self.extension, self.contract)
        return uow.extensions.right_to(self.contract, self.request.posted_at)

    @property
    def right(self) -> RightInWords:
        return right_in_words(self._right, self.contract, uow.today, reader="staff")

    @property
    def steps(self) -> list[str]:
        answer = self._right.assessment
        return [*map(line_in_words, answer.lines), *map(note_in_words, answer.notes)]

    @property
    def missing(self) -> list[str]:
        return [fact_label(name) for name in self._right.assessment.missing]

    @cached_property
    def held_up(self) -> list[tuple[str, Assessment]]:
        """What clauses make of the days on which the contract was on hold: the article, and its working."""
        worked = uow.interruptions.worked(self.contract, uow.today, uow.deadlines.days)
        articles = {clause.id: clause.article for version in self.contract.versions for clause in version.clauses}
        return [(articles[clause_id], one.assessment) for clause_id, one in worked.items()]

    # ---- what is proposed

    @cached_property
    def proposals(self) -> list[ExtensionProposal]:
        return self.extension.proposals if self.extension else []

    @property
    def proposal(self) -> ExtensionProposal | None:
        """The one that waits for a second person."""
        return self.proposals[-1] if self.state is ExtensionState.PROPOSED else None

    @property
    def returned(self) -> ExtensionProposal | None:
        """The newest one, when it came back and nobody has made another."""
        newest = self.proposals[-1] if self.proposals else None
        return newest if newest and newest.verdict == "returned" and self.state is ExtensionState.ASKED else None

    @property
    def kinds(self) -> dict[str, Any]:
        return PROPOSALS

    @property
    def is_own(self) -> bool:
        """Whoever proposed it cannot approve it."""
        return self.proposal is not None and self.proposal.proposed_by_id == uow.actor.login_id

    @property
    def is_filed_by_reader(self) -> bool:
        """Whoever of us filed the wish for the partner cannot approve either."""
        return self.request.posted_by_id == uow.actor.login_id

    @cached_property
    def others(self) -> list[str]:
        """Who else may approve what waits: of those who decide and see the account, neither the proposer nor whoever
        of us filed the wish."""
        taken = {self.request.posted_by_id, self.proposal.proposed_by_id if self.proposal else None}
        free = (post for post in uow.people.staff() if may_decide(post, self.contract.account))
        return [post.login.name for post in free if post.login_id not in taken and post.login_id != uow.actor.login_id]

    @cached_property
    def can(self) -> frozenset[str]:
        return verbs_for(self.state, hats_of(uow.actor))

    @property
    def found(self) -> list[Any]:
        """What stands against the end that is proposed, or against the one asked for."""
        if self.state is ExtensionState.PROPOSED:
            ends_on = self.proposal.new_ends_on if self.proposal else None
        else:
            ends_on = self.asked_end if "propose" in self.can else None
        return found_lines(self._findings(ends_on)) if ends_on else []

    @staticmethod
    def lines_of(findings: Findings) -> list[Any]:
        return found_lines(findings)

    def _findings(self, ends_on: date) -> Findings | None:
        return uow.extensions.findings(self.contract, ends_on) if ends_on > self.contract.ends_on else None

    @property
    def amendment(self) -> str:
        """What the amendment is called, or would be."""
        made = self.extension.version_no if self.extension else None
        return str(version_label(made or max(version.no for version in self.contract.versions) + 1))

    @property
    def is_back_dated(self) -> bool:
        """Whether the term is over, so that what is agreed on now takes effect in the past."""
        return self.state in UNDER_WAY and is_back_dated(self.contract)

    # ---- forms, with whatever was typed

    def form(self, kind: str) -> Proposal:
        typed: Proposal | None = self._forms.get(kind)
        return typed or PROPOSAL_FORMS[kind].blank(kind=kind)

    @cached_property
    def decision(self) -> Decision:
        return Decision.blank(proposal=self.proposal.id if self.proposal else None)

    @cached_property
    def sending_back(self) -> SendingBack:
        typed: SendingBack | None = self._forms.get("back")
        return typed or SendingBack.blank(proposal=self.proposal.id if self.proposal else None)


def panel_for(service_request: ServiceRequest, **forms: Any) -> ExtensionPanel | None:
    """The panel of a request that asks for an extension; None where there is nothing to show of one."""
    if service_request.category != RequestCategory.CONTRACT_EXTENSION or service_request.contract is None:
        return None
    if service_request.extension is None and not (service_request.is_open and "months" in service_request.fields):
        return None
    return ExtensionPanel(service_request, uow.contracts.get(service_request.contract.number), **forms)
