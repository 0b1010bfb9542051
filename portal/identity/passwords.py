"""Passwords: hashed by argon2id, one at a time per worker, compared in constant work for known and unknown names."""

from functools import cache
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

COST = {"time_cost": 3, "memory_cost": 48 * 1024, "parallelism": 1}
"""Rounds, KiB and lanes of one hash; raised, they renew each hash at its owner's next sign-in."""
HASHER = PasswordHasher(**COST)
SHORTEST, LONGEST = 8, 200


def plain(password: str) -> str:
    """The password as it is compared: the same characters typed on any keyboard (Unicode NFC)."""
    return normalize("NFC", password)[:LONGEST]


def hash_password(password: str) -> str:
    return HASHER.hash(plain(password))


def matches(password_hash: str | None, password: str) -> bool:
    """Whether the password is right; a login without one costs the same work and never matches."""
    try:
        right = HASHER.verify(password_hash or _decoy(), plain(password))
    except (VerificationError, InvalidHashError):
        return False
    return right and password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Whether parameters rose since this hash was made."""
    return HASHER.check_needs_rehash(password_hash)


@cache
def _decoy() -> str:
    return HASHER.hash("nobody has this password")
