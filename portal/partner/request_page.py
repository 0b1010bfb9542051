"""One request as its own people see it: steps, conversation, promise, clauses, what was filed, who reads it."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from portal.domain.requests.carrying import is_being_extended
from portal.domain.requests.catalogue import Priority, RequestCategory
from portal.domain.requests.clocks.policy import NEVER
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.rating import RATED, Rating, closes_at
from portal.domain.requests.states import ENDING, RequestState, Who, verbs_for
from portal.partner.extension_card import ExtensionCard
from portal.partner.field_matrix import clauses_without_sums
from portal.partner.request_steps import Step, steps_of
from portal.web.clause_cards import ClauseCard, clause_cards
from portal.web.current import uow
from portal.web.linked import LinkedRow, linked_rows
from portal.web.locale import local
from portal.web.paper_lines import PaperInWords, papers_in_words
from portal.web.pledge_words import partner_clock
from portal.web.promise_clocks import PromiseClocks, is_provisional
from portal.web.promise_words import PARTNER_WORDS, Clock
from portal.web.request_facts import Fact, filed_facts
from portal.web.request_words import CATEGORIES, PARTNER_STATES, PARTNER_TONES


@dataclass(frozen=True)
class Said:
    """One message of the conversation; `mine` is our side of the table, whoever of us wrote it. `number` is that of
    the request it was written in, where that was joined with this one."""

    who: str
    mine: bool
    at: Any
    text: str
    files: list[Any]
    number: str = ""
    by_mail: bool = False


class RequestPage:
    def __init__(self, service_request: ServiceRequest) -> None:
        self.request = service_request
        self.state = RequestState(service_request.state)
        self.category = uow.categories.setting(service_request.category).category
        self.category_name, self.state_name = CATEGORIES[self.category.code], PARTNER_STATES[self.state]
        self.tone = PARTNER_TONES.get(self.state)
        self.is_urgent = service_request.priority == Priority.P1

    @cached_property
    def can(self) -> frozenset[str]:
        """What a partner may do now."""
        if not uow.actor.has("owner", "member"):
            return frozenset()
        verbs = set(verbs_for(self.state, Who.PARTNER))
        if is_being_extended(self.request):
            verbs -= ENDING
        return frozenset(verbs if self.request.may_reopen(uow.now) else verbs - {"reopen"})

    @cached_property
    def asked(self) -> ExtensionCard | None:
        """The extension this asks for."""
        if self.request.category != RequestCategory.CONTRACT_EXTENSION or self.request.contract is None:
            return None
        extension = self.request.extension
        return ExtensionCard(extension, uow.contracts.get(self.request.contract.number)) if extension else None

    @property
    def steps(self) -> list[Step]:
        return steps_of(self.request)

    @cached_property
    def talk(self) -> list[Said]:
        """Everything both sides said, here and in what was joined with it, in the order of time."""
        answers = uow.requests.answers(self.request, self.joined)
        whole, numbers = [self.request, *self.joined], {one.id: one.number for one in self.joined}
        files = uow.attachments.on_several([(one.__tablename__, one.id) for one in (*whole, *answers)])
        filed = [
            Said(one.posted_by.name, True, one.posted_at, one.text, files.get((one.__tablename__, one.id), []),
                 numbers.get(one.id, ""))
            for one in whole
        ]  # fmt: skip
        said = [
            Said(one.author.name, not one.from_staff, one.at, one.text, files.get((one.__tablename__, one.id), []),
                 numbers.get(one.request_id, ""), one.by_mail)
            for one in answers
        ]  # fmt: skip
        return sorted([*filed, *said], key=lambda one: one.at)

    @cached_property
    def joined(self) -> list[ServiceRequest]:
        """Requests that go on within this one."""
        return uow.merging.joined(self.request)

    @property
    def linked(self) -> list[LinkedRow]:
        return linked_rows(self.request, "partner")

    @property
    def clocks(self) -> tuple[Clock, Clock | None]:
        """The first answer and the resolution, as promised and as kept."""
        filed = self.request
        over = self.state in (RequestState.REJECTED, RequestState.CANCELLED, RequestState.CONVERTED)
        answered = filed.answered_at or (filed.closed_at if over else None)
        resolved = filed.resolved_at or filed.closed_at
        clocks = PromiseClocks(PARTNER_WORDS)
        return clocks.answer(filed, answered), None if over else clocks.resolution(filed, resolved)

    @property
    def next_clock(self) -> Clock | None:
        """Our answer to what they wrote since, while we owe it."""
        return PromiseClocks(PARTNER_WORDS).next_answer(self.request) if self.request.is_open else None

    @property
    def may_move(self) -> bool:
        """Whether a running promise falls due in a year whose official calendar is not out."""
        return self.request.is_open and is_provisional(self.request)

    @property
    def waits_for_answer(self) -> bool:
        """Whether nobody answered yet and a time is promised."""
        return self.request.answered_at is None and self.request.answer_due_at < NEVER

    @cached_property
    def rating(self) -> Rating | None:
        """What our people said about how it was done; an open request that was rated before it was reopened has one."""
        return uow.ratings.of(self.request) if self.state in RATED else None

    @property
    def may_rate(self) -> bool:
        return uow.actor.has("owner", "member") and uow.ratings.is_open(self.request)

    @property
    def rating_closes_at(self) -> datetime | None:
        """Until when they can say it, or change it."""
        return closes_at(self.request.resolved_at) if self.request.resolved_at else None

    @property
    def pledges(self) -> list[Any]:
        """What we promised in it beyond answering and resolving."""
        return uow.promises.about(self.request.__tablename__, *(one.id for one in (self.request, *self.joined)))

    @property
    def today(self) -> date:
        return uow.today

    pledge_clock = staticmethod(partner_clock)

    @property
    def clauses(self) -> list[ClauseCard]:
        """What the contract said about this on the day of filing."""
        if self.request.contract is None:
            return []
        contract, day = uow.contracts.get(self.request.contract.number), local(self.request.posted_at).date()
        hidden, types = clauses_without_sums(), self.category.clause_types
        cards = clause_cards(contract, day, types, reader="partner", without_sums_of=hidden)
        return [card for card in cards if card.is_linked]

    @property
    def facts(self) -> list[Fact]:
        return filed_facts(self.request)

    @cached_property
    def papers(self) -> list[PaperInWords]:
        """Papers we asked for; none cost nothing."""
        return papers_in_words(self.request)

    @property
    def may_give(self) -> bool:
        """Whether papers can still be added by whoever looks."""
        return self.request.is_open and uow.actor.has("owner", "member")

    @property
    def readers(self) -> list[str]:
        """Who of the account can see it."""
        return [member.login.name for member in uow.people.members(self.request.account_id)]
