"""Kinds of events in the groups that people and group bots choose from, and those nobody can turn off."""

from typing import Any

from flask_babel import lazy_gettext as _l

from portal.domain.requests.catalogue import Priority

GROUPS: dict[str, Any] = {
    "requests": _l("Requests: answers, questions, results"),
    "feedback": _l("Feedback and its answers"),
    "promises": _l("Promises: kept, moved, due"),
    "contracts": _l("Contracts and extensions: last days, decisions"),
    "breaches": _l("Breaches: what follows a notice"),
    "papers": _l("Documents: checked, refused, running out"),
    "surveys": _l("Surveys: how content you are"),
    "reports": _l("The monthly report of management"),
}
"""What a person chooses from, in the order of the page."""
OF_STAFF = frozenset({"reports"})
"""Nothing that partners choose: they are never told."""
IF_CHOSEN = frozenset({"reports"})
"""No mail goes to whoever did not ask for it."""
_OF_PREFIX = {
    "request": "requests", "feedback": "feedback", "pledge": "promises", "contract": "contracts",
    "proposal": "requests", "extension": "contracts", "breach": "breaches", "qualification": "papers",
    "house_paper": "papers", "survey": "surveys", "report": "reports",
    "care": "promises", "gift": "promises", "occasion_plan": "promises", "tender_day": "promises",
    "contact": "promises",
    "account": "requests",  # who is there for them: whoever answers
}  # fmt: skip
LEGAL = frozenset(
    {"breach.noticed", "breach.reply_due", "breach.confirmed", "breach.computed", "contract.terminated"}
)  # fmt: skip
"""Notices with legal effect: nobody turns them off, and they do not wait for the morning."""

BOT_GROUPS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "new": (_l("New requests, and requests taken up again"), ("request.posted", "request.reopened")),
    "overdue": (
        _l("What is overdue or soon will be"),
        ("request.running_late", "request.overdue", "pledge.due"),
    ),
    "replies": (_l("Partners reply"), ("request.replied",)),
    "low": (_l("Partners who are not content"), ("request.rated_low", "feedback.disputed")),
    "feedback": (_l("New feedback"), ("feedback.posted",)),
    "breaches": (
        _l("Breaches: reported, noticed, replied to, confirmed, paid"),
        ("breach.reported", "breach.noticed", "breach.replied", "breach.confirmed", "breach.paid"),
    ),
    "contracts": (
        _l("Contracts and extensions: last days, asked for, decided, ended"),
        ("contract.notice_reminded", "contract.end_reminded", "contract.terminated", "contract.suspended",
         "extension.asked", "extension.acknowledged", "extension.declined", "extension.lapsed"),
    ),
}  # fmt: skip
"""What a group bot may hear. Internal notes and confidential complaints are in none of them."""


def group_of(kind: str) -> str | None:
    """The group a person chooses for, or None: it always goes the ways the routing table names."""
    return None if kind in LEGAL else _OF_PREFIX.get(kind.partition(".")[0])


def heard_by_bots(kind: str) -> frozenset[str]:
    """The groups whose bots hear of this kind."""
    return frozenset(name for name, (_, kinds) in BOT_GROUPS.items() if kind in kinds)


def priority_of(thing: Any) -> str:
    """The priority of what an event is about; nothing for what has none."""
    return getattr(thing, "priority", "") or ""


def is_urgent(kind: str, priority: str) -> bool:
    """Whether it goes out in quiet hours too: security, invitations, legal notices, and requests of the first
    priority. Confidential complaints have no channel of their own and are told in the portal only."""
    return priority == Priority.P1 or group_of(kind) is None
