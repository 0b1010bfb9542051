"""The clauses that generated agreements are put together from; each is worded once."""

from typing import Any, NamedTuple

from portal.cli.demo.hand.terms import EVIDENCE, TIERS
from portal.domain.contracts.clauses import Side, read_clause, write_clause
from portal.web.clause_words import standard_text


class Clause(NamedTuple):
    """One article ready to be written into a version."""

    clause_type: str
    binds: str
    params: dict[str, Any]
    schema: int
    text_zh: str
    text_en: str


_QUOTA = {"period": "year", "carry_over": "annual", "counted_on": "invoice"}
_DEPOSIT = {"due_days": 10, "purpose": ["performance"], "topup_days": 15, "refund_days": 30}
_DIVERSION = {"evidence": EVIDENCE, "respond_days": 5, "buyback_days": 7, "penalty_article": "5"}
_LATE = {"obligor": "partner", "rate_per_day": "0.0005", "grace_days": 5, "cap_rate": "0.05"}
_DOCS = ["business_licence", "drug_licence", "poa", "quality_agreement"]

EXCLUSIVE = ("exclusivity", "both", ({"level": "non_exclusive"}, {"level": "sole"}))
QUOTA = ("minimum_purchase", "partner", tuple(
    _QUOTA | {"targets_fen": [ten_thousands * 1_000_000]} for ten_thousands in (12, 24, 36, 60, 96, 150)
))  # fmt: skip
DEPOSIT = ("deposit", "both", tuple(_DEPOSIT | {"amount_fen": fen} for fen in (1_000_000, 3_000_000, 5_000_000)))
DIVERSION = ("anti_diversion", "both", (_DIVERSION,))
PENALTY = ("penalty_tiered", "partner", ({"obligor": "partner", "steps": TIERS, "window_months": 12},))
LATE = ("penalty_late_daily", "partner", tuple(_LATE | {"grace_mode": mode} for mode in ("retroactive", "forgiven")))
DELIVERY = ("delivery", "us", tuple({"days": days, "rate_per_day": "0.001", "cap_rate": "0.05"} for days in (3, 5, 7)))
RENEWAL = ("auto_renewal", "both", tuple(
    {"renew_months": months, "non_renew_notice_days": 60, "who_may_refuse": "either"} for months in (6, 12)
))  # fmt: skip
PROMOTION = ("promotion_support", "us", tuple(
    {"meetings_per_year": meetings, "evidence": ["agenda", "sign_in", "photos", "invoice"]} for meetings in (2, 4)
))  # fmt: skip
DOCUMENTS = ("qualification_duty", "both", ({"docs": _DOCS, "deliver_within_days": 5},))
COMPLIANCE = ("compliance", "both", ({},))

TEMPLATES = {
    "company": (EXCLUSIVE, QUOTA, DEPOSIT, DIVERSION, PENALTY, LATE, DELIVERY, COMPLIANCE),
    "person": (EXCLUSIVE, QUOTA, PROMOTION, DIVERSION, PENALTY, COMPLIANCE),
    "supplier": (
        ("exclusivity", "partner", ({"level": "exclusive"},)),
        RENEWAL,
        ("delivery", "partner", ({"days": 3, "rate_per_day": "0.001", "cap_rate": "0.05"},)),
        ("takeback_compensation", "partner", ({"multiple": "2", "min_months": 6, "notice_months": 6},)),
        ("priority_renewal", "partner", ({"match_days": 15, "offer_must_include": ["price", "quota", "term"]},)),
        DOCUMENTS,
        COMPLIANCE,
    ),
}


def word_clauses() -> dict[str, tuple[tuple[Clause, ...], ...]]:
    """For each kind of agreement its articles in order, each in all its variants."""
    worded = {}
    for name, articles in TEMPLATES.items():
        side = Side.UPSTREAM if name == "supplier" else Side.DOWNSTREAM
        worded[name] = tuple(
            tuple(_word(code, binds, params, side) for params in variants) for code, binds, variants in articles
        )
    return worded


def _word(code: str, binds: str, params: dict[str, Any], side: Side) -> Clause:
    clause = read_clause(code, params, side)
    zh, en = (standard_text(clause, locale, side=side) for locale in ("zh", "en"))
    return Clause(code, binds, write_clause(clause), clause.schema, zh, en)
