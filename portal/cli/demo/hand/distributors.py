"""The twelve distributors."""

from datetime import date

from portal.cli.demo.hand.facts import AccountFacts, Paper, Person


def _papers(licence_no: str, licence_until: date, poa: date, quality: date) -> tuple[Paper, ...]:
    """The nine papers of a licensed company."""
    return (
        Paper("business_licence", None), Paper("drug_licence", licence_until, licence_no), Paper("poa", poa),
        Paper("poa_person_id", date(2035, 5, 20)), Paper("quality_agreement", quality), Paper("seal_samples", None),
        Paper("bank_permit", None), Paper("invoice_profile", None), Paper("integrity_undertaking", date(2028, 12, 31)),
    )  # fmt: skip


def _distributor(
    number: str, name: str, short: str, province: str, city: str, code: str, standing: str, remark: str,
    *contacts: Person, licence: str = "", until: date = date(2029, 3, 31), poa: date = date(2026, 12, 31),
    quality: date = date(2027, 6, 30), entity_type: str = "wholesale", status: str = "active",
    since: date = date(2024, 3, 4), source: str = "expo", address: str = "",
) -> AccountFacts:  # fmt: skip
    tier, stage = standing.split("/")
    papers = _papers(licence, until, poa, quality) if licence else _CSO_PAPERS
    return AccountFacts(
        number=number, kind="distributor", name=name, short=short, province=province, city=city, code=code, tier=tier,
        stage=stage, remark=remark, contacts=contacts, licence_no=licence, licence_until=until if licence else None,
        papers=papers, entity_type=entity_type, status=status, since=since, source=source, address=address,
    )  # fmt: skip


_CSO_PAPERS = (
    Paper("business_licence", None), Paper("service_contractor_proof", date(2026, 12, 31)),
    Paper("poa", date(2026, 12, 31)), Paper("integrity_undertaking", date(2026, 12, 31)),
)  # fmt: skip

DISTRIBUTORS = (
    _distributor(
        "D-000101", "成都岷川医药有限公司", "岷川医药", "510000", "成都", "91519999MADX0006X3", "vip/s3",
        "四川省独家，经销买断。",
        Person("刘岷川", "legal_rep", "15400000101", "owner@minchuan.example"),
        Person("何晓岷", "purchasing", "15400000111", "member@minchuan.example"),
        Person("廖远", "sales", "15400000121", "viewer@minchuan.example"),
        Person("岑药师", "quality", "15400000131"),
        licence="川AA028900101", until=date(2028, 6, 30), quality=date(2026, 12, 31), address="武侯区药城路 101 号",
    ),
    _distributor(
        "D-000102", "广州粤桥药业有限公司", "粤桥药业", "440000", "广州", "91449999MADX00078Q", "vip/s4",
        "推广服务加配送；PR03、PR04 上游只授权华东。",
        Person("梁粤", "owner", "15400000102", "owner@yueqiao.example"), Person("冼晓桥", "quality", "15400000112"),
        licence="粤AA020000102", until=date(2029, 8, 31), address="黄埔区云埔四路 12 号",
    ),
    _distributor(
        "D-000103", "济南泺源医药有限公司", "泺源医药", "370000", "济南", "91379999MADX000869", "a/s2",
        "有过一次串货嫌疑。", Person("泺小山", "owner", "15400000103"), Person("宫明远", "finance", "15400000113"),
        licence="鲁AA531000103", address="历下区泺源大街 8 号",
    ),
    _distributor(
        "D-000104", "郑州嵩阳药品配送有限公司", "嵩阳配送", "410000", "郑州", "91419999MADX000942", "a/s2",
        "配送公司。", Person("嵩阳", "owner", "15400000104"), licence="豫AA371000104", entity_type="delivery",
        until=date(2028, 11, 30), address="管城区物流通道 5 号",
    ),
    _distributor(
        "D-000105", "武汉江夏堂医药有限公司", "江夏堂医药", "420000", "武汉", "91429999MADX00107U", "b/s2",
        "返利口径有疑问，要书面答复。", Person("夏江堂", "owner", "15400000105"), licence="鄂AA027000105",
        address="江夏区纸坊大街 66 号",
    ),
    _distributor(
        "D-000106", "西安灞柳医药有限公司", "灞柳医药", "610000", "西安", "91619999MADX001150", "b/s1",
        "任务落后，集采未中选。", Person("柳灞", "owner", "15400000106"), licence="陕AA029000106",
        address="灞桥区柳雪路 2 号",
    ),
    _distributor(
        "D-000107", "杭州钱塘源健康科技有限公司", "钱塘源", "330000", "杭州", "91339999MADX00123Y", "a/s3",
        "推广服务商，按服务结算。", Person("钱塘", "owner", "15400000107", "owner@qiantang.example"),
        entity_type="cso", address="钱塘区金沙大道 30 号",
    ),
    _distributor(
        "D-000108", "哈尔滨松雪医药有限公司", "松雪医药", "230000", "哈尔滨", "91239999MADX001313", "c/s1",
        "2026 年新客户，试销。", Person("雪松涛", "owner", "15400000108"), licence="黑AA451000108",
        since=date(2026, 8, 3), source="website", address="道里区松江路 19 号",
    ),
    _distributor(
        "D-000109", "昆明滇霞医药有限公司", "滇霞医药", "530000", "昆明", "91539999MADX0014XY", "b/s2",
        "合同已到期，保证金待退。", Person("霞飞", "owner", "15400000109"), licence="滇AA871000109",
        poa=date(2026, 6, 30), address="官渡区春城路 41 号",
    ),
    _distributor(
        "D-000110", "乌鲁木齐天麓医药有限公司", "天麓医药", "650000", "乌鲁木齐", "91659999MADX00158X", "c/s1",
        "路远，时效要单独约定。", Person("麓天明", "owner", "15400000110"), licence="新AA991000110",
        since=date(2025, 9, 1), address="天山区红雁池路 7 号",
    ),
    _distributor(
        "D-000111", "沈阳浑河医药有限公司", "浑河医药", "210000", "沈阳", "91219999MADX00166D", "dormant/s1",
        "210 天没有进货。", Person("关浑河", "owner", "15400000114"), licence="辽AA024000111", status="dormant",
        address="浑南区浑河堡 15 号",
    ),
    _distributor(
        "D-000112", "贵阳甲秀药业有限公司", "甲秀药业", "520000", "贵阳", "91529999MADX00174G", "b/s2",
        "药品经营许可证快到期。", Person("甲秀", "owner", "15400000115"), licence="黔AA851000112",
        until=date(2027, 1, 31), address="南明区甲秀路 20 号",
    ),
)  # fmt: skip
