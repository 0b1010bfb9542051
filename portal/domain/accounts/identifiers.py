"""The numbers that name a company, a person, a telephone or a licence: their normal form and their faults.

`normal_*` never fails; `*_fault` answers None or the code of what is wrong; `*_doubt` answers None or a code
that is worth a warning while the number is kept. All of them expect the normal form.
"""

import re
from datetime import date

from portal.domain.accounts.regions import BY_CODE
from portal.domain.base import half_width

USCC_SYMBOLS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_ALPHABET = frozenset(USCC_SYMBOLS)
_USCC_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_RESIDENT_WEIGHTS = tuple(pow(2, 17 - place, 11) for place in range(17))
_RESIDENT_CHECKS = "10X98765432"
_BLANK = dict.fromkeys(map(ord, " \t\r\n\v\f\u00a0\u2002\u2003\u2009\u200b\u200c\u200d\u2060\u3000\ufeff"))
_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d"), "-")

ADULT = 18
OLDEST = 120

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_TEL = re.compile(r"0[0-9]{2,3}-[0-9]{7,8}(?:-[0-9]{1,6})?")
_APPROVAL = re.compile(r"国药准字(?:[HZSJBTF][0-9]{8}|[HZS][CJ][0-9]{8})|[HZS][0-9]{8}")
_LICENCE = re.compile(r"[一-龥][A-D][AB][0-9]{9}")
_OLDER_LICENCE = re.compile(r"[一-龥][A-D][AB][0-9]{7}")
_BANK_ACCOUNT = re.compile(r"[0-9]{8,30}")
_ACCOUNT_NO = re.compile(r"[SDNP]-[0-9]{6}")


def without_blanks(text: str) -> str:
    """The text without any space, no-break and zero-width ones included."""
    return text.translate(_BLANK)


def normal_code(text: str) -> str:
    """The form in which codes are kept and compared: half width, no blanks, upper case."""
    return without_blanks(half_width(text)).upper()


def uscc_check(body: str) -> str:
    """The 18th symbol for the 17 before it (GB 32100-2015). Raises ValueError for a symbol outside the alphabet."""
    total = sum([USCC_SYMBOLS.index(symbol) * weight for symbol, weight in zip(body, _USCC_WEIGHTS, strict=True)])
    return USCC_SYMBOLS[-total % 31]


def organisation_check(body: str) -> str:
    """The 9th symbol for the 8 before it (GB 11714). Raises ValueError for a symbol that is no letter or digit."""
    rest = -sum([int(symbol, 36) * weight for symbol, weight in zip(body, _ORGANISATION_WEIGHTS, strict=True)]) % 11
    return "X" if rest == 10 else str(rest)


def uscc_fault(uscc: str) -> str | None:
    """Why this is no unified social credit code (GB 32100-2015), or None."""
    if len(uscc) != 18:
        return "uscc_length"
    if not _USCC_ALPHABET.issuperset(uscc):
        return "uscc_symbol"
    return None if uscc_check(uscc[:17]) == uscc[17] else "uscc_check_digit"


def uscc_doubt(uscc: str) -> str | None:
    """A warning for a sound code whose inner organisation code (GB 11714) is not: old registrations break that rule."""
    return None if organisation_check(uscc[8:16]) == uscc[16] else "uscc_organisation_code"


def resident_check(body: str) -> str:
    """The 18th symbol of a resident identity number for the 17 digits before it (GB 11643-1999)."""
    return _RESIDENT_CHECKS[sum(int(digit) * w for digit, w in zip(body, _RESIDENT_WEIGHTS, strict=True)) % 11]


def resident_id_fault(number: str, today: date) -> str | None:
    """Why this is no identity number of an adult on `today` (a date in Asia/Shanghai), or None; GB 11643-1999.

    Only the province is looked up: county codes inside old numbers have been abolished since.
    """
    if len(number) != 18:
        return "id_length"
    body, check = number[:17], number[17]
    if not (body.isascii() and body.isdigit() and check in _RESIDENT_CHECKS):
        return "id_symbol"
    if number[:2] + "0000" not in BY_CODE:
        return "id_province"
    born = _date(number[6:14])
    if born is None:
        return "id_date"
    if resident_check(body) != check:
        return "id_check_digit"
    return None if ADULT <= age(born, today) <= OLDEST else "id_age"


def age(born: date, today: date) -> int:
    """Full years on `today`; who was born on 29 February is a year older on 1 March of a common year."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def normal_mobile(text: str) -> str:
    """Digits of a mainland mobile number: half width, without blanks, dashes, brackets and the prefix 86."""
    digits = without_blanks(half_width(text)).translate(_HYPHENS).translate(dict.fromkeys(map(ord, "-().")))
    return re.sub(r"^(?:\+|00)?86(?=1[0-9]{10}$)", "", digits)


def mobile_fault(mobile: str) -> str | None:
    """Why this is no mainland mobile number, or None."""
    return None if _MOBILE.fullmatch(mobile) else "mobile_invalid"


def normal_tel(text: str) -> str:
    """A landline as 028-12345678-801; area codes of three digits are 010 and 02x, all others have four."""
    plain = without_blanks(half_width(text)).translate(_HYPHENS)
    plain = re.sub(r"^(?:\+86|0086)-?0?(?=[1-9])", "0", plain)
    plain = re.sub(r"^\((0[0-9]{2,3})\)-?", r"\1-", plain)
    plain = re.sub(r"^(010|02[0-9]|0[3-9][0-9]{2})(?=[0-9]{7,8}(?:$|[^0-9]))", r"\1-", plain)
    return re.sub(r"(?<=[0-9])(?:转|分机|ext\.?|EXT\.?|\*)(?=[0-9]{1,6}$)", "-", plain)


def tel_fault(tel: str) -> str | None:
    """Why this is no mainland landline number, or None."""
    return None if _TEL.fullmatch(tel) else "tel_invalid"


def normal_bank_account(text: str) -> str:
    """The digits of a bank account: half width, without blanks and dashes."""
    return without_blanks(half_width(text)).translate(_HYPHENS).replace("-", "")


def bank_account_fault(number: str) -> str | None:
    """Why this is no bank account, or None: 8 to 30 digits, as cards and company accounts of mainland banks have."""
    return None if _BANK_ACCOUNT.fullmatch(number) else "bank_account_invalid"


def holder_fault(holder: str, name_zh: str) -> str | None:
    """Why an account of that holder is not this party's own, or None: payments go to the name on the licence or ID.

    Width, blanks and dots between the parts of a name make no difference.
    """
    return None if _spelled(holder) == _spelled(name_zh) else "bank_holder_differs"


def _spelled(name: str) -> str:
    return "".join(filter(str.isalnum, half_width(name))).casefold()


def approval_no_fault(number: str) -> str | None:
    """Why this is no drug approval number, or None; the first digits may be a province, so no year is asked for."""
    return None if _APPROVAL.fullmatch(number) else "approval_no_invalid"


def licence_doubt(number: str) -> str | None:
    """A warning for a drug trading licence not in the form in force since 2024-01-01; older ones run until they end."""
    if _LICENCE.fullmatch(number):
        return None
    return "licence_older_form" if _OLDER_LICENCE.fullmatch(number) else "licence_unknown_form"


def account_no_fault(number: str) -> str | None:
    """Why this is none of our account numbers (S-, D-, N- or P- and six digits), or None."""
    return None if _ACCOUNT_NO.fullmatch(number) else "account_no_invalid"


def _date(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
