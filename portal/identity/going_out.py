"""Answers of ours that should be out by now go out before the request is shown: nobody waits for the worker."""

from collections.abc import Sequence

from portal.identity.writing import short_write


def let_out(held: Sequence[int]) -> bool:
    """Let those answers out, each by itself; what was read before must be read again when this is true."""
    if not held:
        return False
    with short_write() as work:
        for one in held:
            work.sending.let_out(one)
    return True
