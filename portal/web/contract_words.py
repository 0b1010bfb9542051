"""Words for agreements: states as each side reads them, sides, modes and territory."""

from collections.abc import Iterable
from datetime import date

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from flask_babel.speaklater import LazyString

from portal.domain.contracts.life import Ground
from portal.domain.contracts.models import Contract, ContractTerritory
from portal.domain.contracts.recording import Channel, Level, Mode
from portal.domain.contracts.state import ContractState as S
from portal.domain.contracts.territory import territories_on
from portal.domain.products.models import Product
from portal.web.current import uow
from portal.web.locale import current_locale
from portal.web.region_words import place_name, provinces

STAFF_CONTRACT_STATES = {
    S.DRAFT: _l("Draft"),
    S.INTERNAL_REVIEW: _l("Internal review"),
    S.SENT: _l("Out for signing"),
    S.SIGNED: _l("Signed, not begun"),
    S.ACTIVE: _l("Active"),
    S.EXPIRING: _l("Ending soon"),
    S.EXPIRED: _l("Ended"),
    S.SUSPENDED: _l("Suspended"),
    S.DISPUTED: _l("Disputed"),
    S.TERMINATED: _l("Terminated"),
    S.SETTLED: lazy_pgettext("contract", "Settled"),
    S.ARCHIVED: lazy_pgettext("contract", "Archived"),
}
PARTNER_CONTRACT_STATES = {
    S.DRAFT: _l("Draft"),
    S.INTERNAL_REVIEW: _l("Draft"),
    S.SENT: _l("Please sign"),
    S.SIGNED: _l("Signed, not begun"),
    S.ACTIVE: _l("Active"),
    S.EXPIRING: lazy_pgettext("partner", "Ending soon"),
    S.EXPIRED: lazy_pgettext("partner", "Ended"),
    S.SUSPENDED: _l("On hold, see why"),
    S.DISPUTED: _l("Under discussion"),
    S.TERMINATED: lazy_pgettext("partner", "Terminated"),
    S.SETTLED: lazy_pgettext("partner contract", "Settled"),
    S.ARCHIVED: lazy_pgettext("partner contract", "Settled"),
}
CONTRACT_TONES = {
    S.INTERNAL_REVIEW: "info",
    S.SENT: "info", S.SIGNED: "info", S.ACTIVE: "good", S.EXPIRING: "warn", S.SUSPENDED: "bad", S.DISPUTED: "bad",
    S.TERMINATED: "bad",
}  # fmt: skip

GROUNDS = {
    Ground.AGREED: _l("Agreed by both sides"),
    Ground.CONTRACTUAL: _l("A ground named in the contract"),
    Ground.STATUTORY: _l("A ground of the law (Civil Code 563)"),
    Ground.MANDATE: _l("Revocation of the mandate (Civil Code 933)"),
    Ground.TAKEBACK: _l("The supplier takes the right back"),
    Ground.QUALIFICATION: _l("Qualification lost"),
}

SIDES = {"downstream": _l("Downstream"), "upstream": _l("Upstream")}
MODES = {
    Mode.BUYOUT: _l("Buy-out"),
    Mode.SERVICE: _l("Promotion service"),
    Mode.DELIVERY: lazy_pgettext("mode", "Delivery"),
    Mode.HYBRID: _l("Mixed"),
}
LEVELS = {Level.EXCLUSIVE: _l("Exclusive"), Level.SOLE: _l("Sole"), Level.NON_EXCLUSIVE: _l("Non-exclusive")}
CHANNELS = {
    Channel.ALL: _l("All channels"),
    Channel.HOSPITAL: lazy_pgettext("channel", "Hospitals"),
    Channel.PRIMARY: lazy_pgettext("channel", "Primary care"),
    Channel.PHARMACY: _l("Pharmacies"),
}


def names_of(contract: Contract) -> dict[str, str]:
    """What the provinces and the agreement's products, which clauses name by code, are called."""
    return names_among(row.product for row in contract.products)


def names_among(products: Iterable[Product]) -> dict[str, str]:
    """What the provinces, by their six digits or the first two, and these products are called."""
    by_code = provinces(short=False)
    by_two_digits = {code[:2]: name for code, name in by_code.items()}
    return by_two_digits | by_code | {product.code: product_name(product) for product in products}


def product_name(product: Product) -> str:
    return (product.name_en or product.name_zh) if current_locale() == "en" else product.name_zh


def place_of(territory: ContractTerritory) -> str:
    """The province or the whole country, narrowed in words where the contract does."""
    words = place_name(territory.province) or str(_l("The whole country"))
    return f"{words} · {territory.place}" if territory.place else words


def territory_of(contract: Contract, day: date | None = None) -> str:
    """All regions of an agreement in one line, as they are on civil day `day` or today; its versions are loaded."""
    separator = ", " if current_locale() == "en" else "、"
    return separator.join(place_of(territory) for territory in territories_on(contract, day or uow.today))


def version_label(no: int) -> LazyString:
    """The contract itself, or the amendment of that number."""
    return _l("Contract") if no == 1 else _l("Amendment %(no)s", no=no - 1)
