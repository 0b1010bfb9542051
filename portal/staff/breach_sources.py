"""Where a breach is reported from: what a request or a feedback already says about it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask_babel import gettext as _

from portal.domain.accounts.regions import BY_CODE
from portal.domain.attachments.models import StoredFile
from portal.domain.base import Refused
from portal.domain.contracts.breaches.grounds import kind_of, likely_clause, obligor_of
from portal.domain.contracts.breaches.reporting import Source
from portal.domain.contracts.clauses import Party
from portal.domain.contracts.clauses.vocabulary import Trigger
from portal.domain.contracts.models import Clause, Contract
from portal.domain.contracts.versions import clauses_on
from portal.domain.requests.case_facts import TRIGGERS, case_facts, event_day
from portal.domain.requests.catalogue import CATALOGUE, RequestCategory, from_stored
from portal.web.current import uow
from portal.web.locale import local
from portal.web.region_words import province_name


@dataclass
class Told:
    """What the source tells; `account_id` is whose request or feedback it is, `own_contract` the one it names."""

    name: str = ""
    number: str = ""
    account_id: int | None = None
    own_contract: Contract | None = None
    kind: str = Trigger.OTHER
    clause: Clause | None = None
    suspect: str = ""
    typed: dict[str, Any] = field(default_factory=dict)
    files: list[Any] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    """What it says for the sum: JSON-like values by the names of the rules' facts."""

    @property
    def is_about_others(self) -> bool:
        """Whether it complains of another partner, and not of us."""
        return self.kind == Trigger.DIVERSION

    def source_for(self, contract: Contract) -> Source:
        """Whoever complained of somebody else is the complainant; who speaks of their own contract is none."""
        other = self.account_id if self.account_id not in (None, contract.account_id) else None
        return Source(self.number, other, self.facts)

    @property
    def evidence(self) -> list[StoredFile]:
        return [StoredFile(one.sha256, one.name, one.size, one.media_type) for one in self.files]


def told_by(request_number: str, feedback_number: str) -> Told:
    """What the named request or feedback says; NotFound for one that cannot be read, Refused for a confidential one:
    of a breach, its source and its evidence many of us read."""
    if request_number:
        return _by_request(request_number)
    return _by_feedback(feedback_number) if feedback_number else Told(typed={"occurred_on": uow.today})


def _by_request(number: str) -> Told:
    asked = uow.requests.get(number)
    category = CATALOGUE[RequestCategory(asked.category)]
    known = from_stored(category, asked.fields)
    where = [province_name(str(known.get("province", "")), short=False), known.get("place"), known.get("terminal")]
    typed = {
        "occurred_on": event_day(asked),
        "product": asked.product.code if asked.product else "",
        "batch_no": str(known.get("batch_no") or known.get("trace_code") or ""),
        "boxes": known.get("boxes"),
        "place": " ".join(str(part) for part in where if part)[:120],
    }
    answers = [one for one in uow.requests.answers(asked) if not one.from_staff]
    on_answers = uow.attachments.on(answers)
    files = [*uow.attachments.on([asked]).get(asked.id, []), *(f for one in on_answers.values() for f in one)]
    kind = TRIGGERS.get(category.code, Trigger.OTHER)
    if kind == Trigger.DIVERSION:
        typed["what"] = _alleged(asked.product, typed)
    return Told(
        "request", number, asked.account_id, asked.contract, kind, None, str(known.get("suspect", "")), typed, files,
        _beside_the_form(case_facts(asked)),
    )  # fmt: skip


def _beside_the_form(facts: dict[str, Any]) -> dict[str, Any]:
    """The boxes are a field of the breach itself, where they can be corrected."""
    return {name: value for name, value in facts.items() if name != "boxes_proven"}


def _alleged(product: Any, typed: dict[str, Any]) -> str:
    """What is alleged, from the facts alone: the complainant's own words could give them away."""
    facts = {"product": product.name_zh if product else "", "batch": typed["batch_no"], "boxes": typed["boxes"] or "?"}
    return _(
        "%(product)s, batch %(batch)s, %(boxes)s boxes, was found outside the agreed territory: %(place)s.",
        **facts, place=typed["place"],
    )  # fmt: skip


def _by_feedback(number: str) -> Told:
    feedback = uow.feedback.get(number)
    if feedback.is_confidential:
        raise Refused("breach.confidential", number=number)
    kind = kind_of(feedback.clause) if feedback.clause else Trigger.OTHER
    if feedback.subtype == "diversion_lead":
        kind = Trigger.DIVERSION
    typed = {
        "occurred_on": local(feedback.posted_at).date(),
        "product": feedback.product.code if feedback.product else "",
    }
    files = uow.attachments.on([feedback]).get(feedback.id, [])
    contract, clause = feedback.contract, feedback.clause
    return Told("feedback", number, feedback.account_id, contract, kind, clause, feedback.text, typed, files)


def candidates(told: Told, product_id: int | None) -> list[Contract]:
    """Agreements that may have been broken: of somebody else's that cover the product, else the one it names."""
    if not told.is_about_others:
        return [told.own_contract] if told.own_contract else []
    if product_id is None:
        return []
    covering = uow.contracts.of_product(product_id)
    return [one for one in covering if one.side == "downstream" and one.account_id != told.account_id]


def suspected(told: Told, among: list[Contract]) -> Contract | None:
    """The one the complaint points at by name or province; of several, none."""
    if not told.is_about_others:
        return among[0] if among else None
    named = [one for one in among if _is_named(one, told.suspect)]
    return named[0] if len(named) == 1 else None


def _is_named(contract: Contract, words: str) -> bool:
    """By the account's name, or by its province in either language: people write as they speak."""
    account, province = contract.account, BY_CODE.get(contract.account.province or "")
    names = (account.name_zh, account.short_name, *((province.bare, province.en) if province else ()))
    return any(name and name in words for name in names)


def likely_article(contract: Contract, told: Told, day: date, wanted: str = "") -> tuple[str, Party]:
    """The article in force on the day that a breach of this kind is judged by, and who broke it; the `wanted` one if
    it was in force. Where nothing was told there is nothing to guess from."""
    clauses = clauses_on(contract.versions, day)
    asked_for = next((one for one in clauses if one.article == wanted), None)
    if asked_for is not None:
        return wanted, obligor_of(asked_for)
    if not told.name:
        return "", Party.PARTNER
    named = [one for one in clauses if told.clause is not None and one.article == told.clause.article]
    clause = likely_clause(clauses, told.kind) or (named[0] if named else None)
    if clause is None:
        return "", Party.PARTNER
    return clause.article, obligor_of(clause)
