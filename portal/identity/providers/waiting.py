"""How long a visit waits for a provider: apart from the asking, whose client is loaded where somebody asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

VISIT_SECONDS = 5.0
"""For all calls that one visit needs."""
_deadline: ContextVar[float] = ContextVar("deadline", default=float("inf"))


@contextmanager
def one_visit() -> Iterator[None]:
    """All calls in the body have VISIT_SECONDS between them."""
    before = _deadline.set(monotonic() + VISIT_SECONDS)
    try:
        yield
    finally:
        _deadline.reset(before)


def visit_ends() -> float:
    """On the monotonic clock; infinity outside of a visit."""
    return _deadline.get()
