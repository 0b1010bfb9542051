"""The garbage collector of processes that live long or make much."""

import gc


def settle_collector() -> None:
    """What is there for ever is not walked again, and the rest more seldom; call once everything is loaded. Nothing is
    collected before: loading leaves some hundred objects behind, and looking for them is a twentieth of the start."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
