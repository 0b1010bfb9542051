"""The columns of prospects, one line each: what an import reads and what an export writes."""

from portal.domain.people.models import Login
from portal.domain.products.models import Product
from portal.domain.recruiting.models import Prospect
from portal.intake.columns import Column
from portal.intake.plain.columns import ACCOUNT_NAME, ACCOUNT_NO

PROSPECTS: tuple[Column, ...] = (
    Column("prospect_no", "招商对象编号", "Prospect number", "编号 线索编号 prospectno", "code", Prospect.number),
    Column("product_code", "产品编码", "Product code", "产品编号 商品编码 sku item code", "product", Product.code),
    Column("product_name", "产品名称", "Product name", "通用名 药品名称 品名 product", "aside", Product.name_zh),
    Column("region", "地区", "Region", "区域 省份 目标区域 where territory province", "region", Prospect.region),
    ACCOUNT_NO,
    ACCOUNT_NAME,
    Column("name", "姓名", "Name", "名称 对象 意向客户 候选人 candidate prospect", "name", Prospect.name),
    Column("reached_at", "联系方式", "How to reach them", "电话 手机 联系电话 contact phone", "line", Prospect.contact),
    Column("recruit_stage", "招商阶段", "How far it is", "进展 阶段 跟进阶段 stage progress", "recruit_stage",
           Prospect.stage),
    Column("next_step", "下一步", "Next step", "下一步动作 跟进计划 nextaction", "line", Prospect.next_step),
    Column("next_on", "下一步日期", "By when", "跟进日期 计划日期 nextdate due", "day", Prospect.next_on),
    Column("keeper_name", "跟进人", "Who looks after it", "负责人 招商经理 owner", "line", Login.name),
    Column("lost_reason", "未成原因", "Why lost", "失败原因 流失原因 lostreason", "lost_reason", Prospect.lost_reason),
    Column("remark", "备注", "Remark", "说明 note notes comment", "long", Prospect.remark),
)  # fmt: skip
NEEDS = ("product_code", "region")
HELD_IN = {
    "region": "region", "name": "name", "reached_at": "contact", "recruit_stage": "stage", "next_step": "next_step",
    "next_on": "next_on", "lost_reason": "lost_reason", "remark": "remark",
}  # fmt: skip
"""Fields of the table that are columns of the prospect itself."""
