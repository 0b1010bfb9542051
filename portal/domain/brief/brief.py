"""One account before a call, on one page: gathered in as few statements as there are kinds of facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased, joinedload

from portal.domain.accounts.birthday import BirthdayCalendar
from portal.domain.accounts.catalogue import ContactLevel
from portal.domain.accounts.levels import first_of
from portal.domain.accounts.models import Account, AccountStanding, Contact, Qualification
from portal.domain.accounts.repository import AccountRepository
from portal.domain.base import NotFound
from portal.domain.brief.advice import Tip, to_ask, to_leave
from portal.domain.brief.known import known_of
from portal.domain.care.cadence import Rhythm
from portal.domain.care.models import CareDuty, Touch
from portal.domain.care.occasions import Birthday, ToSolar, next_birthday
from portal.domain.care.repository import CareRepository
from portal.domain.contracts.breaches.models import Breach
from portal.domain.contracts.breaches.penalty import BreachPenalty
from portal.domain.contracts.breaches.states import OPEN
from portal.domain.feedback.kinds import UNANSWERED, FeedbackState
from portal.domain.feedback.models import Feedback
from portal.domain.feedback.repository import FeedbackRepository
from portal.domain.glance import AccountGlance, Glance
from portal.domain.promises.models import Pledge
from portal.domain.promises.repository import PromiseRepository
from portal.domain.work import AnySelect, Repository

TOUCHES, PAPERS_WITHIN = 3, 90
"""How many contacts are told, and how many calendar days ahead papers that end are."""
BIRTHDAY_WITHIN = timedelta(days=14)


@dataclass(frozen=True)
class OpenBreach:
    """A breach that is not settled, and its sum in fen where one was worked out."""

    breach: Breach
    fen: int | None


class Briefs(Repository):
    def of(self, number: str, contact_id: int | None, to_solar: ToSolar) -> "CallBrief":
        """The brief for calling that contact of the account, else whoever comes first; raises NotFound. The account,
        its standing, its people and its duties come in one statement: there are but a few of each."""
        accounts = AccountRepository(self.work)
        query: AnySelect = select(Account, AccountStanding, CareDuty)
        query = query.outerjoin(AccountStanding, AccountStanding.account_id == Account.id)
        query = query.outerjoin(CareDuty, CareDuty.account_id == Account.id).where(Account.number == number)
        rows = self.session.execute(query.options(joinedload(Account.contacts))).unique().all()
        if not rows:
            raise NotFound(number)
        account, standing, _ = rows[0]
        glance = AccountGlance(Glance(self.work), account)
        glance.standing = standing or accounts.standing(account)
        glance.contacts = sorted(account.contacts, key=lambda one: (not one.is_primary, one.id))
        return CallBrief(glance, [row[2] for row in rows if row[2] is not None], contact_id, to_solar)


class CallBrief:
    """The parts of a brief; each is read when first asked for."""

    def __init__(
        self, glance: AccountGlance, duties: Sequence[CareDuty], contact_id: int | None, to_solar: ToSolar
    ) -> None:
        self.glance, self.work, self.account = glance, glance.work, glance.account
        self.all_duties = sorted(duties, key=lambda one: (one.shown_from, one.id))
        self.contact_id, self.to_solar = contact_id, to_solar

    @cached_property
    def contact(self) -> Contact | None:
        """Who is called: whoever was asked for; else, where an executive's contact is due first, whoever stands at the
        top; else the main contact."""
        people = self.glance.contacts
        asked = next((one for one in people if one.id == self.contact_id), None)
        if asked is None and self.duties and self.duties[0].rhythm == Rhythm.EXECUTIVE:
            asked = first_of(people, ContactLevel.EXECUTIVE)
        return asked or (people[0] if people else None)

    @cached_property
    def touches(self) -> list[Touch]:
        return CareRepository(self.work).last_touches(self.account.id, TOUCHES)

    @cached_property
    def promises(self) -> Sequence[Pledge]:
        """Open ones, the first to fall due on top."""
        return PromiseRepository(self.work).of_account(self.account.id, is_open=True).rows

    @cached_property
    def feedback(self) -> Sequence[Feedback]:
        """What waits for our answer, and what waits for their word about it; newest first."""
        states = (*UNANSWERED, FeedbackState.ANSWERED)
        return FeedbackRepository(self.work).page(account_id=self.account.id, states=states).rows

    @property
    def unanswered(self) -> list[Feedback]:
        return [one for one in self.feedback if one.state in UNANSWERED]

    @cached_property
    def breaches(self) -> list[OpenBreach]:
        """The newest first, each with the sum that counts."""
        later = aliased(BreachPenalty)
        of_it = and_(BreachPenalty.account_id == Breach.account_id, BreachPenalty.breach_id == Breach.id)
        newer = select(later.id).where(later.breach_id == Breach.id, later.id > BreachPenalty.id).exists()
        query = select(Breach, BreachPenalty.fen).outerjoin(BreachPenalty, and_(of_it, ~newer))
        query = query.where(Breach.account_id == self.account.id, Breach.state.in_(OPEN))
        rows = self.work.session.execute(query.order_by(Breach.id.desc()).limit(20))
        return [OpenBreach(breach, fen) for breach, fen in rows]

    @property
    def duties(self) -> list[CareDuty]:
        """What is due today or late, the longest on top."""
        return [one for one in self.all_duties if one.shown_from <= self.work.today]

    @property
    def papers(self) -> list[tuple[Qualification, int]]:
        """Papers that ended or soon end, with their days left."""
        return [(paper, left) for paper, left in self.glance.dated_papers if left <= PAPERS_WITHIN]

    @property
    def licence_left(self) -> int | None:
        """Calendar days left of the licence as the archive has it (0 or less: ended), None while there is time, and
        where the paper itself says it."""
        until = self.account.licence_until
        left = (until - self.work.today).days + 1 if until else None
        is_told = any(paper.expires_on == until for paper, _ in self.papers)
        return left if left is not None and left <= PAPERS_WITHIN and not is_told else None

    @property
    def birthdays(self) -> list[tuple[Contact, date]]:
        """Whose birthday is near, with the civil day on which it is kept, the first on top."""
        kept = [(one, next_birthday(day, self.work.today, self.to_solar)) for one, day in self._dated()]
        near = [(one, day) for one, day in kept if day - self.work.today <= BIRTHDAY_WITHIN]
        return sorted(near, key=lambda found: (found[1], found[0].id))

    def _dated(self) -> list[tuple[Contact, Birthday]]:
        known = [one for one in self.glance.contacts if one.birthday_month and one.birthday_day]
        return [(one, _birthday(one)) for one in known]

    @cached_property
    def asks(self) -> list[Tip]:
        return to_ask(known_of(self))

    @cached_property
    def leave(self) -> Tip | None:
        return to_leave(known_of(self))


def _birthday(one: Contact) -> Birthday:
    is_lunar = one.birthday_calendar == BirthdayCalendar.LUNAR
    return Birthday(one.birthday_month or 0, one.birthday_day or 0, is_lunar, one.birthday_is_leap)
