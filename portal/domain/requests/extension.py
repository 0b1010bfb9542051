"""The row of an asked extension, and its verbs: asked, proposed, approved by a second person, acknowledged."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.base import AccountOwned, Base, Conflict, Identifier, Refused, belongs_to, is_parent
from portal.domain.contracts.extending import check_can_extend, extend_term
from portal.domain.contracts.models import Contract
from portal.domain.events import Actor
from portal.domain.people.models import Login
from portal.domain.requests.carrying import carry
from portal.domain.requests.extension_proposal import ExtensionProposal, Offer, ProposalKind
from portal.domain.requests.extension_states import UNDER_WAY, ExtensionState, hats_of, next_state
from portal.domain.requests.models import ServiceRequest
from portal.domain.working_days import civil_day

S = ExtensionState
_OPEN = text("ended_at IS NULL")


class TermExtension(AccountOwned, Base):
    """A partner's wish for a longer term, asked by a service request whose lock also guards this row.

    `right` … `ask_by` are what the contract said when the notice arrived, frozen; `decision` … `acknowledge_by` are
    what we agreed to, once a second person has approved it. Days are civil days of Asia/Shanghai, ends inclusive.
    """

    __tablename__ = "term_extension"
    __table_args__ = (
        is_parent(),
        *belongs_to(contract_id="contract", request_id="service_request"),
        UniqueConstraint("request_id"),
        Index("ix_term_extension_open", "contract_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index(None, "contract_id", "id"),
        Index(None, "state", "acknowledge_by"),
    )

    contract_id: Mapped[int] = mapped_column(Identifier)
    request_id: Mapped[int] = mapped_column(Identifier)
    months: Mapped[int]
    arrived_at: Mapped[datetime]
    ends_on: Mapped[date]
    right: Mapped[str] = mapped_column(String(8))
    article: Mapped[str] = mapped_column(String(20), default="")
    outcome: Mapped[str] = mapped_column(String(30))
    ask_by: Mapped[date]
    state: Mapped[str] = mapped_column(String(12), default=S.ASKED)
    decision: Mapped[str] = mapped_column(String(8), default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    decided_at: Mapped[datetime | None]
    old_ends_on: Mapped[date | None]
    new_ends_on: Mapped[date | None]
    conditions: Mapped[str] = mapped_column(Text, default="")
    words: Mapped[str] = mapped_column(Text, default="")
    acknowledge_by: Mapped[date | None]
    acknowledged_by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    ended_at: Mapped[datetime | None]
    version_no: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}

    request: Mapped[ServiceRequest] = relationship(lazy="select", back_populates="extension")
    proposals: Mapped[list[ExtensionProposal]] = relationship(lazy="select", order_by=ExtensionProposal.id)
    decided_by: Mapped[Login | None] = relationship(lazy="select", foreign_keys=[decided_by_id])
    acknowledged_by: Mapped[Login | None] = relationship(lazy="select", foreign_keys=[acknowledged_by_id])

    @property
    def is_open(self) -> bool:
        """Whether something is still to be decided or acknowledged."""
        return self.state in UNDER_WAY

    @property
    def proposal(self) -> ExtensionProposal | None:
        """The newest proposal (staff only)."""
        return self.proposals[-1] if self.proposals else None

    def propose(self, offer: Offer, contract: Contract, *, by: Actor, at: datetime) -> ExtensionProposal:
        """Say how we should answer; Conflict when a colleague's proposal is waiting already."""
        if self.state == S.PROPOSED and self.proposal:
            raise Conflict("extension.proposed_already", name=self.proposal.proposed_by.name)
        after, ends_on = self._next("propose", by), offer.end_for(contract, self.months)
        if ends_on is not None:
            check_can_extend(contract, ends_on)
        self.state = after
        months = self.months if offer.kind is ProposalKind.GRANT else offer.months
        proposal = ExtensionProposal(
            account_id=self.account_id, extension_id=self.id, kind=offer.kind, months=months if ends_on else None,
            old_ends_on=contract.ends_on, new_ends_on=ends_on, conditions=offer.conditions if ends_on else "",
            words=offer.words, override=offer.override if ends_on else "", proposed_by_id=by.login_id, proposed_at=at,
        )  # fmt: skip
        self.proposals.append(proposal)
        self.request.record("extension.proposed", by=by, at=at, **proposal.facts)
        return proposal

    def send_back(self, proposal_id: int, *, by: Actor, at: datetime, why: str) -> None:
        """Another proposal is wanted; the proposer reads why. Also the proposer may take it back."""
        proposal = self.undecided(proposal_id)
        self.state = self._next("send_back", by)
        proposal.verdict, proposal.why = "returned", why
        proposal.decided_by_id, proposal.decided_at = by.login_id, at
        self.request.record("extension.returned", by=by, at=at)

    def approve(
        self, proposal_id: int, contract: Contract, acknowledge_by: date, *, by: Actor, at: datetime
    ) -> ExtensionProposal:
        """The second person says yes: a refusal ends it, an offer waits for the partner until `acknowledge_by`.

        Of several who decide at once one succeeds; the others get Conflict with their name. Refused for the proposer
        and whoever of us filed the wish (AZ11), and while `contract` (whole and locked) could not be extended so.
        """
        proposal = self.undecided(proposal_id)
        after = self._next("refuse" if proposal.new_ends_on is None else "approve", by)
        if by.login_id == proposal.proposed_by_id:
            raise Refused("extension.four_eyes")
        if by.login_id == self.request.posted_by_id:
            raise Refused("extension.own_request")
        if proposal.new_ends_on is not None:
            self._check_end(contract, proposal.old_ends_on, proposal.new_ends_on)
        self.state = after
        proposal.verdict, proposal.decided_by_id, proposal.decided_at = "approved", by.login_id, at
        self.decision, self.decided_by_id, self.decided_at = proposal.kind, by.login_id, at
        self.old_ends_on, self.new_ends_on = proposal.old_ends_on, proposal.new_ends_on
        self.conditions, self.words = proposal.conditions, proposal.words
        facts = proposal.facts
        if proposal.new_ends_on is None:
            self.ended_at = at
            carry(self.request, "reject", "extension.refused", by=by, at=at, words=proposal.words, **facts)
        else:
            self.acknowledge_by = acknowledge_by
            facts["acknowledge_by"] = acknowledge_by.isoformat()
            carry(self.request, "wait_for_partner", "extension.approved", by=by, at=at, words=proposal.words, **facts)
        return proposal

    def acknowledge(self, contract: Contract, *, by: Actor, at: datetime, summary: str) -> None:
        """The partner agrees: the amendment is added and the end of `contract` (whole, locked) moves, in one go.

        Refused after the last day for it, and when the contract is no longer what we agreed to extend.
        """
        if self.state == S.APPROVED and self.acknowledge_by and civil_day(at) > self.acknowledge_by:
            raise Refused("extension.too_late")
        after = self._next("acknowledge", by)
        if self.old_ends_on is None or self.new_ends_on is None or self.decided_at is None:
            raise Refused("extension.wrong_state", verb="acknowledge", state=self.state)
        if contract.draft is not None:
            raise Refused("extension.contract_in_change")
        self._check_end(contract, self.old_ends_on, self.new_ends_on)
        self.state = after
        version = extend_term(
            contract, self.new_ends_on, us_on=civil_day(self.decided_at), partner_on=civil_day(at), summary=summary,
            by=by, at=at,
        )  # fmt: skip
        self.version_no, self.acknowledged_by_id = version.no, by.login_id
        self._end("conclude", "extension.acknowledged", by, at, version_no=version.no)

    def decline(self, *, by: Actor, at: datetime, words: str = "") -> None:
        """The partner does not want what we offer; nothing changes."""
        self.state = self._next("decline", by)
        self._end("conclude", "extension.declined", by, at, words)

    def withdraw(self, *, by: Actor, at: datetime) -> None:
        """The partner takes the wish back, at any time before it is acknowledged."""
        self.state = self._next("withdraw", by)
        self._end("withdraw", "extension.withdrawn", by, at)

    def lapse(self, *, by: Actor, at: datetime) -> None:
        """Nobody acknowledged in time: our offer is void (Civil Code 478)."""
        self.state = self._next("lapse", by)
        self._end("conclude", "extension.lapsed", by, at)

    def attach_scan(self, *, by: Actor, at: datetime) -> None:
        """The sealed paper came afterwards: a click confirms, it is no reliable signature (E-signature Law 13)."""
        self.state = self._next("attach_scan", by)
        self.request.record("extension.scan_attached", by=by, at=at)

    def undecided(self, proposal_id: int) -> ExtensionProposal:
        """The proposal that waits, if it is the one that was read; Conflict tells who was faster."""
        proposal = self.proposal
        if proposal is None or self.state != S.PROPOSED:
            if proposal is not None and proposal.decided_by is not None:
                raise Conflict("extension.decided", name=proposal.decided_by.name)
            raise Refused("extension.wrong_state", verb="approve", state=self.state)
        if proposal.id != proposal_id:
            raise Conflict("extension.proposal_changed", name=proposal.proposed_by.name)
        return proposal

    def _check_end(self, contract: Contract, old: date, new: date) -> None:
        if contract.ends_on != old:
            raise Refused("extension.end_changed", number=contract.number)
        check_can_extend(contract, new)

    def _next(self, verb: str, by: Actor) -> ExtensionState:
        """Where the verb leads; asked before anything is changed, so that a refusal leaves nothing half done."""
        return next_state(S(self.state), verb, hats_of(by))

    def _end(self, verb: str, kind: str, by: Actor, at: datetime, words: str = "", **facts: Any) -> None:
        self.ended_at = at
        carry(self.request, verb, kind, by=by, at=at, words=words, **facts)
