"""Words for products: how they are kept."""

from flask_babel import lazy_gettext as _l

from portal.domain.products.models import Storage

STORAGES = {
    Storage.ROOM: _l("Up to 30 °C"),
    Storage.COOL: _l("Up to 20 °C"),
    Storage.COLD: _l("2–8 °C"),
    Storage.FROZEN: _l("Below 0 °C"),
}
