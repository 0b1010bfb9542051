"""Everything the pages of both faces can show and offer: Minchuan's things in every state that has a form."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from flask import Flask
from sqlalchemy import select

from portal.domain.contracts.breaches.deposit import EntryKind
from portal.domain.contracts.breaches.penalty import BreachPenalty
from portal.domain.contracts.breaches.reporting import Alleged, report
from portal.domain.contracts.breaches.states import BreachState
from portal.domain.contracts.clauses import Party, Side
from portal.domain.contracts.models import Clause
from portal.domain.contracts.overrides import ContractOverride
from portal.domain.contracts.recording import ContractFacts, Mode
from portal.domain.contracts.sign_offs import SignOff
from portal.domain.feedback.kinds import FeedbackKind
from portal.domain.links.words import LinkWord
from portal.domain.people.models import WebSession
from portal.domain.requests.composing import NOTE
from portal.notify.models import Message
from tests.house.reading import PageForm
from tests.house.routes import Route, routes_of
from tests.house.things import Things, make_things
from tests.intake.books import xlsx
from tests.intake.contract_books import DIRTY, ContractImport
from tests.intake.importing import Importing
from tests.notify.acts import NEIGHBOUR, OWNER, SERVICE, act, acting, answer, dispatch_all, file_request
from tests.people import People

DRAFT = "D-2026-099"
SUM = 12_345_678
"""Fen of a deposit that stands nowhere else: ¥123,456.78."""


@dataclass(frozen=True)
class Estate:
    """Minchuan's things; `theirs` names the neighbour's by kind."""

    things: Things
    resolved: str
    waiting: str
    answered: str
    batch: str
    theirs: dict[str, str]
    decided: str = ""
    merged: str = ""
    """A request that goes on within `waiting`."""
    forms: list[PageForm] = field(default_factory=list)
    """What `walking.every_form` found, once it has looked."""
    seen: dict[tuple[str, str], Any] = field(default_factory=dict)
    """What `walking.pages_seen` was answered, by who asked and the address."""

    def routes(self, app: Flask) -> list[Route]:
        return routes_of(app, self.things)


def make_estate(people: People) -> Estate:
    app = people.app
    batch, of_contracts = _import(app), _import_of_contracts(app)
    things = make_things(people)
    resolved, waiting = file_request(app, subject="MARK-SUBJECT 培训"), file_request(app, subject="MARK-SUBJECT 资料")
    answer(app, resolved)
    act(app, resolved, SERVICE, "resolve")
    _rate(app, resolved)
    act(app, waiting, SERVICE, "wait_for", whom="partner")
    answered = _answered_feedback(people)
    _draft_and_deposit(people)
    _not_out_yet(people, answered_by=SERVICE, number=waiting)
    decided, merged = _decided_breach(people), _tied(people, waiting, things.request, answered)
    theirs = _of_the_neighbour(people)
    dispatch_all(app)
    _one_dead_letter(people)
    return Estate(
        _with_import(things, batch, of_contracts), resolved, waiting, answered, batch, theirs, decided, merged
    )


def _with_import(things: Things, batch: str, of_contracts: str) -> Things:
    places = {"/accounts/import/": batch, "/contracts/import/": of_contracts}  # looked for before /accounts/
    numbers = {**places, **things.by_address["number"]} | places
    return replace(things, by_address={**things.by_address, "number": numbers})


def _tied(people: People, target: str, request: str, feedback: str) -> str:
    """A request merged into another, with words of ours, and a link that was taken away; its number."""
    merged = file_request(people.app, subject="MARK-SUBJECT 又问一次")
    with acting(people.app, SERVICE) as uow:
        uow.requests.get(merged).add_note(by=uow.actor, at=uow.now, text="MARK-NOTE 合并前的话")
        uow.merging.merge(merged, target)
        uow.session.flush()
        link = uow.links.add(uow.requests.get(request), feedback, LinkWord.RELATED)
        uow.session.flush()
        uow.links.remove(link.ref)
    return merged


def _not_out_yet(people: People, *, answered_by: str, number: str) -> None:
    """A draft, and an answer that is held: words that nobody has sent."""
    with acting(people.app, answered_by) as uow:
        filed = uow.requests.get(number)
        uow.drafts.save(filed, NOTE, "MARK-NOTE 还在想")
        uow.sending.hold(filed, text="MARK-NOTE 还没发出", seconds=10_000_000)


def _rate(app: Flask, number: str) -> None:
    with acting(app, OWNER) as uow:
        uow.ratings.rate(uow.requests.get(number), 4, by=uow.actor, reasons=["speed"], comment="MARK-TEXT 还行")


def _answered_feedback(people: People) -> str:
    with acting(people.app, OWNER) as uow:
        made = uow.feedback.post(
            uow.accounts.get("D-000101"),
            kind=FeedbackKind.COMPLAINT,
            subject="MARK-SUBJECT 发货慢",
            text="MARK-TEXT 晚了两天",
        )
        number = made.number
    with acting(people.app, SERVICE) as uow:
        feedback = uow.feedback.get(number)
        feedback.acknowledge(by=uow.actor, at=uow.now)
        feedback.answer(by=uow.actor, at=uow.now, text="已补发")
    return number


def _draft_and_deposit(people: People) -> None:
    """A draft contract, and in the one that is in force a clause whose sum only owners see."""
    with people.backstage() as uow:
        account, product = uow.accounts.get("D-000101"), uow.products.get("PR02")
        facts = ContractFacts(
            "岭康 2027", Mode.BUYOUT, date(2027, 1, 1), date(2027, 12, 31), (product.id,), ("510000",)
        )
        draft = uow.contracts.record(account, number=DRAFT, side=Side.DOWNSTREAM, facts=facts, goods_party=None)
        version = uow.contracts.get("D-2026-011").versions[0]
        uow.session.add(
            Clause(
                account_id=account.id, version_id=draft.versions[0].id, article="第 9 条", position=9,
                clause_type="delivery",
                params={"days": 3, "day_kind": "working", "rate_per_day": "0.001"}, binds="us", page=4,
                text_zh="三日内发货。",
            )
        )  # fmt: skip
        uow.session.add(
            Clause(
                account_id=account.id, version_id=version.id, article="第 6 条", position=6, clause_type="deposit",
                params={"amount_fen": SUM, "due_days": 15, "purpose": ["performance"], "refund_days": 30},
                binds="partner", page=3, text_zh="乙方应缴纳保证金人民币 123,456.78 元。",
                text_en="Deposit of CNY 123,456.78.",
            )
        )  # fmt: skip
        uow.session.add(
            ContractOverride(account_id=account.id, contract_id=draft.id, reason="上游补签中", notes=[], at=uow.now)
        )
        uow.session.add(
            SignOff(account_id=account.id, contract_id=draft.id, step="sent_back", reason="请补防窜货条款", at=uow.now)
        )


def _decided_breach(people: People) -> str:
    """One with a sum that only owners see, a loss and a deposit; its number."""
    with acting(people.app, SERVICE) as uow:
        contract = uow.contracts.get("D-2026-011")
        alleged = Alleged("第 9 条", Party.PARTNER, date(2026, 9, 1), "MARK-TEXT 晚付", loss_fen=543_210)
        breach = report(uow, contract, alleged)
        breach.state, breach.shown_at, breach.confirmed_on = BreachState.COMPUTED, uow.now, uow.today
        uow.session.add(
            BreachPenalty(
                account_id=breach.account_id, breach_id=breach.id, origin="computed", clause_id=breach.clause_id,
                version_no=1, params={}, facts={}, working={"lines": [], "fen": 765_432}, fen=765_432,
                made_by_id=uow.actor.login_id, made_at=uow.now,
            )
        )  # fmt: skip
        uow.deposits.enter(contract, EntryKind.PAID, 654_321, date(2026, 1, 5), "MARK-TEXT")
        return breach.number


def _import(app: Flask) -> str:
    rows = [
        ["客户名称", "手机", "省份"],
        ["兰州一号医药", "15400000970", "甘肃"],
        ["成都岷川医药", "15400000199", "四川"],
    ]
    return Importing(app, xlsx(名单=rows)).work().number


def _import_of_contracts(app: Flask) -> str:
    return ContractImport(app, DIRTY).work().number


def _of_the_neighbour(people: People) -> dict[str, str]:
    """Yueqiao's things by kind, as addresses and forms would name them."""
    app = people.app
    request = file_request(app, by=NEIGHBOUR, subject="THEIR-SUBJECT", account="D-000102")
    answer(app, request)
    with acting(app, NEIGHBOUR) as uow:
        feedback = uow.feedback.post(
            uow.accounts.get("D-000102"), kind=FeedbackKind.PRAISE, subject="THEIR-PRAISE", text="THEIR-TEXT"
        ).number
        contract = uow.contracts.get("D-2026-012")
        clause = str(contract.versions[0].clauses[0].id)
        member = uow.people.members(contract.account_id)[0].ref
    return {"request": request, "feedback": feedback, "contract": "D-2026-012", "clause": clause, "member": member,
            "account": "D-000102", "upstream": "U-2024-001"}  # fmt: skip


def _one_dead_letter(people: People) -> None:
    with people.backstage() as uow:
        message = uow.session.scalars(select(Message).where(Message.channel == "email")).first()
        assert message is not None
        message.give_up("550 no such mailbox")
        for session in uow.session.scalars(select(WebSession)):
            session.seen_at = datetime.now(UTC)


def variants(estate: Estate) -> list[str]:
    """Addresses with a question: every tab, category, clause type and filter that shows something of its own."""
    from portal.domain.contracts.clauses import CLAUSE_TYPES
    from portal.domain.requests.catalogue import RequestCategory

    number, clause = estate.things.request, estate.things.clause_id
    asked: list[Any] = [
        *(f"/archive-changes/new?field={field}" for field in ("address", "contact", "name")),
        *(f"/requests/new?category={category}" for category in RequestCategory),
        *(f"/staff/requests/new?account=D-000101&category={category}" for category in RequestCategory),
        *(f"/staff/contracts/{DRAFT}/clauses/new?type={code}" for code in CLAUSE_TYPES),
        *(f"/staff/accounts/D-000101?tab={tab}" for tab in ("timeline", "contracts", "requests", "feedback", "contacts",
        "people", "archive")),
        *(f"/staff/accounts/new?kind={kind}" for kind in ("supplier", "distributor", "individual", "peripheral")),
        f"/feedback/new?clause={clause}", f"/feedback/new?request={number}", "/requests/?show=ended",
        *(f"{face}/breaches/{estate.decided}" for face in ("", "/staff")), "/staff/breaches/?show=all&q=BR",
        "/staff/breaches/new?contract=D-2026-011", f"/staff/breaches/new?contract=D-2026-011&request={number}",
        f"/staff/contracts/{DRAFT}", f"/staff/contracts/{DRAFT}/edit", "/staff/feedback/?show=all",
        *(f"{face}/requests/{one}" for face in ("", "/staff") for one in (estate.resolved, estate.waiting)),
        *(f"{face}/feedback/{estate.answered}" for face in ("", "/staff")),
        *(f"/staff/admin/outbox?state={state}" for state in ("dead", "waiting")),
        *(f"/staff/requests/?view={view}" for view in ("open", "mine", "overdue", "today", "unassigned", "waiting")),
        f"/staff/requests/{estate.merged}?own=1", f"/staff/requests/{number}/merging?into={estate.waiting}",
        f"/staff/requests/{number}/merging?q={estate.merged}", f"/staff/links/new?at={estate.answered}",
        "/staff/requests/?q=MARK", "/staff/accounts/D-000101?tab=promises", "/promises/?show=ended",
        *(f"/staff/promises/?show={show}&whose=all" for show in ("open", "overdue", "done", "in_time")),
        "/staff/accounts/?q=岷川", "/staff/contracts/?q=D-2026&term=",
        "/staff/products/?q=PR", "/staff/contracts/upstream?upstream=U-2024-001&ends=2026-12-15",
        *(f"/staff/clauses/calculator?{asked}" for asked in ("type=penalty_tiered&on=2026-11-23&ask=1",
        "type=extension_option", "contract=D-2026-011&article=第 9 条")),
    ]  # fmt: skip
    return asked
