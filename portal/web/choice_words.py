"""Words for the choices inside a request's own fields."""

from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice

CHOICES = {
    "purpose": {
        "hospital_entry": _l("Hospital entry"),
        "tender": _l("Tender"),
        "first_operation": _l("First operation file"),
        "inspection": _l("Inspection"),
    },
    "doc_types": {
        "business_licence": _l("Business licence"),
        "drug_licence": _l("Drug distribution licence"),
        "production_licence": _l("Drug production licence"),
        "approval_cert": _l("Drug registration certificate"),
        "gsp_gmp_evidence": _l("GMP/GSP evidence"),
        "poa": _l("Power of attorney"),
        "poa_person_id": _l("ID copy of the authorised person"),
        "quality_agreement": _l("Quality agreement"),
        "seal_samples": _l("Samples of seals and delivery note"),
        "bank_permit": _l("Bank account proof"),
        "invoice_profile": _l("Invoice details"),
        "price_filing": _l("Proof of listing or winning price"),
        "insert_and_pack": _l("Leaflet and pack sample"),
        "batch_test_report": _l("Batch test report"),
        "integrity_undertaking": _l("Integrity undertaking"),
    },
    "medium": {"electronic": _l("Electronic"), "paper": _l("Paper")},
    "paper": {
        "vat_invoice": _l("VAT invoice"),
        "red_letter": _l("Red-letter invoice"),
        "upstream_invoice_copy": _l("Copy of the upstream invoice"),
        "delivery_note": _l("Delivery note with the goods"),
    },
    "defect": {
        "appearance": _l("Appearance"),
        "content": _l("Content or quantity inside"),
        "packaging": _l("Packaging"),
        "labelling": _l("Label or leaflet"),
        "foreign_matter": _l("Foreign matter"),
        "other": _l("Something else"),
    },
    "outcome": {
        "recovered": _l("Recovered"),
        "recovering": _l("Getting better"),
        "not_recovered": _l("Not better"),
        "sequelae": _l("Lasting damage"),
        "died": _l("Died"),
        "unknown": _l("Not known"),
    },
    "severity": {
        "ordinary": _l("Ordinary"),
        "new": _l("New: not in the leaflet"),
        "serious": _l("Serious"),
        "fatal": _l("Death"),
    },
    "sex": {"female": _l("Female"), "male": _l("Male"), "unknown": _l("Not known")},
    "price_reason": {
        "vbp_cut": _l("Cut by volume-based procurement"),
        "tender_cut": _l("Lower winning price"),
        "listing_change": _l("Listed price changed"),
        "market": _l("Market"),
        "other": _l("Something else"),
    },
    "ground": {
        "by_agreement": _l("Both sides agree"),
        "breach_by_principal": _l("You did not keep the contract"),
        "policy_change": _l("Change of policy"),
        "own_business": _l("Our own business changes"),
        "other": _l("Something else"),
    },
    "pay_as": {"allowance": _l("Allowance on the invoice"), "goods": _l("Goods")},
    "refund_to": {"account_on_file": _l("The bank account on file"), "new_account": _l("A new bank account")},
    "return_reason": {
        "near_expiry": _l("Near expiry"),
        "quality_defect": _l("Quality defect"),
        "wrong_goods": _l("Wrong goods"),
        "slow_sales": _l("Slow sales"),
        "other": _l("Something else"),
    },
    "sample": {
        "empty_pack": _l("Empty pack"),
        "demo_pack": _l("Demonstration pack"),
        "drug_sample": _l("Drug sample"),
    },
    "held_where": {"online": _l("Online"), "on_site": _l("On site")},
}


def choices_of(field: str) -> list[SelectChoice]:
    """Value and words of every choice of the field."""
    return [SelectChoice(value, words) for value, words in CHOICES[field].items()]
