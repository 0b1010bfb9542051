"""The columns of agreements, deposits, requests and feedback, one line each."""

from sqlalchemy import case

from portal.domain.accounts.models import Account
from portal.domain.contracts.breaches.deposit import SIGNS, DepositEntry
from portal.domain.contracts.models import Clause, Contract
from portal.domain.feedback.models import Feedback
from portal.domain.requests.desk_card import DeskCard
from portal.domain.requests.models import ServiceRequest
from portal.intake.columns import Column
from portal.intake.plain.columns import ACCOUNT_NAME, ACCOUNT_NO

SIGNED = case(
    *((DepositEntry.kind == kind, DepositEntry.fen * sign) for kind, sign in SIGNS.items() if sign),
    else_=DepositEntry.fen,
)
"""What a movement adds to the balance, in fen: what is taken out is negative; a compensation lies outside of it."""
CONTRACT_NO = Column("contract_no", "合同编号", "Contract number", source=Contract.number)
CONTRACTS: tuple[Column, ...] = (
    CONTRACT_NO,
    Column("account", "客户编号", "Account number", source=Account.number),
    Column("account_name", "客户名称（参考）", "Account name (for reading)", source=Account.name_zh),
    Column("side", "方向", "Side", source=Contract.side),
    Column("mode", "合作方式", "How we cooperate", source=Contract.cooperation_mode),
    Column("title", "标题", "Title", source=Contract.title),
    Column("starts_on", "首日", "First day", source=Contract.starts_on),
    Column("ends_on", "末日", "Last day", source=Contract.ends_on),
    Column("products", "产品", "Products"),
    Column("provinces", "省份", "Provinces"),
    Column("areas", "城市、区县或医院", "Cities, counties or hospitals"),
    Column("place", "具体范围", "Narrowed to"),
    Column("channel", "渠道", "Channel"),
    Column("level", "权利", "Right"),
    Column("goods_party", "货物承接方", "Who takes the goods"),
    Column("signed_by_us_on", "我方签署日期", "We signed on"),
    Column("signed_by_partner_on", "对方签署日期", "The other side signed on"),
    Column("override", "超出授权仍予授予的原因", "Why it is granted all the same"),
)
CLAUSES: tuple[Column, ...] = (
    CONTRACT_NO,
    Column("article", "条款编号", "Article", source=Clause.article),
    Column("clause_type", "条款类型", "Type of clause"),
    Column("binds", "约束方", "Binds", source=Clause.binds),
    Column("page", "页码", "Page", source=Clause.page),
    Column("text_zh", "中文原文", "Wording in Chinese", source=Clause.text_zh),
    Column("text_en", "英文原文", "Wording in English", source=Clause.text_en),
    Column("parameters", "参数", "Parameters"),
)
DEPOSITS: tuple[Column, ...] = (
    CONTRACT_NO,
    ACCOUNT_NO,
    ACCOUNT_NAME,
    Column("moved_on", "日期", "Day", source=DepositEntry.moved_on),
    Column("entry_kind", "类型", "Movement", source=DepositEntry.kind),
    Column("fen", "金额（元）", "Amount (yuan)", reads="money", source=SIGNED),
    Column("note", "说明", "Note", source=DepositEntry.note),
)
REQUESTS: tuple[Column, ...] = (
    Column("number", "请求编号", "Request number", source=ServiceRequest.number),
    ACCOUNT_NO,
    ACCOUNT_NAME,
    Column("category", "类别", "Category", source=DeskCard.category),
    Column("state", "状态", "State", source=DeskCard.state),
    Column("priority", "优先级", "Priority", source=DeskCard.priority),
    Column("subject", "主题", "Subject", source=ServiceRequest.subject),
    Column("text", "内容", "Text", source=ServiceRequest.text),
    Column("posted_at", "提交时间", "Filed", source=ServiceRequest.posted_at),
    Column("answered_at", "首次答复", "First answer", source=ServiceRequest.answered_at),
    Column("resolved_at", "解决时间", "Resolved", source=ServiceRequest.resolved_at),
    Column("outcome", "结果", "Outcome", source=ServiceRequest.outcome),
)
FEEDBACK: tuple[Column, ...] = (
    Column("number", "反馈编号", "Feedback number", source=Feedback.number),
    ACCOUNT_NO,
    ACCOUNT_NAME,
    Column("kind", "类型", "Kind", source=Feedback.kind),
    Column("state", "状态", "State", source=Feedback.state),
    Column("subject", "主题", "Subject", source=Feedback.subject),
    Column("text", "内容", "Text", source=Feedback.text),
    Column("posted_at", "收到时间", "Received", source=Feedback.posted_at),
    Column("answered_at", "答复时间", "Answered", source=Feedback.answered_at),
    Column("closed_at", "关闭时间", "Closed", source=Feedback.closed_at),
)
