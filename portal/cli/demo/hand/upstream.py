"""The five agreements with suppliers."""

from datetime import date

from portal.cli.demo.hand.terms import ContractNote, Term, exclusive, papers

EAST = ("310000", "320000", "330000", "340000", "350000", "360000", "370000")
_GAP_CAUSES = ["supplier_fault", "recall", "no_test_report"]
_STOCKOUT = {"obligor": "partner", "trigger": "stockout", "rate": "0.05", "base": "goods_value", "cure_days": 7}

UPSTREAM = (
    ContractNote(
        number="U-2024-001", account="S-000001", title="洛施坦缓释片、岭康胶囊全国总代理", products=("PR01", "PR02"),
        signed=date(2024, 2, 26), starts=date(2024, 2, 29), ends=date(2029, 2, 28),
        terms=(
            exclusive(2, "exclusive", ["PR01", "PR02"], []),
            Term(6, "minimum_years", "partner", {"years": 5, "earliest_exit_on": "2029-02-28"}),
            Term(7, "extension_option", "partner", {"holder": "us", "open_days": 180, "close_days": 60, "months": 60},
                 page=3),
            Term(8, "sole_negotiation", "partner", {"open_days": 120, "length_days": 60}, page=3),
            Term(12, "takeback_compensation", "partner",
                 {"multiple": "2", "min_months": 6, "market_dev_fixed_fen": 15_000_000, "buyback_stock": True,
                  "notice_months": 6, "tail_months": 12}, page=5),
            papers(14, ["production_licence", "approval_cert", "poa", "quality_agreement", "batch_test_report"]),
        ),
    ),
    ContractNote(
        number="U-2025-002", account="S-000002", title="注射用沐维肽、沐安滴眼液华东代理", products=("PR03", "PR04"),
        provinces=EAST, signed=date(2025, 2, 20), starts=date(2025, 3, 1), ends=date(2027, 2, 28),
        terms=(
            exclusive(2, "exclusive", ["PR03", "PR04"], [code[:2] for code in EAST]),
            Term(5, "auto_renewal", "both",
                 {"renew_months": 12, "non_renew_notice_days": 60, "who_may_refuse": "either"}, page=3),
            Term(9, "delivery", "partner", {"days": 3, "rate_per_day": "0.001", "cap_rate": "0.05"}, page=4),
            papers(11, ["production_licence", "approval_cert", "poa", "batch_test_report"]),
            Term(13, "penalty_fixed", "partner", {"obligor": "partner", "trigger": "exclusivity",
                                                  "amount_fen": 50_000_000}, page=5),
        ),
    ),
    ContractNote(
        number="U-2026-003", account="S-000003", title="棠清颗粒全国试销", products=("PR05",),
        signed=date(2026, 3, 25), starts=date(2026, 3, 31), ends=date(2026, 9, 30),
        terms=(
            exclusive(2, "exclusive", ["PR05"], []),
            Term(5, "priority_renewal", "partner",
                 {"match_days": 15, "offer_must_include": ["price", "quota", "deposit", "term"]}, page=3),
            Term(6, "extension_option", "partner", {"holder": "us", "open_days": 60, "close_days": 15, "months": 12},
                 page=3),
            papers(9, ["production_licence", "poa", "batch_test_report"]),
        ),
    ),
    ContractNote(
        number="U-2025-004", account="S-000004", title="朔北骨舒膏贴全国总代理", products=("PR06",),
        signed=date(2024, 12, 20), starts=date(2025, 1, 1), ends=date(2026, 12, 31),
        terms=(
            exclusive(2, "exclusive", ["PR06"], []),
            Term(6, "interruption_extension", "both", {"min_gap_days": 7, "cap_days": 180, "cause": _GAP_CAUSES},
                 page=3),
            Term(8, "penalty_percent", "partner", _STOCKOUT, page=4),
            papers(10, ["production_licence", "poa", "batch_test_report"]),
        ),
    ),
    ContractNote(
        number="U-2026-005", account="S-000005", title="诺维坦片、怡肝冲剂代理", products=("PR07", "PR08"),
        signed=date(2025, 12, 22), starts=date(2026, 1, 1), ends=date(2026, 12, 31),
        terms=(
            exclusive(2, "sole", ["PR07", "PR08"], []),
            Term(4, "earnest_money", "both",
                 {"giver": "us", "agreed_fen": 50_000_000, "contract_value_fen": 180_000_000}, page=3),
            papers(9, ["drug_licence", "approval_cert", "poa"]),
            Term(10, "penalty_qualification", "partner", {"obligor": "partner", "per_day_fen": 100_000}, page=4),
        ),
        suspended="法人授权委托书 2026-09-30 到期",
    ),
)  # fmt: skip
