"""The columns of both sheets, one line each: amended clauses and territories, as an export writes them."""

from portal.domain.accounts.models import Account
from portal.domain.contracts.models import Clause, Contract, ContractTerritory, ContractVersion
from portal.intake.columns import Column
from portal.intake.plain.columns import ACCOUNT_NAME

CONTRACT_NO = Column(
    "contract_no", "合同编号", "Contract number", "合同号 协议编号 协议号", "contract", Contract.number
)
VERSION_NO = Column("version_no", "版本", "Version", "版本号 第几版 补充协议 version versionno", "whole")
ACCOUNT_NO = Column("account_no", "客户编号", "Account number", "客户编码", "aside", Account.number)
SIGNED: tuple[Column, ...] = (
    Column("effective_from", "生效日", "Takes effect", "生效日期 变更生效日", "day", ContractVersion.effective_from),
    Column("signed_by_us_on", "我方签署日期", "We signed on", "我方签署", "contract", ContractVersion.signed_by_us_on),
    Column("signed_by_partner_on", "对方签署日期", "The other side signed on", "对方签署", "contract",
           ContractVersion.signed_by_partner_on),
    Column("summary", "变更概要", "What it is about", "概要 摘要", "long", ContractVersion.summary),
)  # fmt: skip
CLAUSES: tuple[Column, ...] = (
    CONTRACT_NO,
    Column("article", "条款编号", "Article", "条号 条款", "contract", Clause.article),
    Column("clause_type", "条款类型", "Type of clause", "类型", "contract"),
    Column("binds", "约束方", "Binds", "义务方", "contract", Clause.binds),
    Column("page", "页码", "Page", "页", "contract", Clause.page),
    Column("text_zh", "中文原文", "Wording in Chinese", "原文 条款内容", "contract", Clause.text_zh),
    Column("text_en", "英文原文", "Wording in English", "英文", "contract", Clause.text_en),
    Column("parameters", "参数", "Parameters", "条款参数", "contract"),
)  # fmt: skip
AMENDED: tuple[Column, ...] = (
    CONTRACT_NO,
    Column("version_no", VERSION_NO.zh, VERSION_NO.en, VERSION_NO.also, "whole", ContractVersion.no),
    *SIGNED,
    Column("change", "变更", "Change", "变更方式 增改删", "clause_change", Clause.change),
    *CLAUSES[1:],
)
TERRITORIES: tuple[Column, ...] = (
    CONTRACT_NO,
    ACCOUNT_NO,
    ACCOUNT_NAME,
    Column("side", "方向", "Side", "", "aside", Contract.side),
    Column("products", "产品", "Products", "", "aside"),
    Column("region", "省份", "Province", "地区 区域 授权区域 授权地区 省市县 region territory", "region",
           ContractTerritory.province),
    Column("place", "具体范围", "Narrowed to", "范围 医院 place hospital", "contract", ContractTerritory.place),
    Column("channel", "渠道", "Channel", "销售渠道", "contract", ContractTerritory.channel),
    Column("level", "权利", "Right", "授权性质 独家性 level", "contract", ContractTerritory.level),
    Column("version_no", VERSION_NO.zh, VERSION_NO.en, VERSION_NO.also, "whole", ContractTerritory.version_no),
    *SIGNED,
    Column("override", "超出授权仍予授予的原因", "Why it is granted all the same", "超出授权原因", "contract"),
    Column("starts_on", "首日", "First day", "", "aside", Contract.starts_on),
    Column("ends_on", "末日", "Last day", "", "aside", Contract.ends_on),
)  # fmt: skip
OF_VERSION = ("effective_from", "signed_by_us_on", "signed_by_partner_on", "summary", "override")
"""What is said once for all rows of a version, by whichever of them."""
