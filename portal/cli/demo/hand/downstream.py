"""The six agreements with distributors and agents."""

from datetime import date

from portal.cli.demo.hand.terms import (
    Amendment,
    ContractNote,
    Term,
    anti_diversion,
    compliance,
    deposit,
    exclusive,
    late_payment,
    papers,
    quota,
    tiered,
)

_STEPS = [["0.90", 6], ["1.00", 12]]
_BY_RESULTS = {"metric": "purchase_amount", "period": "year", "steps": _STEPS, "topup_days": 30}
_OLD_DELIVERY = {"days": 5, "rate_per_day": "0.0005", "cap_rate": "0.02"}
_NEW_DELIVERY = {"days": 3, "rate_per_day": "0.001", "grace_days": 2, "cap_rate": "0.05"}
_REBATE = {"basis": "purchase_amount", "tiers": [[0, "0.02"], [100_000_000, "0.03"]], "mode": "slab",
           "tax": "included", "pay_as": "allowance"}  # fmt: skip
_CHANNELS = ["public_hospital", "pharmacy", "third_terminal"]

MINCHUAN = ContractNote(
    number="D-2026-011", account="D-000101", title="洛施坦缓释片四川省独家代理", mode="buyout", products=("PR01",),
    provinces=("510000",), signed=date(2025, 12, 22), starts=date(2026, 1, 1), ends=date(2026, 12, 31),
    terms=(
        exclusive(3, "exclusive", ["PR01"], ["51"], channels=_CHANNELS, lose_if_achievement_below="0.60",
                  lose_after_quarters=2),
        quota(4, 120_000_000),
        deposit(5, 10_000_000),
        late_payment(7),
        Term(8, "performance_extension", "us", {**_BY_RESULTS, "ask_days": 60}, page=4),
        Term(9, "delivery", "us", _OLD_DELIVERY, page=4),
        anti_diversion(11, "12", respond_days=3),
        tiered(12),
    ),
    amendments=(
        Amendment(
            date(2026, 7, 1), "补充协议一：供货时效、续签申请期限", date(2026, 6, 18), date(2026, 6, 24),
            (
                Term(8, "performance_extension", "us", {**_BY_RESULTS, "ask_days": 30}, page=1),
                Term(9, "delivery", "us", _NEW_DELIVERY, page=1),
            ),
        ),
        Amendment(
            date(2026, 12, 1), "补充协议二：任务统计口径、串货申辩期", date(2026, 11, 19), None,
            (quota(4, 120_000_000, counted_on="collection"), anti_diversion(11, "12", respond_days=5)),
        ),
    ),
)  # fmt: skip

DOWNSTREAM = (
    MINCHUAN,
    ContractNote(
        number="D-2026-012", account="D-000102", title="洛施坦等四品种广东省推广与配送", mode="hybrid",
        products=("PR01", "PR02", "PR03", "PR04"), provinces=("440000",), signed=date(2026, 3, 9),
        starts=date(2026, 3, 15), ends=date(2026, 12, 31),
        terms=(
            exclusive(3, "exclusive", ["PR01", "PR02", "PR03", "PR04"], ["44"]), quota(4, 96_000_000),
            deposit(5, 20_000_000), Term(6, "rebate", "us", _REBATE, page=3), late_payment(7),
            Term(9, "delivery", "us", _NEW_DELIVERY, page=4), anti_diversion(11, "12"), tiered(12), compliance(15),
        ),
        override="沐维肽、沐安滴眼液广东授权正与沐远生物补签，补签前不供货、不投标。",
    ),
    ContractNote(
        number="D-2026-013", account="D-000103", title="洛施坦缓释片、岭康胶囊山东省代理", mode="buyout",
        products=("PR01", "PR02"), provinces=("370000",), signed=date(2025, 12, 24), starts=date(2026, 1, 1),
        ends=date(2026, 12, 31),
        terms=(
            exclusive(3, "exclusive", ["PR01", "PR02"], ["37"]), quota(4, 150_000_000), deposit(5, 15_000_000),
            late_payment(7), anti_diversion(11, "12"),
            Term(12, "penalty_goods_multiple", "partner", {"obligor": "partner", "multiple": "3", "buyback_days": 7},
                 page=5),
            compliance(15),
        ),
        disputed="串货：批号 26031702，1,700 盒，2026-08-12 认定，对方有异议",
    ),
    ContractNote(
        number="D-2025-014", account="D-000109", title="朔北骨舒膏贴云南省代理", mode="buyout", products=("PR06",),
        provinces=("530000",), signed=date(2024, 12, 26), starts=date(2025, 1, 1), ends=date(2025, 12, 31),
        terms=(
            exclusive(3, "exclusive", ["PR06"], ["53"]), quota(4, 40_000_000), deposit(5, 5_000_000),
            anti_diversion(11, "12"), tiered(12), compliance(15),
        ),
    ),
    ContractNote(
        number="D-2026-015", account="N-000201", goods_party="D-000101", title="岭康胶囊两家县医院推广服务",
        mode="service", products=("PR02",), provinces=("510000",), place="桃溪县人民医院、云堰县中医院",
        channel="hospital", level="non_exclusive", signed=date(2026, 5, 25), starts=date(2026, 6, 1),
        ends=date(2027, 5, 31),
        terms=(
            exclusive(3, "non_exclusive", ["PR02"], ["51"], channels=["public_hospital"]), quota(4, 18_000_000),
            Term(6, "promotion_support", "us",
                 {"meetings_per_year": 4, "materials": ["彩页", "议程模板"], "budget_fen": 2_000_000,
                  "evidence": ["agenda", "sign_in", "photos", "invoice"]}, page=3),
            papers(8, ["service_contractor_proof", "integrity_undertaking", "poa"]), anti_diversion(11, "12"),
            tiered(12), compliance(15),
        ),
    ),
    ContractNote(
        number="D-2026-016", account="D-000108", title="棠清颗粒黑龙江省试销", mode="buyout", products=("PR05",),
        provinces=("230000",), signed=date(2026, 8, 24), starts=date(2026, 8, 31), ends=date(2027, 2, 28),
        terms=(
            exclusive(3, "exclusive", ["PR05"], ["23"]), quota(4, 12_000_000, period="term"), deposit(5, 2_000_000),
            Term(8, "auto_renewal", "both",
                 {"renew_months": 6, "non_renew_notice_days": 30, "who_may_refuse": "either"}, page=4),
            anti_diversion(11, "12"), tiered(12), compliance(15),
        ),
        override="棠清颗粒上游试销期至 2026-09-30，我方持有续约选择权，拟续一年。",
    ),
)  # fmt: skip
