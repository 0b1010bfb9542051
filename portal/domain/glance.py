"""An account at a glance: what is due, who looks after whom, what its archive lacks, and the next step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from portal.domain.accounts.completeness import Lacking, lacking
from portal.domain.accounts.contacts import Contacts
from portal.domain.accounts.fields import filled_in
from portal.domain.accounts.kinds import CLOSED_TO_PARTNERS, Tier
from portal.domain.accounts.models import Account, AccountStanding, Contact, Qualification
from portal.domain.accounts.papers.catalogue import Act
from portal.domain.accounts.papers.gatekeeping import Gatekeeping
from portal.domain.accounts.papers.gates import refusals
from portal.domain.accounts.repository import AccountRepository
from portal.domain.accounts.tags import apart
from portal.domain.contracts.models import Contract
from portal.domain.contracts.state import UNDER_WAY, ContractState, state_on
from portal.domain.contracts.term import NoticeDay, notice_day
from portal.domain.contracts.versions import clauses_on
from portal.domain.due import candidates, is_overdue
from portal.domain.feedback.kinds import UNANSWERED
from portal.domain.feedback.models import Feedback
from portal.domain.feedback.repository import FeedbackRepository
from portal.domain.glance_asks import OPEN_REQUESTS, head, running
from portal.domain.next_step import Waiting, next_step
from portal.domain.quality.models import ArchiveQuality
from portal.domain.quality.repository import Quality
from portal.domain.requests.models import ServiceRequest
from portal.domain.work import Repository


@dataclass(frozen=True)
class RunningContract:
    """An agreement under way, its days left (today counted), and the last day to ask for more."""

    contract: Contract
    state: str
    days_left: int
    notice: NoticeDay | None


class Glance(Repository):
    """Reads, once each and only when asked, what the head of an account's page shows (staff only)."""

    def of(self, account: Account) -> "AccountGlance":
        return AccountGlance(self, account)

    def open(self, number: str) -> "AccountGlance":
        """The account of that number with its standing; raises NotFound."""
        accounts = AccountRepository(self.work)
        account, standing, found = accounts.with_standing(number, head(), today=self.work.today)
        glance = AccountGlance(self, account)
        glance.standing = standing
        glance.promised, glance.promised_late, glance.next_promise, glance.next_touch, words, *health, kept = found
        glance.tags, glance.health = apart(words), (health[0], health[1])
        if kept is not None:
            glance.quality = kept
        return glance

    def open_requests(self, account: Account) -> list[ServiceRequest]:
        """Requests on which our work is not done, the earliest promise first; at most 200."""
        found = self.session.scalars(OPEN_REQUESTS, {"of_account": account.id})
        return sorted(found, key=lambda row: (row.is_paused, row.due_at, row.id))

    def running_contracts(self, account: Account) -> list[RunningContract]:
        """Agreements under way, the one ending first on top; one statement."""
        today = self.work.today
        found = self.session.scalars(running(), {"of_account": account.id, "today": today}).unique()
        under_way = [self._running(one) for one in found if state_on(one, today) in UNDER_WAY]
        return sorted(under_way, key=lambda one: one.days_left)

    def _running(self, contract: Contract) -> RunningContract:
        today = self.work.today
        notice = None
        if contract.terminated_on is None:
            notice = notice_day(clauses_on(contract.versions, today), contract.ends_on)
        return RunningContract(contract, state_on(contract, today), contract.days_left(today), notice)


class AccountGlance:
    """The parts of one account's page; each is read when first asked for.

    `promised`: how many promises to it are open; `promised_late`: how many of those are overdue; `next_promise`: the
    civil day on which the first of them falls due; `next_touch`: the civil day from which somebody is to contact it
    again; `tags`: the words on it;
    `health`: colour and score in hundredths, as the worker reckoned it last.
    """

    promised = promised_late = 0
    next_promise: date | None = None
    next_touch: date | None = None
    tags: Sequence[str] = ()
    health: tuple[str | None, int | None] = (None, None)

    def __init__(self, glance: Glance, account: Account) -> None:
        self.glance, self.account = glance, account
        self.work = glance.work
        self.accounts = AccountRepository(glance.work)

    @cached_property
    def standing(self) -> AccountStanding:
        return self.accounts.standing(self.account)

    @cached_property
    def contacts(self) -> list[Contact]:
        return Contacts(self.work).of(self.account)

    @cached_property
    def papers(self) -> list[Qualification]:
        return self.accounts.qualifications(self.account.id)

    @cached_property
    def requests(self) -> list[ServiceRequest]:
        return self.glance.open_requests(self.account)

    @cached_property
    def contracts(self) -> list[RunningContract]:
        return self.glance.running_contracts(self.account)

    @cached_property
    def feedback(self) -> Sequence[Feedback]:
        """What we have not answered yet, newest first; at most 50."""
        return FeedbackRepository(self.work).page(account_id=self.account.id, states=tuple(UNANSWERED)).rows

    @property
    def overdue(self) -> list[ServiceRequest]:
        return [row for row in self.requests if is_overdue(row, self.work.now)]

    @property
    def dated_papers(self) -> list[tuple[Qualification, int]]:
        """Papers that end, with their days left (0 or less: expired), the first to end on top."""
        dated = [(paper, paper.days_left(self.work.today)) for paper in self.papers]
        return [(paper, left) for paper, left in dated if left is not None]

    @cached_property
    def lacking(self) -> Lacking:
        """Fields asked of its kind that the archive does not hold."""
        return lacking(self.account.kind, filled_in(self.account, self.standing, self.contacts))

    @cached_property
    def quality(self) -> ArchiveQuality:
        """Completeness, gaps and freshness as they are kept (papers are counted, too)."""
        return Quality(self.work).of(self.account)

    @property
    def blocks(self) -> list[tuple[str, str]]:
        """What stops us: the blacklist, the account's status, papers that ran out, suspended agreements by number."""
        listed = [("blacklist", self.standing.blacklist_reason)] if self.standing.is_blacklisted else []
        closed = [("status", self.account.status)] if self.account.status in CLOSED_TO_PARTNERS else []
        suspended = [one.contract.number for one in self.contracts if one.state == ContractState.SUSPENDED]
        papers = [("paper", doc_type) for doc_type in self._stopping_papers()]
        return [*listed, *closed, *papers, *(("contract", number) for number in suspended)]

    def _stopping_papers(self) -> list[str]:
        """Types that ran out and stop a new contract; what is let pass is asked for only when there are any."""
        today, until = self.work.today, self.account.licence_until
        if not refusals(self.papers, today, Act.CONTRACT, licence_until=until):
            return []
        waived = Gatekeeping(self.work).waivers(self.account.id, today)
        found = refusals(self.papers, today, Act.CONTRACT, licence_until=until, waived=waived)
        return [one.doc_type for one in found]

    @property
    def lacks_care_owner(self) -> bool:
        return self.standing.care_owner_id is None

    @property
    def lacks_sponsor(self) -> bool:
        return self.standing.tier == Tier.VIP and self.standing.sponsor_id is None

    @cached_property
    def next_step(self) -> Waiting:
        return next_step(candidates(self))
