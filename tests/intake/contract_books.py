"""Contract workbooks made for the tests, and what the archive holds of agreements."""

from flask import Flask
from sqlalchemy import select

from portal.db.transaction import transaction
from portal.domain.contracts.loading import whole
from portal.domain.contracts.models import Contract
from portal.intake.contracts.snapshots import snapshot
from tests.intake.books import Cells, Merged, xlsx
from tests.intake.importing import EVERYTHING, Importing

HEAD = [
    "合同编号",
    "客户",
    "方向",
    "合作方式",
    "合同名称",
    "开始日期",
    "结束日期",
    "月数",
    "产品",
    "省份",
    "渠道",
    "授权性质",
    "货权承接方",
    "我方签署日期",
    "对方签署日期",
    "超出授权原因",
]
CLAUSE_HEAD = ["合同编号", "条款编号", "条款类型", "约束方", "原文", "参数", "金额"]


def row(number: str, account: str = "D-000101", **more: object) -> list[object]:
    """An agreement of the cast that nothing is wrong with, unless `more` says otherwise; None is an empty cell."""
    cells = dict(
        zip(
            HEAD,
            (
                number,
                account,
                "下游",
                "买断",
                "洛施坦四川经销",
                "2027-01-01",
                "2027-12-31",
                None,
                "PR01",
                "四川",
                None,
                "独家",
                None,
                None,
                None,
                None,
            ),
            strict=True,
        )
    )
    assert set(more) <= set(cells)
    return list((cells | more).values())


def clause(
    number: object,
    article: str,
    kind: str = "保证金",
    binds: str = "对方",
    text: str | None = "原文如此。",
    parameters: str = "缴纳期限=10; 担保范围=履约; 补足期限=15; 清算后退还期限=30",
    amount: object = "10万元",
):
    return [number, article, kind, binds, text, parameters, amount]


FIXED = (
    "固定违约金",
    "约束对方",
    "乙方违约的支付违约金。",
    "违约金由谁付=对方; 针对的违约=串货; 改正期限=5个自然日",
    "¥5,000.00",
)
SIGNED = {"我方签署日期": "2026.10.20", "对方签署日期": "2026年10月22日"}


def book(*rows: object, clauses: Cells = ()) -> bytes:
    return xlsx(合同=[HEAD, *rows], 条款=[CLAUSE_HEAD, *clauses])  # type: ignore[list-item]


DIRTY = xlsx(
    合同台账=[
        [Merged("2026年度合同台账（内部）", 15)],
        [],
        HEAD,
        row(
            " Ｄ－２０２７－０２１ ",
            "成都岷川医药",
            开始日期="2027年1月1日",
            结束日期="2027.12.31",
            省份="四川省、重庆",
            **SIGNED,
        ),
        [],
        row(
            "D-2027-022",
            "D-000102",
            开始日期="20270101",
            结束日期=None,
            月数="12个月",
            省份="全国",
            产品="国药准字H20990001",
            授权性质="非独家",
            超出授权原因="存量合同，总经理已批准",
        ),
        row("D-2027-022", "D-000102"),
        row("D-2027-023", "查无此人医药"),
        row("D-2027-024", 结束日期="2026-12-31"),
        row("D-2027-025", "N-000201"),
        row("D-2027-026", 开始日期="03/04/2027"),
        row("D-2027-027"),
        row("D-2026-011"),
        row("D-2027-028", "D-000102", 开始日期="2027/1/1", 产品="洛施坦缓释片，PR99"),
        row("D-2027-029", "D-000102"),
        row("D-2027-030", 结束日期="2039-12-31"),
        HEAD,
        ["合计", 9],
    ],
    条款明细=[
        ["合同编号", "条款编号", "条款类型", "约束方", "原文", "参数", "金额"],
        clause("D-2027-021", "第１条"),
        ["", "第 2 条", *FIXED],
        clause(
            "D-2027-022",
            "第 1 条",
            "自动续约",
            "双方",
            None,
            "每次续约=12个月；拒绝续约须提前：60天；谁可以拒绝=任何一方",
            None,
        ),
        clause("D-2027-027", "第 1 条"),
        clause("D-2027-027", "第 2 条", "没有这种条款"),
        clause("D-2027-027", "第 3 条", amount=None),
        clause(
            "D-2027-027",
            "第 4 条",
            "供货时效",
            "我方",
            parameters="供货期限=3个自然日; 日率=0.001; 没有=1",
            amount=None,
        ),
        clause("D-2027-027", "第 4 条"),
        clause("D-2027-099", "第 1 条"),
    ],
)


def contracts(app: Flask) -> dict[str, dict]:
    """Number → what the archive holds of every agreement."""
    with app.app_context(), transaction(EVERYTHING, writes=False) as session:
        found = session.scalars(select(Contract).options(*whole())).unique()
        return {one.number: snapshot(one) | {"account_id": one.account_id, "side": one.side} for one in found}


class ContractImport(Importing):
    def __init__(self, app: Flask, content: bytes) -> None:
        super().__init__(app, content, None, "合同.xlsx", "contracts")
