"""How the hand-written agreements are noted down, and clauses that several of them share."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

Params = dict[str, Any]


class Term(NamedTuple):
    """One article; `more` is what the paper says beyond the standard wording."""

    article: int
    clause_type: str
    binds: str
    params: Params
    page: int = 2
    more: str = ""


@dataclass(frozen=True)
class Amendment:
    """A later version; `signed` None: we have signed on `sent`, the partner has not."""

    effective: date
    summary: str
    sent: date
    signed: date | None
    terms: tuple[Term, ...]


@dataclass(frozen=True, kw_only=True)
class ContractNote:
    """One agreement as printed; `provinces` empty is the whole country; `override` is why more is granted than
    the upstream right holds."""

    number: str
    account: str
    title: str
    mode: str | None = None
    goods_party: str = ""
    products: tuple[str, ...]
    provinces: tuple[str, ...] = ()
    place: str = ""
    channel: str = "all"
    level: str = "exclusive"
    signed: date
    starts: date
    ends: date
    terms: tuple[Term, ...]
    amendments: tuple[Amendment, ...] = ()
    suspended: str = ""
    disputed: str = ""
    override: str = ""

    @property
    def side(self) -> str:
        return "upstream" if self.number.startswith("U") else "downstream"


EVIDENCE = ["batch", "trace_code", "box_no", "purchase_receipt", "photo"]
TIERS = [
    {"count": 1, "warning": True, "multiple": "3"},
    {"count": 2, "multiple": "5", "deposit_share": "0.5"},
    {"count": 3, "multiple": "10", "termination": True},
]


def quota(article: int, fen: int, period: str = "year", counted_on: str = "invoice") -> Term:
    params = {"period": period, "targets_fen": [fen], "carry_over": "annual", "counted_on": counted_on}
    return Term(article, "minimum_purchase", "partner", params)


def deposit(article: int, fen: int) -> Term:
    params = {"amount_fen": fen, "due_days": 10, "purpose": ["performance", "market_order"], "topup_days": 15,
              "refund_days": 30, "objection_days": 7}  # fmt: skip
    return Term(article, "deposit", "both", params, page=3)


def exclusive(article: int, level: str, products: list[str], territory: list[str], **more: Any) -> Term:
    params = {"level": level, "products": products, "territory": territory, **more}
    return Term(article, "exclusivity", "both", params)


def anti_diversion(article: int, penalty_article: str, respond_days: int = 5) -> Term:
    params = {"evidence": EVIDENCE, "respond_days": respond_days, "buyback_days": 7, "harmed_party_share": "0.5",
              "penalty_article": penalty_article}  # fmt: skip
    return Term(article, "anti_diversion", "both", params, page=5)


def late_payment(article: int) -> Term:
    params = {"obligor": "partner", "rate_per_day": "0.0005", "grace_days": 5, "grace_mode": "retroactive",
              "cap_rate": "0.05"}  # fmt: skip
    return Term(article, "penalty_late_daily", "partner", params, page=3)


def tiered(article: int) -> Term:
    params = {"obligor": "partner", "steps": TIERS, "window_months": 12, "no_cure": True}
    return Term(article, "penalty_tiered", "partner", params, page=5)


def compliance(article: int) -> Term:
    return Term(article, "compliance", "both", {}, page=6)


def papers(article: int, docs: list[str]) -> Term:
    return Term(article, "qualification_duty", "both", {"docs": docs, "deliver_within_days": 5}, page=4)
