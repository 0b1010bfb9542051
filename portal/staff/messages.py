"""Messages of care kept for the next time: looked after here, used on an account's page of messages and in plans."""

from flask import Response

from portal.staff import staff
from portal.staff.canned_form import SHELVES
from portal.staff.kept_texts import KeptTexts
from portal.staff.message_form import CHANNEL_WORDS, LANGUAGES, KeepMessage
from portal.web.current import uow
from portal.web.gift_words import OCCASIONS
from portal.web.pages import Answer, page
from portal.web.people_words import STAFF_ROLES

MESSAGES = KeptTexts(KeepMessage, lambda: uow.message_templates, "staff/messages/edit.html", ".list_messages")


@staff.get("/care/messages/")
def list_messages() -> Response:
    return page(
        "staff/messages/index.html", rows=uow.message_templates.within_reach(), shelves=SHELVES, roles=STAFF_ROLES,
        channels=CHANNEL_WORDS, occasions=OCCASIONS, languages=LANGUAGES,
    )  # fmt: skip


@staff.get("/care/messages/new")
def new_message() -> Response:
    return MESSAGES.begin()


@staff.post("/care/messages/")
def keep_message() -> Answer:
    return MESSAGES.keep()


@staff.get("/care/messages/<int:message_id>")
def edit_message(message_id: int) -> Response:
    return MESSAGES.edit(message_id)


@staff.post("/care/messages/<int:message_id>")
def change_message(message_id: int) -> Answer:
    return MESSAGES.change(message_id)


@staff.post("/care/messages/<int:message_id>/removal")
def remove_message(message_id: int) -> Response:
    return MESSAGES.remove(message_id)
