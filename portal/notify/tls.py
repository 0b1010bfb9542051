"""Whom we trust when we call others by TLS: the certificates of this machine, read once by each process."""

import ssl
from functools import cache


@cache
def trusted() -> ssl.SSLContext:
    """Reading the certificates takes longer than most calls that need them; new ones are seen after a restart."""
    return ssl.create_default_context()
