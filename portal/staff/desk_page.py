"""One request at the desk: the partner on top, the thread, and what the answer rests on beside it."""

from functools import cached_property
from typing import Any

from portal.domain.contracts.models import Contract
from portal.domain.events import Event
from portal.domain.people.away import Away, away_today
from portal.domain.people.models import Staff
from portal.domain.requests.at_desk import AtDesk
from portal.domain.requests.batches.models import BatchWatch
from portal.domain.requests.carrying import is_being_extended
from portal.domain.requests.catalogue import Priority
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.rating import Rating
from portal.domain.requests.states import ENDING, RequestState, Who, verbs_for
from portal.domain.requests.worked import is_worked
from portal.staff.desk_canned import Prepared, prepared
from portal.staff.desk_clauses import DeskClauses, clauses_for
from portal.staff.desk_clocks import DeskClocks
from portal.staff.desk_thread import Entry, thread_of
from portal.staff.desk_ties import DeskTies
from portal.web.account_words import TIERS
from portal.web.agreement import Agreement
from portal.web.current import uow
from portal.web.paper_lines import PaperInWords, missing_said, papers_in_words
from portal.web.request_facts import Fact, filed_facts
from portal.web.request_words import CATEGORIES, STAFF_STATES, STATE_TONES


class DeskPage(DeskClocks, DeskTies):
    """`service_request` comes with its desk card; what others said after the answer `since` is marked as new."""

    def __init__(self, service_request: ServiceRequest, since: int | None = None) -> None:
        self.request, self.account, self.since = service_request, service_request.account, since
        self.state = RequestState(service_request.state)
        self.category = uow.categories.setting(service_request.category).category
        self.category_name, self.state_name = CATEGORIES[self.category.code], STAFF_STATES[self.state]
        self.tone, self.is_urgent = STATE_TONES.get(self.state), service_request.priority == Priority.P1

    @cached_property
    def people(self) -> list[Staff]:
        return uow.people.staff()

    @cached_property
    def names(self) -> dict[int, str]:
        return {person.id: person.login.name for person in self.people}

    @property
    def away(self) -> dict[int, Away]:
        """Who of us is away today."""
        return away_today(uow)

    @property
    def is_mine_to_accept(self) -> bool:
        """Whether a rule gave it to the reader, and nobody has taken it on yet."""
        return self.state == RequestState.NEW and self.request.desk.assignee_id == uow.actor.staff_id

    @property
    def holder(self) -> str:
        assignee = self.request.desk.assignee
        return assignee.login.name if assignee else ""

    @property
    def can(self) -> frozenset[str]:
        """What staff may do now."""
        verbs = set(verbs_for(self.state, Who.STAFF))
        if is_being_extended(self.request):
            verbs -= ENDING
        waits = self.state in (RequestState.WAITING_PARTNER, RequestState.WAITING_SUPPLIER)
        return frozenset(verbs if waits else verbs - {"resume"})

    @cached_property
    def answers(self) -> list[Any]:
        return uow.requests.answers(self.request, self.joined)

    @property
    def seen(self) -> int:
        """The newest answer on this page; 0 is none yet."""
        return self.answers[-1].id if self.answers else 0

    @property
    def thread(self) -> list[Entry]:
        said = (self.answers, self.at_desk.held, self.events)
        return thread_of(self.request, self.joined, *said, self.names, self.since)

    @cached_property
    def events(self) -> list[tuple[Event, str | None]]:
        """What happened to the request, each with who did it."""
        return list(uow.timeline.of(self.request.__tablename__, self.request.id))

    @cached_property
    def at_desk(self) -> AtDesk:
        """Who else is here, my drafts, and answers that are not out yet."""
        return uow.attending.at(self.request)

    # ---- the strip on top ----

    @cached_property
    def standing(self) -> Any:
        return uow.accounts.standing(self.account)

    @property
    def tier(self) -> str:
        return str(TIERS[self.standing.tier]) if self.standing.tier else ""

    @property
    def manager(self) -> str:
        return self.names.get(self.account.business_manager_id or 0, "–")

    @property
    def sponsor(self) -> str:
        return self.names.get(self.standing.sponsor_id or 0, "")

    @property
    def open_count(self) -> int:
        return uow.requests.open_count(self.account.id)

    @cached_property
    def contracts(self) -> list[Contract]:
        return uow.contracts.of_account(self.account.id)

    @property
    def agreement(self) -> Agreement | None:
        """The contract this is about, else the one that ends first."""
        about = [one for one in self.contracts if one.id == self.request.contract_id]
        running = [Agreement(one, uow.today) for one in about or self.contracts]
        under_way = [one for one in running if about or one.is_under_way]
        return min(under_way, key=lambda one: one.contract.last_day, default=None)

    @cached_property
    def canned(self) -> list[Prepared]:
        """Replies kept for requests like this."""
        return prepared(self.request)

    # ---- the side ----

    @property
    def is_worked(self) -> bool:
        """Whether a clause would set a sum for requests like this."""
        return is_worked(self.category.code)

    @cached_property
    def clauses(self) -> list[DeskClauses]:
        """What its contract said on the day it is about, with the sums."""
        return clauses_for(self.request, self.contracts)

    @property
    def facts(self) -> list[Fact]:
        return filed_facts(self.request)

    @cached_property
    def papers(self) -> list[PaperInWords]:
        """Papers it asks for; none cost nothing."""
        return papers_in_words(self.request)

    @cached_property
    def watch(self) -> BatchWatch | None:
        """The watch on the batch it names; a request that names none costs nothing."""
        return uow.batches.of(self.request)

    @property
    def asks_for(self) -> str:
        """The answer that asks for the missing ones."""
        return missing_said(self.papers) if self.request.is_open else ""

    @property
    def rating(self) -> Rating | None:
        """What the partner said about it; nobody can before it was answered."""
        is_rated = any(event.kind.startswith("request.rated") for event, _ in self.events)
        return uow.ratings.of(self.request) if is_rated else None

    @property
    def breaches(self) -> list[Any]:
        """Breaches that were made from it."""
        return uow.breaches.made_from(*(one.number for one in self.whole))

    @property
    def pledges(self) -> list[Any]:
        """What we promised in it."""
        return uow.promises.about(self.request.__tablename__, *(one.id for one in self.whole))

    @property
    def feedback(self) -> list[Any]:
        return uow.feedback.about_request(*(one.id for one in self.whole))
