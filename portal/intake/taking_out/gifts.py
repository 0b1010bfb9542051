"""Gifts as they can be taken out, narrowed as their list."""

from sqlalchemy.orm import aliased

from portal.domain.accounts.models import Account
from portal.domain.care.giving.ledger import GiftFilter
from portal.domain.care.giving.models import Giving
from portal.domain.people.models import Login, Staff
from portal.domain.unit_of_work import UnitOfWork
from portal.domain.work import AnySelect
from portal.intake.columns import Column
from portal.intake.plain.columns import ACCOUNT_NAME, ACCOUNT_NO
from portal.intake.taking_out.extract import Extract, Wanted

_proposer, _decider = aliased(Login), aliased(Login)
_posts = aliased(Staff), aliased(Staff)
GIFTS: tuple[Column, ...] = (
    Column("number", "礼品编号", "Gift number", source=Giving.number),
    ACCOUNT_NO,
    ACCOUNT_NAME,
    Column("recipient", "收礼人", "For whom", source=Giving.recipient),
    Column("occasion", "事由", "Occasion", source=Giving.occasion),
    Column("kind", "种类", "Kind", source=Giving.kind),
    Column("item", "礼品", "What it is", source=Giving.item),
    Column("cost", "金额（元）", "Cost (yuan)", reads="money", source=Giving.cost),
    Column("on", "送出日", "To be sent on", source=Giving.on),
    Column("state", "状态", "State", source=Giving.state),
    Column("proposed_by", "申请人", "Proposed by", source=_proposer.name),
    Column("decided_by", "审批人", "Decided by", source=_decider.name),
    Column("reason", "不批准原因", "Why not", source=Giving.reason),
    Column("courier", "快递", "Courier and number", source=Giving.courier),
    Column("receipt", "签收情况", "Receipt", source=Giving.receipt),
)


def _joined(query: AnySelect) -> AnySelect:
    first, second = _posts
    query = query.select_from(Giving).join(Account, Account.id == Giving.account_id)
    query = query.join(first, first.id == Giving.proposed_by_id).join(_proposer, _proposer.id == first.login_id)
    query = query.outerjoin(second, second.id == Giving.decided_by_id)
    return query.outerjoin(_decider, _decider.id == second.login_id)


def _narrowed(query: AnySelect, wanted: Wanted, uow: UnitOfWork) -> AnySelect:
    return uow.gift_ledger.narrowed(query, GiftFilter(**wanted))


GIVEN = Extract("gifts", GIFTS, Giving.id, _joined, _narrowed)
