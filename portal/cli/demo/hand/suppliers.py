"""The five suppliers and the three peripheral contacts."""

from datetime import date

from portal.cli.demo.hand.facts import AccountFacts, Paper, Person

_LONG_TERM = (Paper("business_licence", None), Paper("seal_samples", None), Paper("bank_permit", None))

SUPPLIERS = (
    AccountFacts(
        number="S-000001", kind="supplier", entity_type="mah", name="川岭制药有限公司", short="川岭制药",
        province="510000", city="成都", code="91519999MADX000190", tier="vip", stage="s4", since=date(2024, 1, 15),
        licence_no="川20990019", licence_until=date(2029, 6, 30), source="tender", address="高新区拓新路 9 号",
        remark="甲产品线；合同约定收回产品补偿二倍。续期五年在谈。",
        contacts=(
            Person("秦岭川", "legal_rep", "15400000001"),
            Person("钟以南", "sales", "15400000011", "zhong@chuanling.example"),
            Person("柏青", "quality", "15400000021", "pv@chuanling.example"),
        ),
        papers=(
            *_LONG_TERM, Paper("production_licence", date(2029, 6, 30), "川20990019"),
            Paper("poa", date(2027, 2, 28), "CL-SQ-2026-02"), Paper("quality_agreement", date(2027, 12, 31)),
        ),
    ),
    AccountFacts(
        number="S-000002", kind="supplier", entity_type="mah", name="沐远生物医药股份有限公司", short="沐远生物",
        province="320000", city="苏州", code="91329999MADX00027H", tier="vip", stage="s3", since=date(2025, 1, 20),
        licence_no="苏20990027", licence_until=date(2027, 3, 31), source="referral", address="工业园区星湖街 218 号",
        remark="冷链；许可证 2027-03-31 到期，再注册要提前问。由宏杉医药集团引荐。",
        contacts=(
            Person("沐清扬", "legal_rep", "15400000002"),
            Person("席慕云", "sales", "15400000012", "xi@muyuan.example"),
        ),
        papers=(
            *_LONG_TERM, Paper("production_licence", date(2027, 3, 31), "苏20990027"),
            Paper("approval_cert", date(2028, 9, 30), "国药准字S20990007"), Paper("poa", date(2027, 2, 28)),
            Paper("quality_agreement", date(2027, 2, 28)),
        ),
    ),
    AccountFacts(
        number="S-000003", kind="supplier", entity_type="factory", name="海棠湾药业有限公司", short="海棠湾药业",
        province="460000", city="三亚", code="91469999MADX00035K", tier="a", stage="s2", since=date(2026, 2, 26),
        licence_no="琼20990035", licence_until=date(2030, 1, 31), address="海棠区林旺路 3 号",
        remark="续约选择权在我方。",
        contacts=(Person("符海棠", "owner", "15400000003"), Person("吉林风", "purchasing", "15400000013")),
        papers=(
            *_LONG_TERM, Paper("production_licence", date(2030, 1, 31), "琼20990035"),
            Paper("poa", date(2027, 3, 30)), Paper("quality_agreement", date(2027, 9, 30)),
        ),
    ),
    AccountFacts(
        number="S-000004", kind="supplier", entity_type="factory", name="朔北中药集团有限公司", short="朔北中药",
        province="150000", city="赤峰", code="91159999MADX000436", tier="a", stage="s2", since=date(2024, 11, 18),
        licence_no="蒙20990043", licence_until=date(2028, 5, 31), address="红山区药王庙街 1 号",
        remark="2026 年断供 37 天，合同期顺延。",
        contacts=(Person("石朔", "owner", "15400000004"), Person("云中鹤", "sales", "15400000014")),
        papers=(
            *_LONG_TERM, Paper("production_licence", date(2028, 5, 31), "蒙20990043"),
            Paper("poa", date(2026, 12, 31)), Paper("quality_agreement", date(2027, 6, 30)),
        ),
    ),
    AccountFacts(
        number="S-000005", kind="supplier", entity_type="wholesale", name="启衡医药贸易有限公司", short="启衡贸易",
        province="310000", city="上海", code="91319999MADX00051X", tier="b", stage="s1", since=date(2025, 11, 3),
        licence_no="沪AA021000051", licence_until=date(2029, 10, 31), source="website",
        address="外高桥富特北路 77 号",
        remark="进口代理；法人授权委托书过期，停止采购。",
        contacts=(Person("顾启衡", "legal_rep", "15400000005"), Person("薄一舟", "sales", "15400000015")),
        papers=(
            *_LONG_TERM, Paper("drug_licence", date(2029, 10, 31), "沪AA021000051"),
            Paper("poa", date(2026, 9, 30), "QH-SQ-2025"), Paper("quality_agreement", date(2026, 12, 31)),
        ),
    ),
)  # fmt: skip

PERIPHERAL = (
    AccountFacts(
        number="P-000301", kind="peripheral", entity_type="tender_firm", name="晨汐招标代理有限公司",
        short="晨汐招标", province="110000", city="北京", code="91119999MADX00182C", tier="peripheral_key", stage="s2",
        source="tender", remark="招标公告来得早。",
        contacts=(Person("温晨汐", "owner", "15400000301", "wen@chenxi.example"),),
    ),
    AccountFacts(
        number="P-000302", kind="peripheral", entity_type="media", name="《药市观澜》杂志社", short="药市观澜",
        province="310000", city="上海", tier="peripheral", stage="s1", source="media", remark="访谈、专栏。",
        contacts=(Person("闻观澜", "owner", "15400000302", "editor@guanlan.example"),),
    ),
    AccountFacts(
        number="P-000303", kind="peripheral", entity_type="other", name="宏杉医药集团", short="宏杉集团",
        province="320000", city="南京", code="91329999MADX00203E", tier="peripheral_key", stage="s3",
        source="referral", remark="引荐了沐远生物（S-000002）。", contacts=(Person("杜宏杉", "owner", "15400000303"),),
    ),
)  # fmt: skip
