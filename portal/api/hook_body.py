"""What an endpoint is told of an event, described; `portal.notify` writes it."""

from portal.api.shapes import Choice, Maybe, Moment, Text, whole_thing
from portal.domain.integrations.codes import HookKind

HOOK_BODY = whole_thing(
    id=Text(36, 36, "Of the delivery: the same in every further try and replay."),
    event=Text(36, 36, "Of the event."),
    kind=Choice(tuple(HookKind)),
    at=Moment("When it happened."),
    account=Maybe(Text(1, 20)),
    resource=whole_thing(
        type=Choice(("request", "account", "feedback", "integration")), number=Maybe(Text(1, 20)),
        api=Maybe(Text(1, 500, "Where a token reads it.")), page=Maybe(Text(1, 500, "Where a person reads it.")),
    ),
)  # fmt: skip
