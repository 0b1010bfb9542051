"""Who might take an empty cell: an account, or a name that becomes one; how far the talk is, and why it failed."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from portal.domain.accounts.kinds import AccountKind
from portal.domain.accounts.models import Account
from portal.domain.base import NotFound, Refused
from portal.domain.people.models import Staff
from portal.domain.products.models import Product
from portal.domain.pursued import Step
from portal.domain.recruiting.models import Prospect
from portal.domain.recruiting.stages import OPEN, Stage
from portal.domain.series import next_number
from portal.domain.work import AnySelect, Repository

MOST = 200
"""So many a list shows; the filters narrow it."""
TAKERS = frozenset({AccountKind.DISTRIBUTOR, AccountKind.INDIVIDUAL})


@dataclass(frozen=True)
class ProspectFacts:
    """`account` or `name` says who it is."""

    product: Product
    region: str
    account: Account | None
    name: str
    contact: str
    next_step: str
    next_on: date | None
    owner_id: int | None
    remark: str = ""


@dataclass(frozen=True)
class Wanted:
    """Of one product, one province (first two digits), one owner, in one stage; `open` are those under way."""

    product_id: int | None = None
    province: str = ""
    stage: str = "open"
    owner_id: int | None = None


class Prospects(Repository):
    def get(self, number: str) -> Prospect:
        """Within the visitor's reach; raises NotFound."""
        query = self.for_change(_within(select(Prospect).where(Prospect.number == number)))
        found: Prospect | None = self.session.scalar(query.options(*_with()))
        if found is None:
            raise NotFound(number)
        return found

    def some(self, wanted: Wanted) -> list[Prospect]:
        """The one whose next step is due first on top, those without a day last."""
        query = _narrowed(_within(select(Prospect)), wanted)
        due = Prospect.next_on.is_(None), Prospect.next_on, Prospect.id.desc()
        return [*self.session.scalars(query.order_by(*due).limit(MOST).options(*_with()))]

    def narrowed(self, query: AnySelect, wanted: Wanted) -> AnySelect:
        """What is within the visitor's reach of a query of prospects; with no stage named, of every one."""
        return _narrowed(_within(query), wanted, by_stage=bool(wanted.stage))

    def counts(self, wanted: Wanted) -> dict[str, int]:
        """By stage, whatever stage is asked for."""
        query = _narrowed(_within(select(Prospect.stage, func.count())), wanted, by_stage=False)
        return dict(self.session.execute(query.group_by(Prospect.stage)).all())

    def reasons(self, wanted: Wanted) -> dict[str, int]:
        """Why those that are lost were lost, the most frequent first."""
        query = _narrowed(_within(select(Prospect.lost_reason, func.count())), wanted, by_stage=False)
        query = query.where(Prospect.stage == Stage.LOST).group_by(Prospect.lost_reason)
        found = self.session.execute(query.order_by(func.count().desc(), Prospect.lost_reason))
        return dict(found.all())

    def open_by_province(self, product_id: int) -> dict[str, int]:
        """How many are under way for the product, by the first two digits of the region."""
        two = func.substr(Prospect.region, 1, 2)
        query = select(two, func.count()).where(Prospect.product_id == product_id, Prospect.stage.in_(OPEN))
        return dict(self.session.execute(query.group_by(two)).all())

    def add(self, facts: ProspectFacts) -> Prospect:
        """Put somebody on the list of a cell; Refused for an account that cannot take one (`prospect.not_a_lead`)."""
        if facts.account is not None and facts.account.kind not in TAKERS:
            raise Refused("prospect.not_a_lead", number=facts.account.number)
        month = f"{self.work.today:%Y%m}"
        prospect = Prospect(
            number=f"RP-{month}-{next_number(self.session, f'prospect.{month}'):04d}", product_id=facts.product.id,
            region=facts.region, account_id=facts.account.id if facts.account else None,
            name="" if facts.account else facts.name, contact=facts.contact, next_step=facts.next_step,
            next_on=facts.next_on, owner_id=facts.owner_id, remark=facts.remark, created_at=self.work.now,
            stage_at=self.work.now,
        )  # fmt: skip
        self.session.add(prospect)
        self._record(prospect, "prospect.added", product=facts.product.code, region=facts.region)
        return prospect

    def move(self, prospect: Prospect, step: Step, remark: str | None = None, seen: int | None = None) -> None:
        """Say how far it is; Conflict and Refused as a pipeline has it, and Refused for a signature of somebody who is
        no account yet."""
        prospect.require_seen(seen)
        prospect.require_way(step)
        if step.stage == Stage.SIGNED and prospect.account_id is None:
            raise Refused("prospect.no_account")
        prospect.remark = prospect.remark if remark is None else remark
        prospect.take(step, by=self.work.actor, at=self.work.now)

    def tie(self, prospect: Prospect, account: Account) -> None:
        """The name has become an account."""
        if account.kind not in TAKERS:
            raise Refused("prospect.not_a_lead", number=account.number)
        prospect.account_id = account.id
        self._record(prospect, "prospect.tied", account=account.number)

    def _record(self, prospect: Prospect, kind: str, **facts: Any) -> None:
        prospect.record(kind, by=self.work.actor, at=self.work.now, **facts)


@cache
def _with() -> tuple[Any, ...]:
    """What a list shows of each."""
    return (
        joinedload(Prospect.account),
        joinedload(Prospect.product),
        joinedload(Prospect.owner).joinedload(Staff.login),
    )


def _within(query: AnySelect) -> AnySelect:
    """Names that are no account yet everybody sees; of accounts only those the visitor does."""
    its = aliased(Account)
    seen = select(its.id).where(its.id == Prospect.account_id).exists()
    return query.where(or_(Prospect.account_id.is_(None), seen))


def _narrowed(query: AnySelect, wanted: Wanted, *, by_stage: bool = True) -> AnySelect:
    where: list[ColumnElement[bool]] = []
    if wanted.product_id is not None:
        where.append(Prospect.product_id == wanted.product_id)
    if wanted.province:
        where.append(func.substr(Prospect.region, 1, 2) == wanted.province)
    if wanted.owner_id is not None:
        where.append(Prospect.owner_id == wanted.owner_id)
    if by_stage:
        where.append(Prospect.stage.in_(OPEN) if wanted.stage == "open" else Prospect.stage == wanted.stage)
    return query.where(*where)
