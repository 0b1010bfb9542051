"""Reading agreements under way with the clauses that open windows and the notices given: one question."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, bindparam, or_, select
from sqlalchemy.orm import aliased

from portal.domain.accounts.models import Account
from portal.domain.contracts.clauses import Side
from portal.domain.contracts.loading import shown, signed_by_both, whole
from portal.domain.contracts.models import Clause, Contract, ContractVersion
from portal.domain.contracts.notices_given import NoticeGiven
from portal.domain.contracts.radar import END_AHEAD, LONGEST_TOPUP, RADAR_TYPES, InForce, Term
from portal.domain.requests.catalogue import RequestCategory
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.states import OPEN
from portal.domain.work import AnySelect
from portal.domain.working_days import DAY

ENDS_AHEAD = timedelta(days=800)
"""How far ahead agreements may end whose last days are looked for: a year's notice, and three months to think."""
PAST = timedelta(days=LONGEST_TOPUP)

TODAY, SINCE, UNTIL, NEAR = (bindparam(name, type_=Date) for name in ("today", "since", "until", "near"))


def days_asked(today: date) -> dict[str, date]:
    """The days that the question needs, reckoned from civil day `today`."""
    return {"today": today, "since": today - PAST, "until": today + ENDS_AHEAD, "near": today + END_AHEAD * DAY}


@cache
def rows_of_terms() -> AnySelect:
    """One row for each clause that may open a window, version by version, and for each notice given about the present
    end; at least one for each agreement.

    Put together once: it is a long one. The conditions are those of `state.UNDER_WAY`, and of an agreement that ended
    while a top-up may be open.
    """
    version = ContractVersion
    begun = or_(version.effective_from <= TODAY, version.effective_from <= Contract.starts_on)
    of_radar = or_(Clause.clause_type.in_(RADAR_TYPES), version.no > 1)
    return (
        select(
            Contract.id, Contract.account_id, Contract.number, Contract.side, Contract.ends_on, Contract.title,
            Account.number.label("account_number"), Account.name_zh, Account.short_name,
            version.no, version.effective_from, Clause.article, Clause.change, Clause.clause_type, Clause.params,
            *_done(),
        )
        .select_from(Contract)
        .join(Account, Account.id == Contract.account_id)
        .join(version, and_(version.contract_id == Contract.id, signed_by_both(version), begun))
        .outerjoin(Clause, and_(Clause.version_id == version.id, of_radar))
        .outerjoin(NoticeGiven, _about_the_present_end())
        .where(*_under_way())
    )  # fmt: skip


@cache
def ids_of_terms() -> AnySelect:
    """The ids of agreements of which anything is to be said, in their order."""
    return select(Contract.id).where(has_windows(), *_under_way()).order_by(Contract.id)


@cache
def rows_of_agreements() -> AnySelect:
    """Agreements of account `of_account` as partners see them, loaded whole, the one ending last first; a row more for
    each further notice given about the present end."""
    return (
        select(Contract, *_done())
        .outerjoin(NoticeGiven, _about_the_present_end())
        .where(Contract.account_id == bindparam("of_account"), Contract.side == Side.DOWNSTREAM, shown())
        .order_by(Contract.ends_on.desc(), Contract.id.desc())
        .options(*whole())
    )


def _done() -> tuple[Any, ...]:
    """What was done about the present end: asked for in a request that is under way, or a notice."""
    asked = aliased(ServiceRequest)
    is_asked = select(asked.id).where(
        asked.contract_id == Contract.id, asked.category == RequestCategory.CONTRACT_EXTENSION, asked.state.in_(OPEN)
    )
    return (
        is_asked.exists().label("is_asked"), NoticeGiven.article.label("given_article"),
        NoticeGiven.kind.label("given_kind"), NoticeGiven.arrived_on,
    )  # fmt: skip


def _about_the_present_end() -> ColumnElement[bool]:
    return and_(NoticeGiven.contract_id == Contract.id, NoticeGiven.ends_on == Contract.ends_on)


@cache
def has_windows() -> ColumnElement[bool]:
    """Whether anything is to be said of an agreement: the end is near, or a clause may give a day before it."""
    return or_(Contract.ends_on <= NEAR, gives_a_day())


@cache
def gives_a_day() -> ColumnElement[bool]:
    """Whether a clause of an agreement may give a day for a notice."""
    version, clause = aliased(ContractVersion), aliased(Clause)
    given = select(clause.id).join(version, version.id == clause.version_id)
    given = given.where(version.contract_id == Contract.id, clause.clause_type.in_(RADAR_TYPES))
    return given.exists()


def _under_way() -> tuple[ColumnElement[bool], ...]:
    first = aliased(ContractVersion)
    signed = select(first.id).where(first.contract_id == Contract.id, first.no == 1, signed_by_both(first))
    in_force = and_(Contract.starts_on <= TODAY, or_(Contract.awaits == "", Contract.effective_on <= TODAY))
    return (
        Contract.ends_on.between(SINCE, UNTIL),
        Contract.terminated_on.is_(None),
        Contract.settled_on.is_(None),
        or_(in_force, Contract.suspended_at.is_not(None), Contract.disputed_at.is_not(None)),
        signed.exists(),
    )


def by_contract(rows: Iterable[Any]) -> Iterable[list[Any]]:
    """The rows of each agreement together."""
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.id, []).append(row)
    return found.values()


def by_agreement(rows: Iterable[Any]) -> Iterable[tuple[Contract, Term]]:
    """The agreements of `rows_of_agreements`, with what was done about their present end."""
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.Contract.id, []).append(row)
    for same in found.values():
        one: Contract = same[0].Contract
        asked, given = bool(same[0].is_asked), _given(same)
        yield (
            one,
            Term(one.id, one.account_id, one.number, one.side, one.ends_on, one.title, is_asked=asked, given=given),
        )


def term_of(rows: list[Any]) -> Term:
    """The agreement that these rows of `rows_of_terms` are about; there is at least one."""
    row = rows[0]
    return Term(
        row.id, row.account_id, row.number, row.side, row.ends_on, row.title, row.account_number,
        row.short_name or row.name_zh, bool(row.is_asked), _given(rows),
    )  # fmt: skip


def _given(rows: list[Any]) -> dict[tuple[str, str], date]:
    return {(one.given_article, one.given_kind): one.arrived_on for one in rows if one.given_kind is not None}


def clauses_in(rows: list[Any]) -> list[InForce]:
    """The clauses that remain, as `versions.folded` reckons them, of rows with columns only."""
    remaining: dict[str, Any] = {}
    for row in sorted(rows, key=lambda row: (row.effective_from, row.no)):
        if row.article is not None:
            remaining.pop(row.article, None)
            if row.change != "remove":
                remaining[row.article] = row
    return list(remaining.values())
