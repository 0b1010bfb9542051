"""Contracts: what was agreed, how long it runs, and what every clause means."""

from typing import Any

from flask import Response

from portal.domain.contracts.models import Contract
from portal.domain.contracts.radar import Window, last_to_ask
from portal.domain.contracts.territory import territories_on
from portal.partner import partner
from portal.partner.extension_card import ExtensionCard
from portal.partner.field_matrix import clauses_without_sums, sees_penalty_sums
from portal.web.agreement import Agreement
from portal.web.amendments import amendments_of
from portal.web.breach_words import BREACH_KINDS, BREACH_TONES, ENTRY_KINDS, PARTNER_BREACH_STATES
from portal.web.clauses_in_words import in_words
from portal.web.contract_words import (
    CHANNELS,
    LEVELS,
    MODES,
    PARTNER_CONTRACT_STATES,
    place_of,
    product_name,
    territory_of,
    version_label,
)
from portal.web.current import uow
from portal.web.day_asked import day_asked
from portal.web.feedback_words import FEEDBACK_KINDS, PARTNER_FEEDBACK_STATES
from portal.web.pages import page
from portal.web.radar_words import act_by, day_to_act, open_from, told_to_partner, why
from portal.web.request_words import CATEGORIES, PARTNER_STATES
from portal.web.review_words import AWAITED_OF_PARTNER, listed
from portal.web.right_in_words import RightInWords, right_in_words


@partner.get("/contracts/")
def list_contracts() -> Response:
    days = uow.deadlines.days
    own = [Agreement(contract, uow.today, days) for contract in uow.contracts.of_account(_own_id())]
    own.sort(key=lambda each: (each.is_over, each.contract.last_day))
    return page(
        "partner/contracts/index.html", agreements=own, territory_of=territory_of, states=PARTNER_CONTRACT_STATES
    )


@partner.get("/contracts/<printed:number>")
def show_contract(number: str) -> Response:
    agreement = Agreement(uow.contracts.get(number), uow.today, uow.deadlines.days)
    contract, hidden = agreement.contract, clauses_without_sums()
    words: dict[str, Any] = {
        "states": PARTNER_CONTRACT_STATES, "modes": MODES, "levels": LEVELS, "channels": CHANNELS,
        "categories": CATEGORIES, "request_states": PARTNER_STATES, "kinds": FEEDBACK_KINDS,
        "feedback_states": PARTNER_FEEDBACK_STATES, "place_of": place_of,
        "territories_on": territories_on, "product_name": product_name,
        "version_label": version_label,
    }  # fmt: skip
    words |= {"breach_kinds": BREACH_KINDS, "breach_states": PARTNER_BREACH_STATES, "breach_tones": BREACH_TONES}
    asked_day = day_asked(contract, uow.today)
    terms = asked_day.terms.clauses if asked_day.is_asked else agreement.terms
    windows = own_windows(contract.id)
    return page(
        "partner/contracts/show.html", agreement=agreement, contract=contract, asked_day=asked_day,
        clauses=in_words(terms, contract, without_sums_of=hidden),
        amendments=amendments_of(contract, without_sums_of=hidden),
        asked=_asked(contract), right=_right(agreement),
        requests=uow.requests.about_contract(contract.id), feedback=uow.feedback.about_contract(contract.id),
        breaches=uow.breaches.of_contract(contract.id), ledger=uow.deposits.ledger(contract, uow.deadlines.days_since),
        entry_kinds=ENTRY_KINDS, sees_sums=sees_penalty_sums(),
        windows=windows, asking={contract.id: last_to_ask(windows, uow.today)},
        awaits=listed([str(AWAITED_OF_PARTNER[one]) for one in uow.taking_effect.missing(contract)]),
        told=told_to_partner, why=why, day_to_act=day_to_act, open_from=open_from, act_by=act_by, **words,
    )  # fmt: skip


def own_windows(contract_id: int) -> list[Window]:
    """What can still be done about an agreement, as far as it is told to the partner."""
    found = (one.window for one in uow.deadlines.of_contract(contract_id))
    return [window for window in found if told_to_partner(window, uow.today)]


def _asked(contract: Contract) -> ExtensionCard | None:
    """What was asked last: while it is under way, and as long as it is what the present end rests on."""
    newest = uow.extensions.newest_for(contract.id)
    if newest is None or not (newest.is_open or (newest.new_ends_on == contract.ends_on and newest.version_no)):
        return None
    return ExtensionCard(newest, contract)


def _right(agreement: Agreement) -> RightInWords | None:
    """What asking for a longer term comes to today."""
    if not agreement.can_be_extended:
        return None
    right = uow.extensions.right_to(agreement.contract, uow.now)
    return right_in_words(right, agreement.contract, uow.today)


def _own_id() -> int:
    account_id = uow.actor.account_id
    assert account_id is not None
    return account_id
