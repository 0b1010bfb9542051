"""The care plan: logging touches, the list of whom to call, and putting off."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, exists, func, select, tuple_
from sqlalchemy.orm import aliased, joinedload

from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.almost import sifting
from portal.domain.base import Conflict, NotFound, Refused
from portal.domain.care.keeping import renew
from portal.domain.care.models import CareDuty, Touch
from portal.domain.care.touch_types import TouchType, is_valid
from portal.domain.events import Recorded
from portal.domain.paging import PAGE_SIZE, Page, page_of
from portal.domain.people.models import Login, Staff
from portal.domain.people.roles import StaffRole
from portal.domain.promises.repository import PromiseRepository
from portal.domain.work import AnySelect, Repository

LONGEST_SNOOZE = timedelta(days=92)
"""A quarter: what is put off longer is a matter of the tier, not of the day."""
OLDEST = timedelta(days=366)
"""How long after the day a touch can still be logged."""
TAKEN_BACK_WITHIN = timedelta(days=1)
KEY = (CareDuty.shown_from, CareDuty.id)


class CareFilter(NamedTuple):
    """`owner_id` None is everybody's, 0 nobody's; `within` days ahead, 0 is what is due today or late."""

    owner_id: int | None = None
    rhythm: str | None = None
    tier: str | None = None
    within: int = 0


class CareRepository(Repository):
    def log(self, account: Account, facts: dict[str, Any], promise: dict[str, Any] | None = None) -> Touch:
        """Log what one of us did, and what was promised in it (facts of `PromiseRepository.give`); its rhythms begin
        anew in the same transaction. Refused for a day that has not come or lies a year back, for a contact of somebody
        else, and for a promise as `give` says."""
        on: date = facts["on"]
        if on > self.work.today:
            raise Refused("touch.not_yet", day=on)
        if on < self.work.today - OLDEST:
            raise Refused("touch.too_old", day=on)
        actor = self.work.actor
        by_executive = facts.pop("by_executive", False) or actor.has(StaffRole.EXECUTIVE)
        pledge = PromiseRepository(self.work).give(account.id, **promise) if promise else None
        touch = Touch(
            account_id=account.id, at=self.work.now, by_id=actor.staff_id, by_executive=by_executive,
            is_valid=is_valid(facts.get("content", ""), facts.get("result", "")),
            pledge_id=pledge.id if pledge else None, **facts,
        )  # fmt: skip
        self.session.add(touch)
        self.session.flush()
        more = {"promise": pledge.number} if pledge else {}
        if touch.next_on:
            more["next_on"] = touch.next_on.isoformat()
        touch.record("touch.logged", by=actor, at=self.work.now, type=touch.type, on=on.isoformat(), **more)
        renew(self.session, [account.id])
        return touch

    def take_back(self, touch: Touch) -> None:
        """Undo what was logged by mistake, by whoever logged it, within a day; its rhythms are as before."""
        actor, account_id = self.work.actor, touch.account_id
        if touch.type in (TouchType.GIFT, TouchType.MEAL):
            raise Refused("touch.of_gift", number=touch.result)
        if touch.by_id != actor.staff_id or self.work.now - touch.at > TAKEN_BACK_WITHIN:
            raise Refused("touch.too_late")
        touch.record("touch.taken_back", by=actor, at=self.work.now, type=touch.type, on=touch.on.isoformat())
        self.session.delete(touch)
        self.session.flush()
        renew(self.session, [account_id])

    def touch(self, account: Account, touch_id: int) -> Touch:
        """Raises NotFound."""
        query = select(Touch).where(Touch.account_id == account.id, Touch.id == touch_id)
        touch: Touch | None = self.session.scalar(self.for_change(query))
        if touch is None:
            raise NotFound(str(touch_id))
        return touch

    def touches(
        self, account_id: int, *, after: str | None = None, before: str | None = None, size: int = PAGE_SIZE
    ) -> Page:
        """What was done, the last on top, with who and with whom."""
        query = select(Touch).where(Touch.account_id == account_id)
        query = query.options(joinedload(Touch.by).joinedload(Staff.login), joinedload(Touch.contact))
        return page_of(
            self.session, query, (Touch.on, Touch.id), after=after, before=before, descending=True, size=size
        )  # fmt: skip

    def last_touches(self, account_id: int, most: int) -> list[Touch]:
        """The last contacts with who made them and what was promised in them, the latest on top."""
        query = select(Touch).where(Touch.account_id == account_id)
        query = query.options(joinedload(Touch.by).joinedload(Staff.login), joinedload(Touch.pledge))
        return list(self.session.scalars(query.order_by(Touch.on.desc(), Touch.id.desc()).limit(most)))

    def duties(self, account_id: int) -> list[CareDuty]:
        """The rhythms of one account, the first to be shown on top."""
        query = select(CareDuty).options(joinedload(CareDuty.owner).joinedload(Staff.login))
        return list(self.session.scalars(query.where(CareDuty.account_id == account_id).order_by(*KEY)))

    def duty(self, account: Account, rhythm: str) -> CareDuty:
        """Raises NotFound."""
        query = select(CareDuty).where(CareDuty.account_id == account.id, CareDuty.rhythm == rhythm)
        duty: CareDuty | None = self.session.scalar(self.for_change(query))
        if duty is None:
            raise NotFound(rhythm)
        return duty

    def page(self, wanted: CareFilter, *, after: str | None = None, before: str | None = None) -> Page:
        """Rows of whom to touch, the longest due on top."""
        return page_of(self.session, self._narrowed(_ROWS, wanted), KEY, after=after, before=before)

    def next_after(self, duties: Sequence[CareDuty]) -> Any:
        """Number and names of the account that comes on the actor's own list of today after the one with these duties,
        or the first one where it is not on it; None when it is the last."""
        me, today = self.work.actor.staff_id, self.work.today
        here = next(((one.shown_from, one.id) for one in duties if one.owner_id == me), (date.min, 0))
        earlier = aliased(CareDuty)
        of_it = (earlier.account_id == CareDuty.account_id, sifting(earlier.owner_id == me))
        is_first = ~exists().where(*of_it, tuple_(earlier.shown_from, earlier.id) < tuple_(*KEY))
        query = select(Account.number, Account.name_zh, Account.short_name).select_from(CareDuty)
        query = query.join(Account, Account.id == CareDuty.account_id).where(CareDuty.owner_id == me, is_first)
        query = query.where(CareDuty.shown_from.between(here[0], today), tuple_(*KEY) > here)
        return self.session.execute(query.order_by(*KEY).limit(1)).one_or_none()

    def count(self, wanted: CareFilter) -> int:
        """How many that are, up to 1000."""
        found = self._narrowed(select(CareDuty.id), wanted).limit(1000).subquery()
        return self.session.scalar(select(func.count()).select_from(found)) or 0

    def put_off(self, account: Account, rhythm: str, until: date, why: str, *, seen: int) -> CareDuty:
        """Leave it alone through civil day `until`, with a reason. Conflict when it changed meanwhile."""
        duty = self.duty(account, rhythm)
        if duty.version != seen:
            raise Conflict("care.changed")
        if not self.work.today <= until <= self.work.today + LONGEST_SNOOZE:
            raise Refused("care.snooze_day", day=until)
        duty.snoozed_until, duty.snoozed_why = until, why
        duty.shown_from = max(duty.due_on, until + timedelta(days=1))
        _tell(account, self.work, rhythm=rhythm, until=until.isoformat())
        return duty

    def _narrowed(self, query: AnySelect, wanted: CareFilter) -> AnySelect:
        query = query.where(CareDuty.shown_from <= self.work.today + timedelta(days=wanted.within))
        if wanted.owner_id is not None:
            query = query.where(CareDuty.owner_id == (wanted.owner_id or None))
        if wanted.rhythm:
            query = query.where(CareDuty.rhythm == wanted.rhythm)
        if wanted.tier:
            mine = select(AccountStanding.account_id).where(AccountStanding.tier == wanted.tier)
            query = query.where(CareDuty.account_id.in_(mine))
        return query


def next_duty() -> ColumnElement[Any]:
    """The civil day from which the next rhythm of a row's account is due: a column for a statement that reads the
    account anyway."""
    first = select(func.min(CareDuty.shown_from)).where(CareDuty.account_id == Account.id)
    return first.correlate(Account).scalar_subquery()


def _tell(account: Recorded, work: Any, **facts: Any) -> None:
    account.record("care.put_off", by=work.actor, at=work.now, **facts)


_ROWS: AnySelect = (
    select(
        CareDuty.id, CareDuty.rhythm, CareDuty.due_on, CareDuty.last_on, CareDuty.shown_from, CareDuty.snoozed_until,
        CareDuty.version, Account.number, Account.name_zh, Account.short_name, Account.mobile, AccountStanding.tier,
        Login.name.label("owner"),
    )
    .select_from(CareDuty)
    .join(Account, Account.id == CareDuty.account_id)
    .outerjoin(AccountStanding, AccountStanding.account_id == CareDuty.account_id)
    .outerjoin(Staff, Staff.id == CareDuty.owner_id)
    .outerjoin(Login, Login.id == Staff.login_id)
)  # fmt: skip
