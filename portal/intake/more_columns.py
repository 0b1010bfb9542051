"""The account's columns beyond name, numbers and place: invoice, bank, trade, who looks after it and who brought it."""

from sqlalchemy.orm import aliased

from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.people.models import Login, Staff
from portal.intake.columns import Column

CarePost, CareLogin = aliased(Staff), aliased(Login)
SponsorPost, SponsorLogin = aliased(Staff), aliased(Login)
Introducer = aliased(Account)

TRADE: tuple[Column, ...] = (
    Column(
        "invoice_title", "开票名称", "Invoice title", "开票抬头 发票抬头", "line", Account.invoice_title,
    ),
    Column(
        "invoice_uscc", "开票税号", "Tax number on the invoice", "发票税号 invoicetaxnumber", "uscc",
        Account.invoice_uscc,
    ),
    Column(
        "invoice_address", "开票地址", "Address on the invoice", "发票地址 invoiceaddress", "line",
        Account.invoice_address,
    ),
    Column(
        "invoice_tel", "开票电话", "Phone on the invoice", "发票电话 invoicephone invoicetel", "line",
        Account.invoice_tel,
    ),
    Column("bank_name", "开户银行", "Bank and branch", "开户行 银行 bank bankname", "line", Account.bank_name),
    Column(
        "bank_holder", "银行户名", "Account holder", "户名 开户名称 开户名 bankholder", "line", Account.bank_holder,
    ),
    Column(
        "bank_account", "银行账号", "Bank account", "银行帐号 账号 帐号 银行账户 bankaccount bankaccountnumber",
        "bank_account", Account.bank_account_sealed, is_secret=True,
    ),
    Column("tax_mode", "开票方式", "How they invoice", "税务方式 taxmode", "choice", Account.tax_mode),
    Column(
        "channels", "终端类型", "Where they sell", "销售终端 终端 saleschannels channels", "several", Account.channels,
    ),
    Column(
        "resources", "医院资源", "Hospitals and departments", "医院科室 hospitals resources", "text",
        Account.resources,
    ),
    Column(
        "other_products", "现有代理品种", "Products of others they sell", "代理品种 现有品种 otherproducts", "text",
        Account.other_products,
    ),
    Column("team_size", "销售团队", "Sales team", "团队规模 团队人数 团队 teamsize", "choice", Account.team_size),
    Column("annual_sales", "年销售额", "Sales a year", "年销售 年销售规模 annualsales", "choice", Account.annual_sales),
)  # fmt: skip
STANDING: tuple[Column, ...] = (
    Column("introduced_by", "引荐人", "Introduced by", "介绍人 推荐人 引荐人编号 introducedby referrer", "introducer",
           Introducer.number),
    Column("value_type", "价值类型", "Value type", "valuetype", "choice", AccountStanding.value_type),
    Column("care_owner_name", "客情专员", "Care owner", "客情负责人 careowner", "text", CareLogin.name),
    Column("sponsor_name", "高层对接人", "Executive sponsor", "高层负责人 sponsor executivesponsor", "text",
           SponsorLogin.name),
    Column("tags", "标签", "Tags", "客户标签 tag", "tags"),
    Column("blacklist_reason", "黑名单原因", "Why on the blacklist", "拉黑原因", "text",
           AccountStanding.blacklist_reason),
    Column("blacklist_evidence", "黑名单依据", "Evidence for the blacklist", "拉黑依据", "text",
           AccountStanding.blacklist_evidence),
)  # fmt: skip
