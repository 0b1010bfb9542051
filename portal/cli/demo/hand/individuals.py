"""The six individual agents."""

from datetime import date

from portal.cli.demo.hand.facts import AccountFacts, Paper, Person

INDIVIDUAL_PAPERS = (
    Paper("poa", date(2027, 5, 31)), Paper("poa_person_id", date(2036, 3, 12)),
    Paper("service_contractor_proof", date(2027, 2, 15)), Paper("integrity_undertaking", date(2027, 5, 31)),
)  # fmt: skip


def _individual(
    number: str, name: str, province: str, city: str, code: str, standing: str, remark: str, since: date
) -> AccountFacts:
    tier, stage = standing.split("/")
    return AccountFacts(
        number=number, kind="individual", name=name, short="", province=province, city=city, code=code, tier=tier,
        stage=stage, remark=remark, since=since, source="referral", papers=INDIVIDUAL_PAPERS,
        contacts=(Person(name, "owner", f"15400{number[2:]}"),),
    )  # fmt: skip


INDIVIDUALS = (
    _individual(
        "N-000201", "罗景川", "510000", "绵阳", "519999197803120016", "a/s3", "两家县医院。",
        date(2024, 5, 6),
    ),
    _individual(
        "N-000202", "陈若棠", "440000", "佛山", "449999198506300025", "b/s2", "农历五月十三生日。", date(2024, 9, 2)
    ),
    _individual(
        "N-000203", "石敬亭", "370000", "泰安", "379999199011050032", "c/s1", "还没有任务量。",
        date(2026, 7, 6),
    ),
    _individual(
        "N-000204", "欧阳疏影", "330000", "宁波", "33999919920229004X", "b/s2", "2 月 29 日生；返利口径要说清。",
        date(2025, 3, 3),
    ),
    _individual(
        "N-000205", "巴特尔", "150000", "通辽", "159999197512310058", "c/s1", "单名，没有姓。",
        date(2025, 6, 9),
    ),
    _individual(
        "N-000206", "迪丽娜尔·阿不都", "650000", "喀什", "659999198808080063", "c/s1", "科室会多，物料要早备。",
        date(2025, 10, 13),
    ),
)  # fmt: skip
