"""Words for the life of qualification papers: how one stands, what is stopped, and what is refused."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.domain.accounts.papers.catalogue import DOC_TYPES, Act
from portal.domain.accounts.papers.gates import Refusal
from portal.domain.accounts.papers.paper import PaperState
from portal.web.document_words import doc_name

STATES: Mapping[str, tuple[Any, str, str]] = {
    PaperState.MISSING: (_l("Missing"), "bad", "alert-triangle"),
    PaperState.WANTED: (_l("If you have it"), "line", ""),
    PaperState.SUBMITTED: (_l("Being checked"), "info", "hourglass"),
    PaperState.VERIFIED: (_l("Valid"), "good", "check"),
    PaperState.EXPIRING: (_l("Runs out soon"), "warn", "calendar-due"),
    PaperState.EXPIRED: (_l("Expired"), "bad", "alert-triangle"),
    PaperState.REJECTED: (_l("Please send again"), "warn", "refresh"),
    PaperState.REPLACED: (_l("Replaced"), "", "history"),
}
"""What it is called, its colour and its sign."""
STAFF_STATES: Mapping[str, Any] = {
    PaperState.WANTED: _l("Not asked urgently"),
    PaperState.SUBMITTED: _l("To be checked"),
    PaperState.REJECTED: _l("Refused"),
}
"""Where our own people read other words."""
ACTS: Mapping[str, Any] = {
    Act.CONTRACT: _l("a new contract"),
    Act.ORDER: _l("an order"),
    Act.ACTING: _l("acting for us"),
    Act.PAYOUT: _l("a payment to them"),
    Act.SETTLEMENT: _l("the settlement of service fees"),
    Act.PRODUCT: _l("the sale of this product"),
    Act.BATCH: _l("the sale of this batch"),
    Act.VISIT: _l("reporting a hospital visit"),
}
REFUSALS: dict[str, Any] = {
    "paper.stops": _l(
        "Papers of %(name)s have run out: %(papers)s. This stops %(what)s until the new one is checked. Quality, legal "
        "or the management may let it pass for some days, with a reason, on the papers of the account."
    ),
    "paper.four_eyes": _l("You gave this document yourself: somebody else has to check it."),
    "paper.not_a_checker": _l("Quality, legal or the management decides about documents."),
    "paper.decided": _l("Somebody was faster: this document is decided already. See the result below."),
    "paper.over_already": _l("It has run out already. A new one is needed."),
    "paper.no_file": _l("Add at least one photo or file: nobody can check what cannot be seen."),
    "paper.issued_ahead": _l("Check the days: it cannot be issued in the future, or after its last day."),
    "paper.unknown_type": _l("Choose one of the list."),
    "paper.no_product": _l("Choose the product it is about."),
    "paper.no_batch": _l("Type the number of the batch it is about."),
    "paper.batch_too_much": _l("This kind of document is not about one batch. Leave the batch empty."),
    "paper.stops_nothing": _l("A document of this kind stops nothing, so there is nothing to let pass."),
    "paper.waived_too_long": _l("Choose a day from today on, at most %(most)s days ahead."),
}


def with_names(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a refusal, papers and the act in it as they are called."""
    if "doc_types" not in facts:
        return dict(facts)
    return {**facts, "papers": named(facts["doc_types"]), "what": str(ACTS.get(facts.get("act", ""), ""))}


def named(doc_types: Iterable[str]) -> str:
    """What these papers are called, in one line."""
    return _(", ").join(doc_name(one) for one in doc_types)


def stops(doc_type: str) -> str:
    """What a paper of that type stops once it has run out, in one line; nothing where it only reminds."""
    blocks = DOC_TYPES[doc_type].blocks if doc_type in DOC_TYPES else ()
    return _(", ").join(str(words) for act, words in ACTS.items() if act in blocks)


def stopped_said(found: Iterable[Refusal]) -> list[str]:
    """What stands against what somebody asks for, one kind sentence for each paper."""
    return [
        _("“%(paper)s” has run out. The new one is being checked: this goes on as soon as that is done.", paper=name)
        if one.is_being_checked
        else _("“%(paper)s” has run out. The request can be sent; it goes on once the new one is here.", paper=name)
        for one in found
        for name in (doc_name(one.doc_type),)
    ]


def staff_state(state: str) -> str:
    return str(STAFF_STATES.get(state) or STATES[state][0])
