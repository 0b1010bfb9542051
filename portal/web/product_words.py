"""Words for products: how they are kept and sold, who pays for them, and when an approval has to be renewed."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from portal.domain.products.models import Edl, Nrdl, RxOtc, SpecialControl, Storage, Vbp

STORAGES = {
    Storage.ROOM: _l("Up to 30 °C"),
    Storage.COOL: _l("Up to 20 °C"),
    Storage.COLD: _l("2–8 °C"),
    Storage.FROZEN: _l("Below 0 °C"),
}
RX_OTC = {
    RxOtc.RX: _l("Prescription drug"),
    RxOtc.OTC_A: _l("OTC, class A"),
    RxOtc.OTC_B: _l("OTC, class B"),
}
NRDL = {Nrdl.A: _l("Class A"), Nrdl.B: _l("Class B"), Nrdl.NONE: _l("Not in the list")}
EDL = {Edl.YES: _l("In the list"), Edl.NO: _l("Not in the list")}
VBP = {
    Vbp.WON: lazy_pgettext("vbp", "Won"),
    Vbp.LOST: lazy_pgettext("vbp", "Lost"),
    Vbp.PENDING: lazy_pgettext("vbp", "Pending"),
}
CONTROLS = {
    SpecialControl.NARCOTIC: _l("Narcotic"),
    SpecialControl.PSYCHOTROPIC: _l("Psychotropic"),
    SpecialControl.TOXIC: _l("Toxic for medical use"),
    SpecialControl.RADIOACTIVE: _l("Radioactive"),
}
RENEWALS = {
    "expired": (_l("Expired"), "bad"),
    "late": (_l("Renewal should have been asked for"), "bad"),
    "due": (_l("Ask for the renewal now"), "warn"),
}
"""By state of a renewal, what is said and how loudly; nothing while the end is far."""
