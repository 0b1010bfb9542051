"""What the choices are called that only facts have."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from portal.domain.contracts.computing.fact_vocabulary import MovementKind, ReturnReason, TransferKind

FACT_CHOICES: dict[type[StrEnum], dict[str, LazyString]] = {
    MovementKind: {
        "paid": _l("Paid in"),
        "topup": _l("Topped up"),
        "deduction": _l("Deducted"),
        "refund": _l("Refunded"),
    },
    ReturnReason: {
        "near_expiry": _l("Near expiry"),
        "quality_defect": _l("Quality defect"),
    },
    TransferKind: {
        "transfer": _l("Contract passed on"),
        "change_of_control": _l("Change of control"),
    },
}
