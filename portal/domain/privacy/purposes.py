"""For what personal data is used, and for which of it the person is asked (PIPL 13 to 16, 23)."""

from enum import StrEnum


class Purpose(StrEnum):
    CONTRACT_NOTICE = "contract_notice"
    MARKETING_SMS = "marketing_sms"
    BIRTHDAY_CARE = "birthday_care"
    SURVEY = "survey"
    UPSTREAM = "upstream"


SWITCHABLE = (Purpose.MARKETING_SMS, Purpose.BIRTHDAY_CARE, Purpose.SURVEY, Purpose.UPSTREAM)
"""What needs consent. Contract notices are needed for the contract with the person (PIPL 13.1.2): no switch. Giving
data to an upstream supplier is a consent of its own (PIPL 23)."""


class ConsentChannel(StrEnum):
    """How somebody without a sign-in told us."""

    PAPER = "paper"
    PHONE = "phone"
    MESSAGE = "message"
    IN_PERSON = "in_person"
