"""Random ids; their hashes and the keys derived from the application's secret come from `portal.db.keys`."""

import secrets

from portal.db.keys import digest, keyed, keyed_by_each

__all__ = ["digest", "keyed", "keyed_by_each", "random_id"]


def random_id() -> str:
    """256 random bits as text."""
    return secrets.token_urlsafe(32)
