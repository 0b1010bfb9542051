"""What an integration may be allowed, for whom it speaks, and what it can be told of."""

from collections.abc import Mapping
from enum import StrEnum


class ApiScope(StrEnum):
    """What a token opens."""

    ACCOUNTS_READ = "accounts:read"
    REQUESTS_READ = "requests:read"
    REQUESTS_WRITE = "requests:write"


class Side(StrEnum):
    """For whom the program speaks: its messages stand on that side of the thread."""

    US = "us"
    PARTNER = "partner"


class HookKind(StrEnum):
    """What an endpoint can be told of."""

    REQUEST_POSTED = "request.posted"
    REQUEST_ANSWERED = "request.answered"
    REQUEST_REPLIED = "request.replied"
    REQUEST_STATE = "request.state_changed"
    FEEDBACK_POSTED = "feedback.posted"
    FEEDBACK_ANSWERED = "feedback.answered"
    ACCOUNT_CHANGED = "account.changed"
    PING = "ping"


CHOSEN_HOOKS = tuple(kind for kind in HookKind if kind is not HookKind.PING)
"""What an administrator ticks; a ping comes only by the button that sends one."""

_EVENTS: Mapping[HookKind, tuple[str, ...]] = {
    HookKind.REQUEST_POSTED: ("request.posted",),
    HookKind.REQUEST_ANSWERED: ("request.answered",),
    HookKind.REQUEST_REPLIED: ("request.replied",),
    HookKind.REQUEST_STATE: (
        "request.waiting", "request.resumed", "request.resolved", "request.rejected", "request.closed",
        "request.reopened", "request.cancelled", "request.merged", "request.parted", "request.converted",
        "extension.approved", "extension.refused", "extension.acknowledged", "extension.declined",
        "extension.withdrawn", "extension.lapsed",
    ),
    HookKind.FEEDBACK_POSTED: ("feedback.posted",),
    HookKind.FEEDBACK_ANSWERED: ("feedback.answered",),
    HookKind.ACCOUNT_CHANGED: ("account.added", "account.changed", "account.status_changed"),
    HookKind.PING: ("integration.hook_tested",),
}  # fmt: skip
HOOK_OF: Mapping[str, HookKind] = {event: hook for hook, events in _EVENTS.items() for event in events}
"""Event kind → what is told of it. Notes, assignments, tiers and confidential complaints are missing here, and so told
to nobody outside."""

CHANGES: Mapping[str, frozenset[str]] = {
    "service_request": frozenset(kind for kind in HOOK_OF if kind.startswith(("request.", "extension."))),
    "account": frozenset(_EVENTS[HookKind.ACCOUNT_CHANGED]),
}
"""By the thing they are about: events after which a program has to read it anew."""
