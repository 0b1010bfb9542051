"""Words for qualification papers: what they are called, and what happens when one expires."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from portal.domain.accounts.names import mask_bank_account, mask_number
from portal.domain.accounts.papers.catalogue import PERSONAL
from portal.web.choice_words import CHOICES

DOC_TYPES: dict[str, LazyString] = {
    **CHOICES["doc_types"],
    "annual_report": _l("Published annual report"),
    "service_contractor_proof": _l("Promotion service qualification and tax proof"),
    "rep_filing": _l("Filing of medical representatives"),
}

_NO_ORDER_NO_CONTRACT = _l("After it expires you cannot order or sign a new contract.")
_NO_ORDER = _l("After it expires you cannot order.")
_NO_PAYOUT = _l("Without it we cannot pay out.")
_NO_SETTLEMENT = _l("After it expires we cannot settle service fees.")
_NO_ACTING = _l("After it expires the person named in it cannot act for you, and you cannot order.")
_REMINDER = _l("Nothing stops when it expires, but please send the new one.")

CONSEQUENCES: dict[str, LazyString] = {
    "business_licence": _NO_ORDER_NO_CONTRACT,
    "drug_licence": _l("After it expires we must stop: no orders, no new contract, and running contracts are on hold."),
    "production_licence": _l("After it expires we must stop buying from you."),
    "approval_cert": _l("After it expires the product must not be sold."),
    "poa": _NO_ACTING,
    "poa_person_id": _NO_ACTING,
    "quality_agreement": _NO_ORDER,
    "bank_permit": _NO_PAYOUT,
    "batch_test_report": _l("Without it this batch cannot be sold."),
    "service_contractor_proof": _NO_SETTLEMENT,
    "rep_filing": _l("After it expires no hospital visit may be reported."),
    "integrity_undertaking": _l("After it expires you cannot sign a new contract."),
}


def doc_name(doc_type: str) -> str:
    """What a paper is called; a type we do not know keeps its code."""
    return str(DOC_TYPES.get(doc_type, doc_type))


def paper_number(paper: Any) -> str:
    """The number on the paper, a row of them or its columns; of an identity card and of a bank account only what tells
    it from others."""
    if not paper.number or paper.doc_type not in PERSONAL:
        return str(paper.number)
    return mask_bank_account(paper.number) if paper.doc_type == "bank_permit" else mask_number(paper.number)


def consequence(doc_type: str) -> str:
    """What happens when it expires, in a sentence to the partner."""
    return str(CONSEQUENCES.get(doc_type, _REMINDER))
