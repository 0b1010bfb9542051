"""Secret fields of the archive: sealed under the application's keys, found by keyed hash, opened again."""

from portal.db.keys import keyed_by_each
from portal.db.sealing import seal, unseal
from portal.domain.accounts.secrets import MASKS, Sealed


def sealed_field(name: str, number: str) -> Sealed:
    """A number of the field `name` (id_no, bank_account), in its normal form, as the archive keeps it."""
    return Sealed(seal(name, number), secret_hashes(name, number)[0], number[-4:], MASKS[name](number))


def secret_hashes(name: str, number: str) -> list[str]:
    """What such a number is found by: HMAC-SHA-256 under each key of the application, the signing one first."""
    return [key.hex() for key in keyed_by_each(name, number)]


def opened_field(name: str, sealed: bytes) -> str | None:
    """The number again; None when its key is no longer among the application's."""
    return unseal(name, sealed)
