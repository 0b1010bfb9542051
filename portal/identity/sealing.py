"""Small secrets at rest and in hidden fields; how they are sealed is known to every room (`portal.db.sealing`)."""

from portal.db.sealing import seal, unseal
from portal.db.secret_fields import opened_field, sealed_field, secret_hashes

__all__ = ["opened_field", "seal", "sealed_field", "secret_hashes", "unseal"]
