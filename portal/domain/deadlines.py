"""The notice-window radar: what can still be done about agreements within the scope, in few questions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from sqlalchemy import ColumnElement, CompoundSelect, select, union_all

from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.base import NotFound
from portal.domain.contracts.clauses import Party, Side
from portal.domain.contracts.models import Contract
from portal.domain.contracts.notices_given import NoticeGiven, give_notice
from portal.domain.contracts.radar import NOTICE_KINDS, Term, Window, WindowKind, windows
from portal.domain.contracts.state import UNDER_WAY, ContractState, state_on
from portal.domain.contracts.versions import clauses_on
from portal.domain.deadline_rows import (
    PAST,
    by_agreement,
    by_contract,
    clauses_in,
    days_asked,
    gives_a_day,
    has_windows,
    ids_of_terms,
    rows_of_agreements,
    rows_of_terms,
    term_of,
)
from portal.domain.notice_days import forget_notice_days, near_notices
from portal.domain.requests.calendar import working_days_far, working_days_since
from portal.domain.work import Repository
from portal.domain.working_days import WorkingDays

SHOWN_AHEAD = timedelta(days=400)
"""How far ahead a last day is shown."""
LOOKED_AT = UNDER_WAY | {ContractState.EXPIRED}
"""States in which something may still be done: what performance lacks is made up after the end."""


@dataclass(frozen=True)
class Deadline:
    """One window of one agreement."""

    term: Term
    window: Window

    @property
    def key(self) -> tuple[str, ...]:
        """The order of lists: the earliest last day first; no two are the same."""
        return self.window.arrives_by.isoformat(), self.term.number, self.window.article, self.window.kind


class Deadlines(Repository):
    @cached_property
    def days(self) -> WorkingDays:
        """The official calendar up to the furthest end."""
        return working_days_far(self.work)

    def days_since(self, first: date) -> WorkingDays:
        """The same, and back to civil day `first`, however long ago."""
        return working_days_since(self.work, first)

    def all(self, *, side: str | None = None, by: Party | None = None, mine: int | None = None) -> list[Deadline]:
        """What nobody has done yet, the earliest last day first: the end of a term once it is near, other windows 400
        days ahead. `by`: what that party may do. `mine`: the post (staff) whose accounts count, in whichever duty."""
        found = self._of(has_windows(), *_narrowed(side, mine))
        until = self.work.today + SHOWN_AHEAD
        return [one for one in found if _is_ahead(one.window, self.work.today, until) and _is_for(one.window, by)]

    def watched(self) -> list[int]:
        """The ids of every agreement of the scope of which anything is to be said: for the worker."""
        return list(self.session.scalars(ids_of_terms(), days_asked(self.work.today)))

    def of_account(self, account_id: int) -> list[Deadline]:
        """Those of one account, what was done about them included."""
        return self._of(Contract.account_id == account_id)

    def of_own_agreements(self, account_id: int) -> list[tuple[Contract, list[Window]]]:
        """An account's agreements as partners see them, whole, the one ending last first, each with what can still be
        done about it, what was done included: in the questions that load the agreements."""
        today, found = self.work.today, []
        rows = self.session.execute(rows_of_agreements(), {"of_account": account_id}).unique()
        for contract, term in by_agreement(rows):
            is_running = contract.terminated_on is None and state_on(contract, today) in LOOKED_AT
            is_seen = is_running and contract.ends_on >= today - PAST
            clauses = clauses_on(contract.versions, max(today, contract.starts_on))
            found.append((contract, windows(term, clauses, today, self.days) if is_seen else []))
        return found

    def of_contract(self, contract_id: int, *, with_past: bool = False) -> list[Deadline]:
        """Those of one agreement, what was done about them included; `with_past` also those of this term that are
        over."""
        return self._of(Contract.id == contract_id, since=date.min if with_past else None)

    def of_contracts(self, contract_ids: Sequence[int]) -> list[Deadline]:
        """Those of these agreements, what was done about them included."""
        return self._of(Contract.id.in_(contract_ids))

    def notice_days_within(self, days: int, *, mine: int) -> int:
        """How many windows of the post's accounts close within so many days, today counted; as a minute ago."""
        return near_notices(self.work, (mine, days), lambda: self._count_notice_days(days, mine))

    def _count_notice_days(self, days: int, mine: int) -> int:
        until = self.work.today + timedelta(days=days - 1)
        found = (one.window for one in self._of(gives_a_day(), *_narrowed(None, mine)))
        return sum(
            window.kind in NOTICE_KINDS and not window.is_settled and window.arrives_by <= until for window in found
        )

    def give_notice(self, contract: Contract, article: str, kind: str, *, side: Party, arrived_on: date) -> NoticeGiven:
        """Record that a notice arrived; `contract` was found for change. NotFound without such a window, Refused and
        Conflict as `notices_given.give_notice`."""
        window = self._window_of(contract, article, kind)
        work = self.work
        row = give_notice(
            contract, window, side=side, arrived_on=arrived_on, today=work.today, by=work.actor, at=work.now
        )
        contract.touch(at=work.now)
        self.session.add(row)
        forget_notice_days(work)
        return row

    def _window_of(self, contract: Contract, article: str, kind: str) -> Window:
        for one in self.of_contract(contract.id, with_past=True):
            if (one.window.article, one.window.kind) == (article, kind):
                return one.window
        raise NotFound(contract.number)

    def _of(self, *which: ColumnElement[bool], since: date | None = None) -> list[Deadline]:
        today = self.work.today
        if self.work.actor.kind == "partner":
            which = (*which, Contract.side == Side.DOWNSTREAM)
        found: list[Deadline] = []
        for rows in by_contract(self.session.execute(rows_of_terms().where(*which), days_asked(today))):
            term = term_of(rows)
            found += (Deadline(term, window) for window in windows(term, clauses_in(rows), since or today, self.days))
        return sorted(found, key=lambda one: one.key)


def _narrowed(side: str | None, mine: int | None) -> Iterator[ColumnElement[bool]]:
    if side:
        yield Contract.side == side
    if mine is not None:
        yield Contract.account_id.in_(_looked_after_by(mine))


def _looked_after_by(post: int) -> CompoundSelect[tuple[int]]:
    """The ids of the accounts it has a duty for. Set side by side and not by `or`, each is found by its own index,
    and the agreements by these accounts."""
    duties = (AccountStanding.care_owner_id, AccountStanding.sponsor_id)
    cared_for = (select(AccountStanding.account_id).where(duty == post) for duty in duties)
    return union_all(select(Account.id).where(Account.business_manager_id == post), *cared_for)


def _is_ahead(window: Window, today: date, until: date) -> bool:
    """The end of a term is a word to say once it is near; other windows are shown from far."""
    near = window.kind is not WindowKind.END or window.is_open(today)
    return near and not window.is_settled and window.arrives_by <= until


def _is_for(window: Window, by: Party | None) -> bool:
    return by is None or window.may_be_done_by(by)
