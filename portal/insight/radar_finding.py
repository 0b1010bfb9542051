"""What lies ahead, looked for by the worker kind by kind, some agreements at a time."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from portal.domain.accounts.kinds import Tier
from portal.domain.accounts.models import Account, AccountStanding, Qualification
from portal.domain.accounts.papers.paper import PaperState
from portal.domain.contracts.radar import WindowKind
from portal.domain.deadlines import Deadlines
from portal.domain.opportunities.models import Opportunity
from portal.domain.opportunities.stages import OPEN, About
from portal.domain.promises.models import Pledge
from portal.domain.promises.open import IS_STILL_OPEN
from portal.domain.sales.models import TrailingYear
from portal.domain.sales.months import last_day, month_of
from portal.domain.work import Work
from portal.insight.books import BUYERS
from portal.insight.radar import Item, Kind, window
from portal.insight.retention import ACTIVE_DAYS

LOOK = 500
"""Agreements that are looked at in one go."""
WATCHED = (Tier.VIP, Tier.A)
"""Tiers whose falling asleep is told beforehand."""
Found = Iterator[Item]


def asleep_on(last_month: date) -> date:
    """The first civil day on which an account counts as asleep that bought last in the month beginning on
    `last_month`: what is bought in a month counts on its last day (domain 7.4)."""
    return last_day(last_month) + timedelta(days=ACTIVE_DAYS + 1)


def last_days(work: Work, ids: list[int]) -> dict[Kind, list[Item]]:
    """Of these agreements: notice days and ends that nobody has settled."""
    first, until = window(work.today)
    near = [one for one in Deadlines(work).of_contracts(ids) if first <= one.window.arrives_by <= until]
    keepers = _keepers(work, {one.term.account_id for one in near})
    found: dict[Kind, list[Item]] = {Kind.CONTRACT_END: [], Kind.NOTICE: []}
    for one in near:
        term, ahead = one.term, one.window
        if ahead.is_settled or term.account_id not in keepers:
            continue
        owner_id, province = keepers[term.account_id]
        is_end = ahead.kind is WindowKind.END
        code, text = (term.side, term.title) if is_end else (ahead.kind, ahead.article)
        item = Item(term.account_id, ahead.arrives_by, term.number, code, text[:200], owner_id, province)
        found[Kind.CONTRACT_END if is_end else Kind.NOTICE].append(item)
    return found


def licences(work: Work) -> Found:
    """Papers of accounts that count and run out."""
    one = Qualification
    query = _with_account(one.account_id, one.expires_on, one.number, one.doc_type, one=one)
    query = query.where(one.state == PaperState.VERIFIED, one.expires_on.between(*window(work.today)))
    for account_id, day, number, doc_type, manager, province in work.session.execute(query):
        yield Item(account_id, day, number[:32], doc_type, "", manager, province)


def promises(work: Work) -> Found:
    """Promises to partners that nobody has kept yet; whose they are is who gave them."""
    one = Pledge
    query = _with_account(one.account_id, one.due_on, one.number, one.what, one.owner_id, one=one)
    query = query.where(*IS_STILL_OPEN, one.due_on.between(*window(work.today)))
    for account_id, day, number, what, owner_id, _manager, province in work.session.execute(query):
        yield Item(account_id, day, number, "", what, owner_id, province)


def falling_asleep(work: Work) -> Found:
    """Core customers that buy nothing more: the day from which they count as asleep."""
    first, until = window(work.today)
    one = TrailingYear
    query = _with_account(one.account_id, one.last_month, one.gross_profit, AccountStanding.tier, one=one)
    query = query.join(AccountStanding, AccountStanding.account_id == one.account_id).where(
        one.month == month_of(work.today), one.last_month.is_not(None), AccountStanding.tier.in_(WATCHED),
        Account.kind.in_(BUYERS),
    )  # fmt: skip
    for account_id, last_month, profit, tier, manager, province in work.session.execute(query):
        day = asleep_on(last_month)
        if first <= day <= until:
            yield Item(account_id, day, f"{last_month:%Y-%m}", tier, str(profit), manager, province)


def tenders(work: Work) -> Found:
    """Openings under way that a tender decides."""
    one = Opportunity
    query = _with_account(one.account_id, one.decides_on, one.number, one.title, one.owner_id, one=one).where(
        one.about == About.TENDER, one.stage.in_(OPEN), one.decides_on.between(*window(work.today))
    )
    for account_id, day, number, title, owner_id, manager, province in work.session.execute(query):
        yield Item(account_id, day, number, "", title, owner_id or manager, province)


FINDERS: dict[Kind, Callable[[Work], Found]] = {
    Kind.LICENCE: licences,
    Kind.PROMISE: promises,
    Kind.DORMANT: falling_asleep,
    Kind.TENDER: tenders,
}
"""Kinds that one question finds."""


def _with_account(*columns: Any, one: Any) -> Any:
    """The columns, and the manager and the province of the account."""
    query = select(*columns, Account.business_manager_id, Account.province)
    return query.join(Account, Account.id == one.account_id)


def _keepers(work: Work, account_ids: set[int]) -> dict[int, tuple[int | None, str | None]]:
    query = select(Account.id, Account.business_manager_id, Account.province).where(Account.id.in_(account_ids))
    return {row[0]: (row[1], row[2]) for row in work.session.execute(query)}
