"""Low ratings become a task: somebody of ours calls back by the end of the next working day."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.people.models import Login, Staff
from portal.domain.people.roles import Reach, StaffRole
from portal.domain.promises.models import Pledge
from portal.domain.promises.open import IS_STILL_OPEN
from portal.domain.promises.source import source_of
from portal.domain.requests.desk_card import DeskCard
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.rating import Rating
from portal.domain.unit_of_work import UnitOfWork
from portal.domain.working_days import add_working_days


def promise_call_backs(work: UnitOfWork, what: Callable[[str], str], most: int = 20) -> int:
    """An internal promise for each of up to `most` low ratings that wait for one; returns how many were given.

    `what` words it for a request's number. It falls to whoever looks after the account, in the order care owner,
    business manager, assignee of the request, then to anybody of the service desk who sees the account; without any of
    them it goes on waiting. Rated low again while a call back is still owed, it is the same call. Due on the next
    working day (Asia/Shanghai).
    """
    waiting = select(Rating).where(Rating.waits_for_call).order_by(Rating.id).limit(most)
    given = 0
    for rating in work.session.scalars(waiting.with_for_update(skip_locked=True)).all():
        filed = work.session.get_one(ServiceRequest, rating.request_id, options=[joinedload(ServiceRequest.account)])
        if _is_owed(work, filed, what(filed.number)):
            rating.waits_for_call = False
            continue
        assignee = work.session.scalar(select(DeskCard.assignee_id).where(DeskCard.request_id == filed.id))
        owner_id = who_calls(work, filed.account, assignee)
        if owner_id is not None:
            due_on = add_working_days(work.today, 1, work.requests.working_days)
            work.promises.give(
                filed.account_id, what=what(filed.number), due_on=due_on, owner_id=owner_id, is_internal=True,
                source=source_of(filed),
            )  # fmt: skip
            rating.waits_for_call = False
            given += 1
    return given


def _is_owed(work: UnitOfWork, filed: ServiceRequest, what: str) -> bool:
    owed = select(Pledge.id).where(Pledge.request_id == filed.id, Pledge.is_internal, Pledge.what == what)
    return work.session.scalar(owed.where(*IS_STILL_OPEN).limit(1)) is not None


def who_calls(work: UnitOfWork, account: Account, assignee: int | None = None) -> int | None:
    """The post that calls the account: care owner, business manager, `assignee` of what it is about, then anybody of
    the service desk who sees the account; None without any of them."""
    standing = work.session.scalar(select(AccountStanding).where(AccountStanding.account_id == account.id))
    here = select(Staff).join(Staff.login).where(Login.deactivated_at.is_(None)).order_by(Staff.id)
    posts = {post.id: post for post in work.session.scalars(here)}
    duties = [standing.care_owner_id if standing else None, account.business_manager_id]
    seeing = {post.id: post for post in posts.values() if post.id in duties or _reaches(post, account)}
    desk = [post.id for post in seeing.values() if StaffRole.SERVICE in post.roles]
    return next((one for one in [*duties, assignee, *desk] if one in seeing), None)


def _reaches(post: Staff, account: Account) -> bool:
    return post.reach == Reach.ALL or (post.reach == Reach.REGION and account.province in post.provinces)
