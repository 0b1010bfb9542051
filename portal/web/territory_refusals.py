"""Words for what the domain refuses about products, territory, prospects and due diligence."""

from typing import Any

from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, Any] = {
    "product.code_taken": _l("%(number)s is a product already."),
    "product.approval_no_invalid": _l("This is no approval number."),
    "product.not_a_supplier": _l("%(number)s is no supplier."),
    "product.special_control": _l(
        "Narcotic, psychotropic, toxic and radioactive drugs are not handled in this portal."
    ),
    "territory.unknown_place": _l("There is no place called %(place)s. Type it as in an address, or its code."),
    "territory.several_places": _l("More than one place is called %(place)s: type the city or province before it."),
    "territory.hospital_without_county": _l("Say in which county or city %(place)s lies, before the slash."),
    "territory.not_an_amendment": _l("The territory of a contract changes by an amendment: begin one first."),
    "territory.same_account": _l("The one who agrees and the one who sells are the same partner."),
    "territory.ends_before_start": _l("The last day lies before the first one."),
    "territory.revoked": _l("This was taken back already."),
    "contract.exclusive_elsewhere": _l(
        "A partner outside your reach has the same exclusively. Only one of them can have it."
    ),
    "prospect.closed": _l("This prospect is closed: open it again first."),
    "prospect.reason_needed": _l("Say why it was lost: choose a reason."),
    "prospect.step_needed": _l("Say what comes next, and by when."),
    "prospect.not_a_lead": _l("%(number)s is no lead and no partner who could take it."),
    "prospect.no_account": _l("Only a prospect with an account can be signed: open the account first."),
    "diligence.evidence_needed": _l("Write down what the rating rests on, or attach or name it."),
    "diligence.no_supplier": _l("Record first which supplier the product comes from."),
    "diligence.reason_needed": _l("The checklist has gaps: say why the product is taken on all the same."),
    "diligence.taken_on": _l("This product has been taken on already."),
}
