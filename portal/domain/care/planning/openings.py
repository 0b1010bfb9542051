"""Telling whoever is responsible that the plan of an occasion opens: once for each of us and each occasion."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.care.consent import accepts_message, words_of
from portal.domain.care.giving.signing import heads_of_care
from portal.domain.care.occasions import LEAD, LEAD_SPRING, Occasion, ToSolar, plan_days
from portal.domain.care.planning.days import festivals_within
from portal.domain.care.planning.finding import GREETED, Ahead, OccasionsAhead
from portal.domain.care.planning.models import OccasionPlan
from portal.domain.events import Event
from portal.domain.people.models import Login, Staff
from portal.domain.people.roles import StaffRole
from portal.domain.work import Repository
from portal.domain.working_days import WorkingDays

KIND = "care.plan_opens"
NAMED = 3
"""Occasions that the line in the inbox names."""
LATEST = timedelta(days=LEAD.plan - LEAD.agree)
"""After a pause of the worker an opening is still told up to the day on which the list is to be agreed to."""
Say = Callable[[str, date, str], str]
"""Words of an occasion, its day, and whose it is; nobody's for a festival."""
Planned = set[tuple[str, date]]
"""Occasions and days of which there is a plan already."""
Line = tuple[int, str, str]
"""Who is told (the id of a post), the key of the occasion, its words."""


@dataclass
class Search:
    """What was told before, as `(post, key)`; of which there is a plan; the days whose occasions open by now; and by
    post what is new, words by key. A key is never told twice to the same person."""

    told: set[tuple[int | None, str]]
    planned: Planned
    days: list[date]
    words: dict[int, dict[str, str]]

    def note(self, lines: Iterable[Line]) -> None:
        for staff_id, key, words in lines:
            if staff_id in self.words and (staff_id, key) not in self.told:
                self.words[staff_id][key] = words


class Openings(Repository):
    """Looked for in reading transactions, a day in each, and told in a short one: see portal/cli/occasions.py."""

    def festivals(self, days: WorkingDays, to_solar: ToSolar, say: Say) -> Search | None:
        """Begin, on a working day, with festivals: to whoever does care, and to its heads where nobody does."""
        if not days.is_workday(self.work.today):
            return None
        here = {post.id: post for post in self._here()}
        before = self._told(list(here))
        last = max((event.at for event in before), default=None)
        told = {(event.subject_id, key) for event in before for key in event.facts["opens"]}
        search = Search(told, self._planned(), self._days(last), {staff_id: {} for staff_id in here})
        search.note(self._festivals(here, search.planned, to_solar, say))
        return search

    def of_day(self, search: Search, on: date, to_solar: ToSolar, say: Say) -> None:
        """Birthdays and anniversaries of greeted accounts on one day: to whoever looks after them."""
        ahead = OccasionsAhead(self.work).between(on, on, to_solar)
        search.note(self._of_accounts(ahead, search.planned, say))

    def tell(self, search: Search) -> int:
        """Write down what is new; returns how many of us are told."""
        told = [post for post in self._here() if search.words.get(post.id)]
        for post in told:
            self._tell(post, search.words[post.id])
        return len(told)

    def _here(self) -> Sequence[Staff]:
        query = select(Staff).join(Staff.login).where(Login.deactivated_at.is_(None)).order_by(Staff.id)
        return self.session.scalars(query).all()

    def _told(self, staff_ids: Sequence[int]) -> Sequence[Event]:
        """What these posts were told of as long as it may come again."""
        mine = (Event.subject == Staff.__tablename__, Event.subject_id.in_(staff_ids), Event.kind == KIND)
        since = self.work.now - timedelta(days=LEAD_SPRING.plan)
        return self.session.scalars(select(Event).where(*mine, Event.at >= since)).all()

    def _festivals(self, here: dict[int, Staff], planned: Planned, to_solar: ToSolar, say: Say) -> Iterator[Line]:
        today = self.work.today
        carers = [post.id for post in here.values() if StaffRole.CARE in post.roles] or heads_of_care(self.session)
        for name, on in festivals_within(today, today + timedelta(days=LEAD_SPRING.plan), to_solar):
            opens, agree, _send = plan_days(Occasion(name), on)
            if opens <= today < agree and (name, on) not in planned:
                yield from ((staff_id, f"{name} {on}", say(name, on, "")) for staff_id in carers)

    def _planned(self) -> Planned:
        query = select(OccasionPlan.occasion, OccasionPlan.on).where(OccasionPlan.on >= self.work.today)
        return {(row.occasion, row.on) for row in self.session.execute(query)}

    def _of_accounts(self, ahead: Iterable[Ahead], planned: Planned, say: Say) -> Iterator[Line]:
        rows = [row for row in ahead if row.tier in GREETED and (row.occasion, row.on) not in planned]
        owners, words = (
            self._owners({row.account_id for row in rows}),
            words_of(self.session, {row.contact_id for row in rows if row.contact_id}),
        )
        for row in rows:
            is_birthday = row.occasion == Occasion.BIRTHDAY
            if is_birthday and not accepts_message(words[row.contact_id or 0], is_birthday=True, is_sms=False):
                continue
            if owner_id := owners.get(row.account_id):
                key = f"{row.occasion} {row.on} {row.number} {row.contact_id or ''}".rstrip()
                yield owner_id, key, say(row.occasion, row.on, row.contact or row.account)

    def _days(self, last: datetime | None) -> list[date]:
        """Days of occasions whose plans opened since the moment at which somebody was last told of anything."""
        today = self.work.today
        since = max(today - LATEST + timedelta(days=1), last.astimezone(self.work.zone).date() if last else date.min)
        return [since + timedelta(days=ago + LEAD.plan) for ago in range((today - since).days + 1)]

    def _owners(self, ids: set[int]) -> dict[int, int | None]:
        """By account, its care owner, else its business manager."""
        query = select(Account.id, func.coalesce(AccountStanding.care_owner_id, Account.business_manager_id))
        query = query.outerjoin(AccountStanding, AccountStanding.account_id == Account.id)
        return {row[0]: row[1] for row in self.session.execute(query.where(Account.id.in_(sorted(ids))))}

    def _tell(self, post: Staff, words: dict[str, str]) -> None:
        names = list(words.values())
        more = [f"+{len(names) - NAMED}"] if len(names) > NAMED else []
        post.record(
            KIND, by=self.work.actor, at=self.work.now, opens=sorted(words),
            about=" · ".join([*names[:NAMED], *more])[:200],
        )  # fmt: skip
