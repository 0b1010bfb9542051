"""What people write over the columns of agreements and of clauses, per field, the surest first."""

CONTRACTS: dict[str, str] = {
    "contract_no": "合同编号 合同号 协议编号 协议号 编号 contractnumber contractno agreementnumber agreementno number",
    "account": (
        "客户 客户编号或名称 客户编号 客户名称 对方 对方单位 合作方 签约方 乙方 甲方 经销商 经销商名称 "
        "供应商 供应商名称 account accountnumberorname accountnumber accountname partner counterparty customer company"
    ),
    "side": "方向 上下游 合同方向 合同类别 side direction",
    "mode": "合作方式 合作模式 模式 howwecooperate cooperationmode mode",
    "title": "标题 合同名称 合同标题 协议名称 名称 title contracttitle contractname name",
    "starts_on": "开始日期 起始日期 生效日期 合同开始 起始日 开始日 首日 firstday startson startdate from",
    "ends_on": "结束日期 终止日期 到期日期 截止日期 合同结束 到期日 终止日 截止日 末日 lastday endson enddate until to",
    "months": "月数 期限月 合同期限月 期限 合作期限 months termmonths term",
    "products": "产品 品种 合同产品 合作产品 授权产品 产品名称 批准文号 products product approvalnumbers",
    "provinces": "省份 省 授权省份 区域 授权区域 地区 授权地区 销售区域 provinces province territory region",
    "areas": (
        "城市区县或医院 区县 县区 城市区县 授权城市 授权区县 授权医院 "
        "citiescountiesorhospitals counties citiesandcounties areas"
    ),
    "place": "具体范围 范围 限定范围 城市或医院 医院 城市 narrowedto place cities hospitals",
    "channel": "渠道 销售渠道 channel channels",
    "level": "权利 授权性质 授权级别 授权类型 独家性 right level exclusivity",
    "goods_party": "货物承接方 承货方 收货方 开票方 whotakesthegoods goodsparty",
    "override": (
        "超出授权仍予授予的原因 超出上游授权的原因 超出授权原因 超授权原因 仍然授予的原因 "
        "whyitisgrantedallthesame reasonforgrantingmore overridereason"
    ),
    "signed_by_us_on": "我方签署日期 我方签字日期 我方签署日 我方签署 wesignedon signedbyus signedbyuson",
    "signed_by_partner_on": (
        "对方签署日期 对方签字日期 对方签署日 对方签署 theothersidesignedon signedbypartner signedbypartneron"
    ),
    "ignored": "序号 行号 原因 须更正 备注 说明 sn rowno row reason whattochange 工作表 sheet remark remarks",
}
CLAUSES: dict[str, str] = {
    "contract_no": "合同编号 合同号 协议编号 协议号 contractnumber contractno agreementnumber agreementno contract",
    "article": "条款编号 条号 条款号 条 第几条 条款 article articleno articlenumber",
    "clause_type": "条款类型 类型 条款种类 条款名称 clausetype typeofclause type",
    "binds": "约束方 约束谁 义务方 binds whoisbound",
    "page": "页码 页 所在页 page pageno",
    "text_zh": "中文原文 条款原文 原文 条款内容 内容 中文条款 正文 wordinginchinese wordingzh wording text chinesetext",
    "text_en": "英文原文 英文条款 英文内容 英文 wordinginenglish wordingen englishtext english",
    "parameters": "参数 条款参数 其他参数 parameters params",
    "ignored": "序号 行号 原因 须更正 备注 说明 sn rowno row reason whattochange 工作表 sheet remark remarks",
}
