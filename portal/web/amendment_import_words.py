"""Words of importing amendments and territories: the columns of both sheets, and what a row is called."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from portal.web.contract_import_words import CLAUSE_FIELDS, CONTRACT_FIELDS
from portal.web.region_words import place_name

CLAUSE_CHANGES = {
    "add": lazy_pgettext("amended clause", "Added"),
    "change": lazy_pgettext("amended clause", "Changed"),
    "remove": lazy_pgettext("amended clause", "Removed"),
}
_OF_VERSION = {
    "contract_no": CONTRACT_FIELDS["contract_no"],
    "version_no": _l("Version"),
    "effective_from": _l("Takes effect"),
    "signed_by_us_on": CONTRACT_FIELDS["signed_by_us_on"],
    "signed_by_partner_on": CONTRACT_FIELDS["signed_by_partner_on"],
    "summary": _l("What it is about"),
}
AMENDMENTS: dict[str, Any] = _OF_VERSION | {"change": lazy_pgettext("amended clause", "Change")} | CLAUSE_FIELDS
TERRITORIES: dict[str, Any] = _OF_VERSION | {
    "region": _l("Where"),
    "place": CONTRACT_FIELDS["place"],
    "channel": CONTRACT_FIELDS["channel"],
    "level": CONTRACT_FIELDS["level"],
    "override": CONTRACT_FIELDS["override"],
    "account_no": _l("Account number (not read)"),
    "account_name": _l("Account name (not read)"),
    "side": _l("Side (not read)"),
    "products": _l("Products (not read)"),
    "starts_on": _l("First day (not read)"),
    "ends_on": _l("Last day (not read)"),
    "ignored": _l("Leave out"),
}
FIELDS: dict[str, Any] = {name: AMENDMENTS[name] for name in ("version_no", "effective_from", "summary", "change")}
TALLY = {
    "new": lazy_pgettext("amendment import", "New versions"),
    "update": lazy_pgettext("amendment import", "There, or a draft"),
    "part": lazy_pgettext("amendment import", "Further rows"),
    "error": _l("With an error"),
}


def row_heading(values: dict[str, Any]) -> tuple[str, str]:
    """A clause by its article, a territory by its place; below it the agreement and the version."""
    version = _("version %(no)s", no=values.get("version_no", 1))
    below = f"{values.get('contract_no', '–')} · {version}"
    if "article" in values:
        return str(values["article"]), below
    place = place_name(values["region"]) if values.get("region") else str(_("The whole country"))
    return f"{place} {values.get('place', '')}".strip(), below


def value_word(field: str, value: Any) -> str | None:
    """A code of these sheets as people read it; None where the value speaks for itself."""
    word = CLAUSE_CHANGES.get(value) if field == "change" else None
    return None if word is None else str(word)
