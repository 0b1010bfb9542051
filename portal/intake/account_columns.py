"""The account's columns, one line each: what an import reads and what an export writes. A new field is a line here."""

from portal.domain.accounts.models import Account, AccountStanding, Contact
from portal.domain.people.models import Login
from portal.intake.columns import Column, heading_words
from portal.intake.more_columns import STANDING, TRADE

IGNORED = "序号 行号 原因 编号序号 no sn rowno row reason 工作表 sheet"
"""Left out on purpose: they number the rows, or we wrote them beside error rows ourselves."""

COLUMNS: tuple[Column, ...] = (
    Column(
        "account_no", "客户编号", "Account number",
        "客户编码 客户代码 档案编号 客户号 accountno accountnumber customerno customernumber customercode",
        "account_no", Account.number,
    ),
    Column(
        "kind", "客户类型", "Account kind",
        "客户类别 客户种类 客户性质 单位类型 合作类型 类型 类别 accountkind accounttype customertype kind type",
        "choice", Account.kind,
    ),
    Column("status", "客户状态", "Account status", "档案状态 accountstatus customerstatus", "choice", Account.status),
    Column(
        "name_zh", "客户名称", "Account name",
        "客户全称 公司名称 公司全称 单位名称 单位全称 企业名称 企业全称 经销商名称 经销商 供应商名称 供应商 代理商名称 "
        "代理商 商业公司 客户 公司 单位 名称 全称 companyname company accountname customername customer distributor "
        "supplier name", "name", Account.name_zh,
    ),
    Column("short_name", "客户简称", "Short name", "公司简称 简称 shortname abbreviation", "text", Account.short_name),
    Column(
        "uscc", "统一社会信用代码", "Unified social credit code",
        "社会信用代码 统一信用代码 信用代码 统一代码 税号 纳税人识别号 营业执照号 营业执照注册号 uscc "
        "unifiedsocialcreditcode creditcode taxid taxno taxnumber", "uscc", Account.uscc,
    ),
    Column(
        "id_no", "身份证号", "ID number",
        "身份证号码 身份证 公民身份号码 证件号码 证件号 idnumber idno idcard residentid", "id_no",
        Account.id_no_sealed, is_secret=True,
    ),
    Column(
        "legal_rep", "法定代表人", "Legal representative", "法人代表 法人 负责人 legalrepresentative legalrep",
        "text", Account.legal_rep,
    ),
    Column(
        "reg_capital", "注册资本", "Registered capital", "注册资金 registeredcapital", "capital", Account.reg_capital,
    ),
    Column(
        "founded_on", "成立日期", "Founded on", "成立时间 注册日期 founded foundedon established", "day",
        Account.founded_on,
    ),
    Column("entity_type", "企业类型", "Company type", "企业性质 entitytype companytype", "choice", Account.entity_type),
    Column(
        "licence_no", "许可证号", "Licence number",
        "许可证编号 许可证号码 药品经营许可证 药品经营许可证号 药品经营许可证编号 经营许可证号 经营许可证 "
        "药品生产许可证号 生产许可证号 licenceno licensenumber licenseno licencenumber licence license",
        "licence", Account.licence_no,
    ),
    Column(
        "licence_until", "许可证有效期至", "Licence valid until",
        "许可证有效期 许可证到期日 许可证到期日期 许可证到期 药品经营许可证有效期 经营许可证有效期 有效期至 有效期 "
        "到期日 到期日期 licenceuntil licenseuntil licencevaliduntil licenceexpiry licenseexpiry expirydate "
        "validuntil expires",
        "last_day", Account.licence_until,
    ),
    Column("business_scope", "经营范围", "Business scope", "businessscope scope", "text", Account.business_scope),
    Column(
        "contact_name", "联系人", "Contact",
        "主要联系人 联系人姓名 业务联系人 对接人 姓名 contact contactname contactperson", "text", Contact.name,
    ),
    Column("contact_role", "职务", "Position", "联系人职务 职位 title position"),
    Column(
        "mobile", "手机", "Mobile",
        "手机号 手机号码 联系手机 移动电话 联系人手机 mobile mobileno mobilenumber mobilephone cellphone",
        "phones", Account.mobile,
    ),
    Column(
        "phone", "联系电话", "Phone", "电话 电话号码 联系方式 联系人电话 phone phonenumber phoneno contactphone",
        "phones",
    ),
    Column(
        "tel", "座机", "Landline", "固定电话 固话 办公电话 公司电话 单位电话 tel telephone landline officephone",
        "phones", Account.tel,
    ),
    Column("wechat", "微信", "WeChat", "微信号 wechat wechatid", "text", Contact.wechat),
    Column(
        "email", "邮箱", "E-mail", "电子邮箱 电子邮件 邮件 邮箱地址 email emailaddress mail", "email", Account.email,
    ),
    Column(
        "province", "省份", "Province",
        "省 所在省 所在省份 省市 所属省份 省区 地区 所在地区 区域 所属区域 province region area", "province",
        Account.province,
    ),
    Column("city", "城市", "City", "市 地市 所在城市 所在市 city", "city", Account.city),
    Column(
        "address", "地址", "Address", "公司地址 单位地址 注册地址 详细地址 联系地址 通讯地址 经营地址 收货地址 address",
        "text", Account.address,
    ),
    Column("source", "客户来源", "Source", "来源 来源渠道 source", "choice", Account.source),
    *TRADE,
    *STANDING,
    Column(
        "owner_name", "商务经理", "Business manager",
        "业务经理 客户经理 业务员 负责业务员 所属业务员 商务 owner accountmanager businessmanager salesmanager manager",
        "text", Login.name,
    ),
    Column(
        "tier", "分级", "Tier", "级别 客户级别 客户等级 等级 客户分级 tier level grade", "choice", AccountStanding.tier,
    ),
    Column("stage", "合作阶段", "Stage", "客户阶段 阶段 stage accountstage", "choice", AccountStanding.stage),
    Column(
        "remark", "备注", "Remark", "说明 备注说明 其他 remark remarks note notes comment comments", "text",
        AccountStanding.remark,
    ),
)  # fmt: skip
FIELDS: dict[str, str] = heading_words(COLUMNS) | {"ignored": IGNORED}
