"""An asked extension as its own people see it: how it stands, what we offer, until when, what they may do."""

from functools import cached_property

from portal.domain.contracts.models import Contract
from portal.domain.people.roles import PartnerRole
from portal.domain.requests.extension import TermExtension
from portal.domain.requests.extension_proposal import ProposalKind
from portal.domain.requests.extension_states import BEING_DECIDED, ExtensionState, hats_of, verbs_for
from portal.partner.extension_forms import Acknowledgement
from portal.web.asked_extension import PARTNER_STATES, is_back_dated, partner_tone
from portal.web.contract_words import version_label
from portal.web.current import uow
from portal.web.right_in_words import PARTNER_TITLES

DONE = ExtensionState.ACKNOWLEDGED


class ExtensionCard:
    """`extension` comes with its request. Nothing here tells a proposal from none: that is ours to know."""

    def __init__(self, extension: TermExtension, contract: Contract, form: Acknowledgement | None = None) -> None:
        self.extension, self.request, self.contract = extension, extension.request, contract
        self.state = ExtensionState(extension.state)
        self.form = form or Acknowledgement.blank()

    @property
    def is_being_decided(self) -> bool:
        return self.state in BEING_DECIDED

    @property
    def state_name(self) -> str:
        return str(PARTNER_STATES[self.state])

    @property
    def tone(self) -> str | None:
        return partner_tone(self.state)

    @property
    def is_counter_offer(self) -> bool:
        return self.extension.decision == ProposalKind.COUNTER

    @property
    def standing(self) -> str:
        """What the contract made of the notice when it arrived."""
        return str(PARTNER_TITLES[self.extension.right])

    @property
    def had_a_last_day(self) -> bool:
        return self.extension.right in ("exists", "depends") and self.extension.ask_by != self.extension.ends_on

    @cached_property
    def can(self) -> frozenset[str]:
        verbs = verbs_for(self.state, hats_of(uow.actor))
        return verbs - {"acknowledge", "decline"} if self.days_left < 1 else verbs

    @property
    def days_left(self) -> int:
        """Calendar days left to confirm, today and the last day counted; 1 where no day is set."""
        last = self.extension.acknowledge_by
        return (last - uow.today).days + 1 if last else 1

    @property
    def is_back_dated(self) -> bool:
        return is_back_dated(self.contract)

    @property
    def owners(self) -> list[str]:
        """Who of the account can confirm."""
        members = uow.people.members(self.extension.account_id)
        return [member.login.name for member in members if member.role == PartnerRole.OWNER]

    @property
    def may_attach(self) -> bool:
        return self.state is DONE and uow.actor.has(PartnerRole.OWNER, PartnerRole.MEMBER)

    @property
    def amendment(self) -> str:
        return str(version_label(self.extension.version_no or 0))

    @property
    def next_amendment(self) -> str:
        """What the amendment would be called."""
        return str(version_label(max(version.no for version in self.contract.versions) + 1))
