"""What generated requests ask for: category by category a subject, the category's own fields and an answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from portal.cli.demo.draw import Draw, spread
from portal.domain.requests.catalogue import FactValue
from portal.domain.requests.catalogue import RequestCategory as R

Facts = dict[str, FactValue]


@dataclass(frozen=True)
class About:
    """What a request can refer to: the day it was filed, the product by code and name, a place."""

    day: date
    code: str
    product: str
    province: str
    place: str
    draw: Draw

    def number(self, field: str, least: int, most: int) -> int:
        return least + self.draw.number(field, most - least + 1)

    def later(self, field: str, least: int, most: int) -> date:
        return self.day + timedelta(days=self.number(field, least, most))

    @property
    def batch_no(self) -> str:
        return f"{self.day:%y%m}{self.number('batch', 1000, 9999)}"

    @cached_property
    def words(self) -> dict[str, Any]:
        return {"product": self.product, "place": self.place, "boxes": self.number("boxes", 1, 60) * 20,
                "order": f"PO-{self.day:%Y%m%d}-{self.number('order', 1, 40):02d}"}  # fmt: skip


@dataclass(frozen=True)
class Wish:
    """Subjects and answers are filled with the words of an About; `needs_contract` as the catalogue says."""

    subjects: tuple[str, ...]
    answer: str
    facts: Callable[[About], Facts]
    needs_contract: bool = False


def _goods(about: About) -> Facts:
    return {"product": about.code, "batch_no": about.batch_no, "boxes": about.words["boxes"]}


WISHES: dict[R, Wish] = {
    R.DELIVERY_QUERY: Wish(
        ("{order} 的{product}到哪了？", "{product} {boxes} 盒还没到", "{place}的{product}哪天能到？"),
        "查到了，{product}已在途中，预计后天到。到货前司机会打电话。",
        lambda a: {"order_no": a.words["order"], "product": a.code, "stockout": a.draw.happens("stockout", 15)},
    ),
    R.QUALIFICATION_COPY: Wish(
        ("{place}进院要{product}全套资料", "{product}投标资料盖章件", "首营资料再要一份：{product}"),
        "盖章件已寄出，电子版在附件里，缺的检验报告明天补上。",
        lambda a: {"purpose": a.draw.one_of("purpose", ("hospital_entry", "tender", "first_operation", "inspection")),
                   "product": a.code, "institution": f"{a.place}医院", "needed_by": a.later("needed", 1, 14),
                   "doc_types": ("business_licence", "approval_cert"), "medium": "paper"},
    ),
    R.INVOICE_PAPER: Wish(
        ("补开{order}的发票", "{order}缺随货同行单", "{order}的上游发票复印件"),
        "票据已开好，今天寄出，单号稍后发您。",
        lambda a: {"order_no": a.words["order"],
                   "paper": a.draw.one_of("paper", ("vat_invoice", "delivery_note", "upstream_invoice_copy"))},
    ),
    R.RETURN_EXCHANGE: Wish(
        ("{product} {boxes} 盒近效期，申请换货", "{product}发错规格，退 {boxes} 盒"),
        "可以换，按合同八折抵扣，请把货寄回总仓。",
        lambda a: {**_goods(a), "expires_on": a.later("expiry", 60, 200),
                   "return_reason": a.draw.one_of("why", ("near_expiry", "wrong_goods", "slow_sales"))},
    ),
    R.DAMAGE_SHORT: Wish(
        ("{order}到货破损", "{order}少了 {boxes} 盒"),
        "照片收到，按破损补发，运费我们承担。",
        lambda a: {"order_no": a.words["order"], "batch_no": a.batch_no, "boxes": a.number("few", 1, 40)},
    ),
    R.QUALITY_COMPLAINT: Wish(
        ("{product}外包装有色差", "{product}说明书印刷不清"),
        "已封存同批留样，质量部三天内给结论。",
        lambda a: {"product": a.code, "batch_no": a.batch_no,
                   "defect": a.draw.one_of("defect", ("appearance", "packaging", "labelling")), "sample_kept": True},
    ),
    R.ADR_REPORT: Wish(
        ("{product}用药后恶心，已停药",),
        "已登记并交持有人，请保留包装。",
        lambda a: {"product": a.code, "batch_no": a.batch_no, "reaction": "用药后恶心，停药后好转。",
                   "onset_on": a.later("onset", -5, 0), "outcome": "recovered", "severity": "ordinary"},
    ),
    R.DIVERSION_COMPLAINT: Wish(
        ("{place}出现外省流入的{product}", "{place}药店的{product}低价，疑似窜货"),
        "证据收到，正在追查批号，请补一张购药小票。",
        lambda a: {**_goods(a), "province": a.province, "place": a.place, "terminal": "便民药房"},
    ),
    R.TERRITORY_ADD: Wish(
        ("申请增加{place}三家医院：{product}",),
        "区域没有冲突，任务量谈好后签补充协议。",
        lambda a: {"product": a.code, "province": a.province, "plan": "先做县医院，再做社区。"},
    ),
    R.PRICE_ADJUSTMENT: Wish(
        ("{product}挂网价调整后底价倒挂",),
        "请上传中选证明，库存按 60 天内购进补差。",
        lambda a: {"product": a.code, "asked_price": a.number("price", 1200, 9000),
                   "price_reason": a.draw.one_of("cut", ("listing_change", "market", "vbp_cut"))},
    ),
    R.TENDER_SUPPORT: Wish(
        ("{place}挂网要{product}的报价文件",),
        "文件准备好了，投标前一天会有同事到场。",
        lambda a: {"province": a.province, "project": f"{a.place}阳光采购", "deadline_on": a.later("deadline", 2, 25),
                   "documents": ("报价函", "授权书")},
    ),
    R.PROMOTION_SUPPORT: Wish(
        ("{place}科室会要{product}彩页 50 份",),
        "彩页今天寄出，会后请上传签到表和照片。",
        lambda a: {"activity": "科室会", "held_on": a.later("held", 10, 40), "place": a.place,
                   "audience": "医生 15 人", "budget_items": ("彩页 50 份",)},
    ),
    R.REBATE_SETTLEMENT: Wish(
        ("上季度返利什么时候结？", "返利按含税还是不含税？"),
        "对账单已发您，确认后十个工作日内结。",
        lambda a: {"period": f"{a.day.year} 年上季度", "pay_as": "allowance"}, needs_contract=True,
    ),
    R.DEPOSIT_REFUND: Wish(
        ("合同到期，申请退保证金",),
        "清算完成后三十天内退回原账户。",
        lambda a: {"amount": a.number("deposit", 1, 5) * 1_000_000, "refund_to": "account_on_file"},
        needs_contract=True,
    ),
    R.CONTRACT_EXTENSION: Wish(
        ("合同快到期，想续一年",),
        "收到，这就是书面通知。任务量按今年上浮一成。",
        lambda a: {"months": a.draw.one_of("term", (6, 12, 24)), "plan": "保持现有终端。"}, needs_contract=True,
    ),
}  # fmt: skip

CATEGORIES = spread(
    {
        R.DELIVERY_QUERY: 24, R.QUALIFICATION_COPY: 20, R.INVOICE_PAPER: 14, R.RETURN_EXCHANGE: 8, R.DAMAGE_SHORT: 6,
        R.REBATE_SETTLEMENT: 6, R.PROMOTION_SUPPORT: 5, R.TENDER_SUPPORT: 4, R.DIVERSION_COMPLAINT: 4,
        R.CONTRACT_EXTENSION: 3, R.TERRITORY_ADD: 2, R.PRICE_ADJUSTMENT: 2, R.QUALITY_COMPLAINT: 1, R.ADR_REPORT: 1,
        R.DEPOSIT_REFUND: 1,
    }
)  # fmt: skip
