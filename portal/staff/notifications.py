"""Notifications: what a member of staff was told, and what of it is new."""

from flask import Response
from werkzeug.wrappers import Response as AnyResponse

from portal.identity.notifications import messages_page, read_messages
from portal.staff import staff


@staff.get("/notifications/")
def list_notifications() -> Response:
    return messages_page()


@staff.post("/notifications/readings")
def read_notifications() -> AnyResponse:
    return read_messages()
