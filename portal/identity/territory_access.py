"""The part of the table for territory, recruitment and due diligence."""

from portal.identity.hats import ARCHIVISTS, CONTRACT_KEEPERS, STAFF

TERRITORY_ACCESS: dict[str, frozenset[str]] = {
    "staff.show_coverage": STAFF,
    "staff.ask_who_held": STAFF,
    "staff.list_consents": STAFF,
    "staff.record_consent": CONTRACT_KEEPERS,
    "staff.revoke_consent": CONTRACT_KEEPERS,
    "staff.edit_territory": CONTRACT_KEEPERS,
    "staff.name_territory": CONTRACT_KEEPERS,
    "staff.leave_territory": CONTRACT_KEEPERS,
    "staff.list_prospects": STAFF,
    "staff.new_prospect": ARCHIVISTS,
    "staff.add_prospect": ARCHIVISTS,
    "staff.show_prospect": STAFF,
    "staff.move_prospect": ARCHIVISTS,
    "staff.tie_prospect": ARCHIVISTS,
    "staff.show_diligence": STAFF,
    "staff.rate_supplier": CONTRACT_KEEPERS,
    "staff.take_on_product": CONTRACT_KEEPERS | {"staff.executive"},
}
