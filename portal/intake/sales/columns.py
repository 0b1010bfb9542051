"""The columns of the ledger, one line each: what an import reads and what an export writes."""

from portal.domain.products.models import Product
from portal.domain.sales.models import SalesMonth
from portal.intake.columns import Column
from portal.intake.plain.columns import ACCOUNT_NAME, ACCOUNT_NO

SALES: tuple[Column, ...] = (
    ACCOUNT_NO,
    ACCOUNT_NAME,
    Column("product_code", "产品编码", "Product code", "产品编号 商品编码 编码 sku item code", "product", Product.code),
    Column("product_name", "产品名称", "Product name", "通用名 药品名称 品名 product", "aside", Product.name_zh),
    Column("month", "月份", "Month", "销售月份 年月 期间 会计期间 日期 period date", "month", SalesMonth.month),
    Column(
        "amount", "销售额", "Sales", "销售金额 金额 含税金额 销售收入 revenue amount turnover", "signed_money",
        SalesMonth.amount,
    ),
    Column("boxes", "盒数", "Boxes", "数量 销量 销售数量 quantity qty units", "signed_whole", SalesMonth.boxes),
    Column(
        "gross_profit", "毛利", "Gross profit", "毛利额 毛利润 利润 profit margin grossmargin", "signed_money",
        SalesMonth.gross_profit,
    ),
)  # fmt: skip
NEEDS = ("account_no", "product_code", "month", "amount", "boxes", "gross_profit")
FIGURES = ("amount", "boxes", "gross_profit")
