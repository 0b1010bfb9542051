"""Words people use for the kinds, tiers and other fixed choices; the first word of each line is the usual one, and what
stands before a bar is: also the words of our own pages."""

from portal.intake.headings import heading_key

KINDS = {
    "supplier": (
        "供应商 上游厂家 | 上游供应商 上游 供货商 供货单位 厂家 药厂 生产厂家 生产企业 制药企业 suppliers upstream "
        "upstreamsupplier vendor manufacturer"
    ),
    "distributor": (
        "经销商 下游公司 | 下游经销商 下游 代理商 代理 商业公司 医药公司 分销商 配送商 配送公司 distributors dealer "
        "downstream downstreamcompany"
    ),
    "individual": ("个人代理 个人 自然人 医药自然人 个人代理商 个人客户 自然人代理 individuals individualagent person"),
    "peripheral": "外围客户 外围 外围资源 外围单位 外围合作 peripherals peripheralcontact",
}
TIERS = {
    "vip": "VIP 重要 大客户",
    "a": "A A级 A类",
    "b": "B B级 B类",
    "c": "C C级 C类",
    "dormant": "沉睡 休眠 | 沉睡客户",
    "peripheral_key": "重点外围 外围重点 keycontact",
    "peripheral": "外围 contactonly",
}
SOURCES = {
    "expo": "展会 药交会 会展 展览 会议 exhibition fair tradefair",
    "referral": "介绍 引荐 转介绍 推荐 朋友介绍 老客户介绍 熟人介绍 recommended",
    "website": "网站 官网 网络 互联网 web internet",
    "cold_call": "陌生拜访 陌拜 电话 电话拜访 电话营销 coldcall",
    "tender": "招标 招标信息 招投标 投标 tenderlist",
    "media": "媒体 杂志 广告 advertisement",
    "other": "其他 其它",
}
ENTITY_TYPES = {
    "mah": "上市许可持有人 持有人 marketingauthorisationholder",
    "factory": "生产企业 药厂 制药企业 manufacturer",
    "wholesale": "批发企业 药品批发企业 | 批发 医药批发 drugwholesaler",
    "retail_chain": "零售连锁 连锁 连锁药店",
    "delivery": "配送企业 配送 配送公司 deliverycompany",
    "cso": "CSO 推广服务公司（CSO） | 推广服务公司 推广服务 promotioncompany(cso)",
    "tender_firm": "招标代理 招标公司 tenderagency",
    "media": "媒体 杂志社",
    "association": "协会 学会",
    "other": "其他 其它",
}
STATUSES = {
    "lead": "潜在 线索 意向",
    "active": "合作中 正常 合作",
    "dormant": "沉睡 休眠 |",
    "churned": "流失 | 已流失 lost",
    "suspended": "暂停 已暂停 停用",
    "archived": "归档 已归档",
}
STAGES = {
    "s0": "S0初识 S0线索 | 初识 S0lead",
    "s1": "S1意向 S1利益合作 | 意向 S1interest",
    "s2": "S2稳定 S2稳定合作 | 稳定 S2stable",
    "s3": "S3信任 S3信赖 | 信任 S3trust",
    "s4": "S4战略 S4战略伙伴 | 战略 S4strategic",
}
VALUE_TYPES = {
    "opportunity": "商机 机会",
    "tender_info": "招标信息",
    "media": "媒体",
    "reputation": "口碑 信誉",
    "policy": "政策",
}
TAX_MODES = {
    "tax_bureau": "税务局代开 代开 税局代开",
    "sole_trader": "个体工商户 个体户 个体",
    "platform": "平台开票 平台 灵活用工平台",
}
CHANNELS = {
    "public_hospital": "公立医院 公立",
    "private_hospital": "民营医院 民营 私立医院",
    "clinic": "诊所 门诊",
    "pharmacy": "药店 零售药店 连锁药店",
    "third_terminal": "第三终端 基层 基层医疗 乡镇卫生院",
}
TEAM_SIZES = {
    "alone": "单人 1人 个人",
    "to_5": "2-5人",
    "to_20": "6-20人",
    "to_50": "21-50人",
    "more": "50人以上",
}
ANNUAL_SALES = {
    "under_50": "50万以下",
    "to_200": "50-200万",
    "to_1000": "200-1000万",
    "to_5000": "1000-5000万",
    "more": "5000万以上",
}


def _lookup(words: dict[str, str]) -> dict[str, tuple[str, bool]]:
    """Key of a word → its code and whether the word is the usual one, which needs no remark."""
    found = {heading_key(code): (code, True) for code in words}
    for code, line in words.items():
        usual, bar, others = line.partition("|")
        if not bar:
            usual, _, others = line.partition(" ")
        found |= {heading_key(word): (code, True) for word in usual.split()}
        found |= {heading_key(word): (code, False) for word in others.split()}
    return found


# Field → its words, what a word taken for a code is called, what an unknown word is.
CHOICES = {
    "kind": (_lookup(KINDS), "kind_from_text", "kind_unknown"),
    "tier": (_lookup(TIERS), "choice_from_text", "tier_unknown"),
    "source": (_lookup(SOURCES), "choice_from_text", "source_unknown"),
    "entity_type": (_lookup(ENTITY_TYPES), "choice_from_text", "entity_type_unknown"),
    "status": (_lookup(STATUSES), "choice_from_text", "status_unknown"),
    "stage": (_lookup(STAGES), "choice_from_text", "stage_unknown"),
    "value_type": (_lookup(VALUE_TYPES), "choice_from_text", "value_type_unknown"),
    "tax_mode": (_lookup(TAX_MODES), "choice_from_text", "tax_mode_unknown"),
    "channels": (_lookup(CHANNELS), "choice_from_text", "terminal_unknown"),
    "team_size": (_lookup(TEAM_SIZES), "choice_from_text", "band_unknown"),
    "annual_sales": (_lookup(ANNUAL_SALES), "choice_from_text", "band_unknown"),
}
_NUMBER_KINDS = {"S": "supplier", "D": "distributor", "N": "individual", "P": "peripheral"}


def read_choice(field: str, text: str) -> tuple[str | None, list[str], str | None]:
    """Code, changes and problem of a word in a column of fixed choices."""
    words, change, problem = CHOICES[field]
    code, usual = words.get(heading_key(text), (None, True))
    return (code, [] if usual else [change], None) if code else (None, [], problem)


def kind_of_number(account_no: str) -> str:
    """The kind an account number stands for: D-000101 is a distributor. Raises KeyError for another letter."""
    return _NUMBER_KINDS[account_no[0]]


def kind_of_sheet(name: str) -> str | None:
    """The kind a sheet's name speaks of (供应商, 个人代理名单 2026), when it speaks of exactly one."""
    found = {code for code, line in KINDS.items() if line.split()[0] in name}
    return found.pop() if len(found) == 1 else None
