"""The closed lists that only the facts of a case choose from; codes, the faces have the words."""

from enum import StrEnum


class MovementKind(StrEnum):
    """What moved a deposit."""

    PAID = "paid"
    TOPUP = "topup"
    DEDUCTION = "deduction"
    REFUND = "refund"


class ReturnReason(StrEnum):
    NEAR_EXPIRY = "near_expiry"
    QUALITY_DEFECT = "quality_defect"


class TransferKind(StrEnum):
    TRANSFER = "transfer"
    CHANGE_OF_CONTROL = "change_of_control"
