"""Telling the requests and the feedback: every act at its own moment, in the order in which they happened."""

from functools import partial
from typing import Any

from portal.cli.demo.clock import shanghai
from portal.cli.demo.hand.feedback import FEEDBACK
from portal.cli.demo.hand.requests import REQUESTS
from portal.cli.demo.hand.stage import Act, Stage
from portal.cli.demo.hand.tales import Said, Tale
from portal.domain.contracts.models import Clause
from portal.domain.feedback.kinds import Decision, FeedbackKind
from portal.domain.feedback.repository import Ties
from portal.domain.requests.catalogue import CATALOGUE, RequestCategory, read_fields
from portal.domain.unit_of_work import UnitOfWork


def write_tales(stage: Stage, others: list[Act]) -> None:
    acts = list(others)
    for tales, open_one in ((REQUESTS, _post_request), (FEEDBACK, _post_feedback)):
        for tale in tales:
            acts.append((shanghai(tale.at), partial(open_one, stage, tale)))
            acts += [(shanghai(said.at), partial(_do, stage, tale.number, said)) for said in tale.then]
    for _, act in sorted(acts, key=lambda act: act[0]):
        act()
        stage.session.flush()
    for prefix, tales in (("request", REQUESTS), ("feedback", FEEDBACK)):
        for month in {tale.number[3:9] for tale in tales}:
            last = max(int(tale.number[10:]) for tale in tales if tale.number[3:9] == month)
            stage.set_series(f"{prefix}.{month}", last)


def _post_request(stage: Stage, tale: Tale) -> None:
    uow = _about_to_post(stage, tale, "request")
    category = RequestCategory(tale.kind)
    uow.requests.post(
        stage.accounts[tale.account], category=category, subject=tale.subject, text=tale.text,
        fields=read_fields(CATALOGUE[category], tale.fields), product=stage.products.get(tale.product),
        contract=uow.contracts.get(tale.contract) if tale.contract else None,
    )  # fmt: skip


def _post_feedback(stage: Stage, tale: Tale) -> None:
    uow = _about_to_post(stage, tale, "feedback")
    product = stage.products.get(tale.product)
    contract = uow.contracts.get(tale.contract) if tale.contract else None
    clause: Clause | None = None
    if contract is not None and tale.article:
        clause = next(clause for clause in uow.contracts.terms(contract, uow.today) if clause.article == tale.article)
    ties = Ties(
        contract_id=contract.id if contract else None, clause_id=clause.id if clause else None,
        product_id=product.id if product else None,
    )  # fmt: skip
    uow.feedback.post(
        stage.accounts[tale.account], kind=FeedbackKind(tale.kind), subtype=tale.subtype, subject=tale.subject,
        text=tale.text, ties=ties,
    )  # fmt: skip


def _about_to_post(stage: Stage, tale: Tale, series: str) -> UnitOfWork:
    """Numbers were given before the first of these days, so the series is set to just before this one."""
    stage.set_series(f"{series}.{tale.number[3:9]}", int(tale.number[10:]) - 1)
    return stage.work(shanghai(tale.at), tale.who)


def _do(stage: Stage, number: str, said: Said) -> None:
    uow = stage.work(shanghai(said.at), said.who)
    thing: Any = uow.requests.at_desk(number) if number.startswith("SR") else uow.feedback.get(number)
    facts: dict[str, Any] = {"by": uow.actor, "at": uow.now}
    if said.decision:
        facts["decision"] = Decision(said.decision)
    if said.verb == "assign":
        thing.assign(stage.staff[said.words], **facts)
    elif said.verb.startswith("wait_for_"):
        thing.wait_for(said.verb.removeprefix("wait_for_"), **facts)
    elif said.verb == "resolve":
        thing.resolve(outcome=said.words, **facts)
    elif said.verb == "withdraw":
        thing.extension.withdraw(**facts)
    elif said.verb == "note":
        called = [post.id for post in uow.colleagues.called(thing, said.words).told]
        thing.add_note(text=said.words, called=called, **facts)
    else:
        getattr(thing, said.verb)(**facts, **({"text": said.words} if said.words else {}))
