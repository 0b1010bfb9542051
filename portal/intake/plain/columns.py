"""The columns of people, papers and products, one line each: what an import reads and what an export writes."""

from portal.domain.accounts.models import Account, Contact, Qualification
from portal.domain.products.models import Product, Supply
from portal.intake.columns import Column

_ACCOUNT = "客户编码 客户代码 客户号 accountno customernumber"
ACCOUNT_NO = Column("account_no", "客户编号", "Account number", _ACCOUNT, "account_no", Account.number)
ACCOUNT_NAME = Column("account_name", "客户名称", "Account name", "公司名称 单位名称 company", "aside", Account.name_zh)

CONTACTS: tuple[Column, ...] = (
    ACCOUNT_NO,
    ACCOUNT_NAME,
    Column("name", "姓名", "Name", "联系人 联系人姓名 contact contactname person", "name", Contact.name),
    Column("role", "职责", "Role", "职务 岗位 position title", "role", Contact.role),
    Column("mobile", "手机", "Mobile", "手机号 手机号码 mobilephone", "mobile", Contact.mobile),
    Column("email", "邮箱", "E-mail", "电子邮箱 邮件 mail", "email", Contact.email),
    Column("wechat", "微信", "WeChat", "微信号 wechatid", "line", Contact.wechat),
    Column("is_primary", "主要联系人", "Main contact", "主联系人 primary primarycontact", "yes_no", Contact.is_primary),
    Column("level", "级别", "Level", "层级 职级", "level", Contact.level),
    Column("is_decision_maker", "决策人", "Decides about purchases", "采购决策人 decisionmaker", "yes_no",
           Contact.is_decision_maker),
    Column("is_hcp", "医疗卫生专业人士", "Health professional", "医务人员 hcp", "yes_no", Contact.is_hcp),
    Column("is_hcp_relative", "医务人员亲属", "Relative of a health professional", "", "yes_no",
           Contact.is_hcp_relative),
    Column("is_public_official", "公职人员", "Public official", "", "yes_no", Contact.is_public_official),
    Column("birthday_calendar", "生日历法", "Birthday by the", "历法 calendar", "calendar", Contact.birthday_calendar),
    Column("birthday_month", "生日月", "Birthday month", "出生月", "whole", Contact.birthday_month),
    Column("birthday_day", "生日日", "Birthday day", "出生日", "whole", Contact.birthday_day),
    Column("birthday_is_leap", "闰月", "Leap month", "", "yes_no", Contact.birthday_is_leap),
    Column("birthday_year", "出生年", "Year of birth", "生日年", "whole", Contact.birthday_year),
    Column("preferred_channel", "偏好联系方式", "Likes to be reached by", "联系偏好 preferredchannel", "reached_by",
           Contact.preferred_channel),
    Column("best_time", "方便时间", "Best time", "联系时间 besttime", "line", Contact.best_time),
)  # fmt: skip
QUALIFICATIONS: tuple[Column, ...] = (
    ACCOUNT_NO,
    ACCOUNT_NAME,
    Column(
        "doc_type", "证件类型", "Document", "资质类型 证照类型 资质 documenttype type", "doc_type",
        Qualification.doc_type,
    ),
    Column("number", "证件编号", "Document number", "证号 编号 number no", "code", Qualification.number),
    Column("issued_on", "发证日期", "Issued on", "签发日期 issued issuedate", "day", Qualification.issued_on),
    Column(
        "expires_on", "有效期至", "Valid until", "有效期 到期日 到期日期 validto expires expiry", "last_day",
        Qualification.expires_on,
    ),
    Column("state", "状态", "State", "审核状态", "paper_state", Qualification.state),
    Column("reason", "退回原因", "Why rejected", "驳回原因", "long", Qualification.reason),
)  # fmt: skip
PRODUCTS: tuple[Column, ...] = (
    Column("code", "产品编码", "Product code", "产品编号 编码 商品编码 code", "code", Product.code),
    Column(
        "name_zh", "通用名", "Product name", "产品名称 药品名称 品名 名称 genericname name", "name", Product.name_zh,
    ),
    Column("name_en", "英文名", "English name", "英文名称 nameinenglish", "line", Product.name_en),
    Column("trade_name", "商品名", "Trade name", "brand brandname", "line", Product.trade_name),
    Column("spec", "规格", "Specification", "包装规格 spec packsize strength", "line", Product.spec),
    Column("form", "剂型", "Dosage form", "form", "line", Product.form),
    Column("boxes_per_case", "件装量", "Boxes per case", "装箱数 每件盒数 casesize", "whole", Product.boxes_per_case),
    Column(
        "approval_no", "批准文号", "Approval number", "国药准字 approval approvalno", "approval", Product.approval_no,
    ),
    Column(
        "approval_until", "批准文号有效期至", "Approval valid until", "批件有效期 approvalexpiry", "day",
        Product.approval_until,
    ),
    Column("storage", "贮藏条件", "Kept at", "储存条件 贮藏 storage storagecondition", "storage", Product.storage),
    Column("pack", "包装", "Pack", "包装单位", "line", Product.pack),
    Column("mah", "上市许可持有人", "Marketing authorisation holder", "持有人 mah", "line", Product.mah),
    Column("maker", "生产企业", "Made by", "厂家 生产厂家 manufacturer maker", "line", Product.maker),
    Column("shelf_life_months", "有效期（月）", "Shelf life in months", "保质期 shelflife", "whole",
           Product.shelf_life_months),
    Column("rx_otc", "处方分类", "Prescription or OTC", "处方药类别 rxotc", "rx_otc", Product.rx_otc),
    Column("nrdl_class", "医保类别", "Reimbursement class", "医保 nrdl", "nrdl", Product.nrdl_class),
    Column("edl", "基药", "Essential drug list", "基本药物 edl", "edl", Product.edl),
    Column("vbp_status", "集采情况", "Volume-based procurement", "集采 带量采购 vbp", "vbp", Product.vbp_status),
    Column("supplier_no", "供应商编号", "Supplier number", "供应商 supplier supplierno", "account_no", Account.number),
    Column("listed_price", "挂网价", "Listed price", "中标价 挂网价格 price", "money", Supply.listed_price),
    Column("supply_price", "供货价", "Supply price", "结算价 供货价格 cost", "money", Supply.supply_price),
)  # fmt: skip
