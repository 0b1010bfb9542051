"""What a touch is, and which touches count."""

from enum import StrEnum


class TouchType(StrEnum):
    CALL = "call"
    SMS = "sms"
    WECHAT = "wechat"
    VISIT = "visit"
    GIFT = "gift"
    MEETING = "meeting"
    GREETING = "greeting"
    MEAL = "meal"
    TRAINING = "training"
    ANSWER = "answer"
    """A request answered by a person: nobody logs it, it is read from the thread."""


class Direction(StrEnum):
    OUT = "out"
    IN = "in"


LEAST_CONTENT = 20
"""Characters of content from which a touch says something (domain 7.2); a result says it in any length."""
NO_TALK = frozenset({TouchType.GIFT, TouchType.GREETING, TouchType.SMS})
"""What is sent and needs no answer: it counts as care, and never as having talked."""


def is_valid(content: str, result: str) -> bool:
    """Whether something was said or came of it (domain 7.2)."""
    return bool(result.strip()) or len("".join(content.split())) >= LEAST_CONTENT
