"""Notifications: what the partner was told, and what of it is new."""

from flask import Response
from werkzeug.wrappers import Response as AnyResponse

from portal.identity.notifications import messages_page, read_messages
from portal.partner import partner


@partner.get("/notifications/")
def list_notifications() -> Response:
    return messages_page()


@partner.post("/notifications/readings")
def read_notifications() -> AnyResponse:
    return read_messages()
