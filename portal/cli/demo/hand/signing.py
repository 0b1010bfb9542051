"""Writing the agreements: recorded, clause by clause, signed, amended."""

from datetime import date, datetime, timedelta
from functools import partial

from portal.cli.demo.hand.archive import morning
from portal.cli.demo.hand.downstream import DOWNSTREAM
from portal.cli.demo.hand.stage import Act, Stage
from portal.cli.demo.hand.terms import Amendment, ContractNote, Term
from portal.cli.demo.hand.upstream import UPSTREAM
from portal.domain.accounts.regions import PROVINCES
from portal.domain.contracts.clauses import Side, read_clause
from portal.domain.contracts.drafting import Wording, add_amendment, put_clause, send, sign
from portal.domain.contracts.life import dispute, suspend
from portal.domain.contracts.models import Contract
from portal.domain.contracts.recording import Channel, ContractFacts, Level, Mode
from portal.web.clause_words import standard_text

SENDING = timedelta(minutes=22)
"""Papers are made ready at ten and go out a little later."""
SUSPENDED_ON = date(2026, 10, 9)
DISPUTED_ON = date(2026, 8, 17)
REGION_NAMES = {code: province.zh for province in PROVINCES for code in (province.code, province.code[:2])}


def write_contracts(stage: Stage) -> list[Act]:
    """Record and sign them all; what came later is given back to be done in its turn."""
    later: list[Act] = []
    for note in sorted((*UPSTREAM, *DOWNSTREAM), key=lambda note: note.signed):
        contract = _record(stage, note)
        signed_at = morning(note.signed)
        _put(stage, contract, note.terms, signed_at)
        sign(contract, note.signed, note.signed, by=stage.actors["legal"], at=signed_at + timedelta(hours=5))
        later += [(morning(each.sent) + SENDING, partial(_amend, stage, contract, each)) for each in note.amendments]
        later.append((morning(DISPUTED_ON if note.disputed else SUSPENDED_ON), partial(_mark, stage, contract, note)))
    stage.session.flush()
    return later


def _record(stage: Stage, note: ContractNote) -> Contract:
    facts = ContractFacts(
        title=note.title, cooperation_mode=Mode(note.mode) if note.mode else None, starts_on=note.starts,
        ends_on=note.ends, product_ids=tuple(stage.products[code].id for code in note.products),
        provinces=note.provinces, place=note.place, channel=Channel(note.channel), level=Level(note.level),
    )  # fmt: skip
    contracts = stage.work(morning(note.signed), "legal").contracts
    contract = contracts.record(
        stage.accounts[note.account], number=note.number, side=Side(note.side), facts=facts,
        goods_party=stage.accounts.get(note.goods_party), override=note.override,
    )  # fmt: skip
    stage.session.flush()
    return contract


def _put(stage: Stage, contract: Contract, terms: tuple[Term, ...], at: datetime) -> None:
    names = REGION_NAMES | {code: product.name_zh for code, product in stage.products.items()}
    for term in terms:
        clause = read_clause(term.clause_type, term.params, contract.side)
        zh, en = (standard_text(clause, locale, side=contract.side, names=names) for locale in ("zh", "en"))
        wording = Wording(f"第 {term.article} 条", term.binds, zh + term.more, en, term.page)
        put_clause(contract, clause, wording, by=stage.actors["legal"], at=at)


def _amend(stage: Stage, contract: Contract, amendment: Amendment) -> None:
    by, at = stage.actors["director"], morning(amendment.sent) + SENDING
    add_amendment(contract, amendment.effective, amendment.summary, by=stage.actors["legal"], at=at)
    stage.session.flush()
    _put(stage, contract, amendment.terms, at)
    send(contract, by=by, at=at)
    signed_at = morning(amendment.signed or amendment.sent) + SENDING
    sign(contract, amendment.signed or amendment.sent, amendment.signed, by=by, at=signed_at)


def _mark(stage: Stage, contract: Contract, note: ContractNote) -> None:
    """Side states that only a person can know."""
    by = stage.actors["legal"]
    if note.suspended:
        suspend(contract, note.suspended, today=SUSPENDED_ON, by=by, at=morning(SUSPENDED_ON))
    if note.disputed:
        dispute(contract, note.disputed, today=DISPUTED_ON, by=by, at=morning(DISPUTED_ON))
