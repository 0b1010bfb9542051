"""Small secrets at rest and in hidden fields; how they are sealed is known to every room (`portal.db.sealing`)."""

from portal.db.sealing import seal, unseal

__all__ = ["seal", "unseal"]
