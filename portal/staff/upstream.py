"""Beyond the upstream right: who was granted more than we hold, and who is hit when a right ends earlier."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Response, request
from flask_babel import lazy_gettext as _l

from portal.domain.contracts.consequences import Consequence, Loss, claimed_by_us, owed_by_us
from portal.domain.contracts.grants import ExcessKind
from portal.domain.contracts.holdings import Holding
from portal.domain.contracts.limits import Beyond, EarlierEnd, uncovered_days
from portal.staff import staff
from portal.staff.desk_clauses import SUM_WORDS
from portal.web.clauses_in_words import label_of
from portal.web.contract_words import product_name
from portal.web.current import uow
from portal.web.day_asked import day_in
from portal.web.grant_words import KINDS, Line, lines
from portal.web.pages import page

MOST = 100
"""So many agreements are shown; the filter narrows them."""


@dataclass(frozen=True)
class Row:
    """One agreement as the page shows it."""

    holding: Holding
    lines: list[Line]
    days: int
    decision: Any = None
    owed: tuple[Consequence, ...] = ()


@staff.get("/contracts/upstream")
def list_beyond_upstream() -> Response:
    upstream = uow.limits.upstream()
    names = {product.code: product_name(product) for product in uow.products.all()}
    running = [holding for holding in upstream if holding.ends_on >= uow.today]
    found, kind = uow.limits.beyond(upstream), request.args.get("kind", "")
    counts = {code: sum(any(one.kind == code for one in each.excesses) for each in found) for code in ExcessKind}
    chosen = [each for each in found if kind not in counts or any(one.kind == kind for one in each.excesses)]
    decisions = uow.limits.decisions(chosen[:MOST])
    rows = [_row(each, names, decision=decisions.get(each.holding.number)) for each in chosen[:MOST]]
    return page(
        "staff/contracts/upstream.html", rows=rows, found=len(found), shown=len(chosen), counts=counts, kinds=KINDS,
        kind=kind if kind in counts else "", upstream=running, today=uow.today, label_of=label_of, **SUM_WORDS,
        **_what_if(running, upstream, names),
    )  # fmt: skip


def _what_if(running: list[Holding], upstream: list[Holding], names: dict[str, str]) -> dict[str, Any]:
    """The question put by the form, and its answer once both halves of it make sense."""
    number, typed = request.args.get("upstream", "")[:40], request.args.get("ends", "")[:10]
    chosen = next((holding for holding in running if holding.number == number), None)
    last, mistake = day_in(typed), None
    if chosen is not None and typed and (last is None or last >= chosen.ends_on):
        mistake, last = _l("Choose a day before the present end."), None
    if chosen is None or last is None:
        return {"chosen": chosen, "last": typed, "mistake": mistake, "ended": None, "hits": [], "claims": []}
    ended = uow.limits.if_ended(number, last, upstream)
    hits, claims = _consequences(ended, names)
    return {"chosen": chosen, "last": last, "mistake": None, "ended": ended, "hits": hits, "claims": claims}


def _consequences(ended: EarlierEnd, names: dict[str, str]) -> tuple[list[Row], list[Consequence]]:
    """Everybody hit, with what each contract says; then what the upstream one says to us."""
    days = {ended.upstream.id: ended.last, **{hit.holding.id: hit.starts_on for hit in ended.hits[:MOST]}}
    clauses = uow.limits.clauses(days)
    loss = Loss(ended.last, _starts_on(ended.upstream), ended.upstream.ends_on, uow.today, uow.deadlines.days)
    rows = [
        _row(hit, names, owed=tuple(owed_by_us(clauses.get(hit.holding.id, ()), loss))) for hit in ended.hits[:MOST]
    ]
    return rows, claimed_by_us(clauses.get(ended.upstream.id, ()), loss)


def _starts_on(upstream: Holding) -> date:
    return min((grant.starts_on for grant in upstream.grants), default=uow.today)


def _row(beyond: Beyond, names: dict[str, str], **more: Any) -> Row:
    return Row(beyond.holding, lines(beyond.excesses, names), uncovered_days(beyond.excesses), **more)
