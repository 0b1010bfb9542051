"""Putting openings down, moving them on, and finding them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from portal.domain.accounts.introductions import Introductions
from portal.domain.accounts.kinds import AccountKind
from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.base import Fen, NotFound, Refused
from portal.domain.opportunities.models import Opportunity
from portal.domain.opportunities.stages import OPEN, About, Stage
from portal.domain.paging import Page, page_of
from portal.domain.people.models import Login, Staff
from portal.domain.products.models import Product
from portal.domain.pursued import Step
from portal.domain.series import next_number
from portal.domain.work import AnySelect, Repository

NOTHING = Fen(0)


@dataclass(frozen=True)
class Facts:
    """What is known of an opening; `expected` in fen."""

    title: str
    about: About
    expected: Fen = NOTHING
    decides_on: date | None = None
    product: Product | None = None
    next_step: str = ""
    next_on: date | None = None
    owner_id: int | None = None
    remark: str = ""


@dataclass(frozen=True)
class Wanted:
    """In one stage (`open`: under way), about one thing, of one owner, of one province (six digits)."""

    stage: str = "open"
    about: str | None = None
    owner_id: int | None = None
    province: str | None = None


class Opportunities(Repository):
    def get(self, number: str) -> Opportunity:
        """Within the visitor's reach; raises NotFound."""
        query = self.for_change(select(Opportunity).where(Opportunity.number == number)).options(*_with())
        found: Opportunity | None = self.session.scalar(query)
        if found is None:
            raise NotFound(number)
        return found

    def page(self, wanted: Wanted, *, after: str | None = None, before: str | None = None, size: int = 50) -> Page:
        """The newest first."""
        query = _narrowed(select(Opportunity), wanted).options(*_with())
        return page_of(self.session, query, (Opportunity.id,), after=after, before=before, descending=True, size=size)

    def of(self, account_id: int, most: int = 100) -> list[Opportunity]:
        """Those that this contact told us of, the newest first."""
        query = select(Opportunity).where(Opportunity.account_id == account_id).options(*_with())
        return list(self.session.scalars(query.order_by(Opportunity.id.desc()).limit(most)))

    def counts(self, wanted: Wanted) -> dict[str, tuple[int, int]]:
        """By stage, whatever stage is asked for: how many, and what they may bring together (fen)."""
        columns = (Opportunity.stage, func.count(), func.coalesce(func.sum(Opportunity.expected), 0))
        query = _narrowed(select(*columns), wanted, by_stage=False).group_by(Opportunity.stage)
        return {stage: (count, int(fen)) for stage, count, fen in self.session.execute(query)}

    def add(self, account: Account, facts: Facts, source: str = "") -> Opportunity:
        """Put down what a peripheral contact told us; Refused for any other kind of account, and without a next step
        and its day."""
        if account.kind != AccountKind.PERIPHERAL:
            raise Refused("opportunity.not_peripheral", number=account.number)
        if not source and not (facts.next_step and facts.next_on):
            raise Refused("opportunity.step_needed")
        month, product = f"{self.work.today:%Y%m}", facts.product
        one = Opportunity(
            account_id=account.id, number=f"OP-{month}-{next_number(self.session, f'opportunity.{month}'):04d}",
            title=facts.title, about=facts.about, expected=facts.expected, decides_on=facts.decides_on,
            product_id=product.id if product else None, next_step=facts.next_step, next_on=facts.next_on,
            owner_id=facts.owner_id, remark=facts.remark, source=source, created_at=self.work.now,
            stage_at=self.work.now,
        )  # fmt: skip
        self.session.add(one)
        self._record(one, "opportunity.added", about=str(facts.about), source=source)
        return one

    def change(self, one: Opportunity, facts: Facts, seen: int | None = None) -> None:
        """What it is about and what it may bring, anew; Conflict where somebody was faster."""
        one.require_seen(seen)
        one.title, one.about, one.expected, one.decides_on = facts.title, facts.about, facts.expected, facts.decides_on
        one.product_id, one.remark = facts.product.id if facts.product else None, facts.remark
        self._record(one, "opportunity.changed", about=str(facts.about))

    def move(self, one: Opportunity, step: Step, brought: Account | None = None, seen: int | None = None) -> None:
        """Say how far it is; Conflict and Refused as a pipeline has it. `brought`, the account that came of what was
        won, counts as brought by this contact, unless somebody else is named already."""
        one.require_seen(seen)
        one.require_way(step)
        if brought is not None and brought.id == one.account_id:
            raise Refused("opportunity.brings_itself", number=brought.number)
        if step.stage == Stage.WON and brought is not None:
            one.brought_id = brought.id
            self._introduce(one, brought)
        one.take(step, by=self.work.actor, at=self.work.now, brought=brought.number if brought else None)

    def note_taken(self, wanted: Wanted, format: str, rows: int) -> None:
        """That somebody took the list out stays told."""
        taker = self.session.get_one(Login, self.work.actor.login_id)
        told = {name: value for name, value in vars(wanted).items() if value}
        taker.record("export.taken", by=self.work.actor, at=self.work.now, what="opportunities", format=format,
                     filter=told, rows=rows, reveals=False)  # fmt: skip

    def _introduce(self, one: Opportunity, brought: Account) -> None:
        standing = self.session.scalar(select(AccountStanding).where(AccountStanding.account_id == brought.id))
        if standing is None:
            standing = AccountStanding(account_id=brought.id)
            self.session.add(standing)
            self.session.flush()
        if standing.introduced_by_id is None:
            Introductions(self.work).introduce(brought, standing, self.session.get_one(Account, one.account_id))

    def _record(self, one: Opportunity, kind: str, **facts: Any) -> None:
        one.record(kind, by=self.work.actor, at=self.work.now, **facts)


def _with() -> tuple[Any, ...]:
    """What a list shows of each."""
    return (
        joinedload(Opportunity.account), joinedload(Opportunity.brought), joinedload(Opportunity.product),
        joinedload(Opportunity.owner).joinedload(Staff.login),
    )  # fmt: skip


def _narrowed(query: AnySelect, wanted: Wanted, *, by_stage: bool = True) -> AnySelect:
    where: list[ColumnElement[bool]] = []
    if wanted.about:
        where.append(Opportunity.about == wanted.about)
    if wanted.owner_id is not None:
        where.append(Opportunity.owner_id == wanted.owner_id)
    if wanted.province:
        there = select(Account.id).where(Account.province == wanted.province)
        where.append(Opportunity.account_id.in_(there))
    if by_stage:
        where.append(Opportunity.stage.in_(OPEN) if wanted.stage == "open" else Opportunity.stage == wanted.stage)
    return query.where(*where)
