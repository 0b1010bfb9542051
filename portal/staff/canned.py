"""Replies kept for the next time: looked after here, used at the desk."""

from flask import Response

from portal.staff import staff
from portal.staff.canned_form import SHELVES, KeepReply
from portal.staff.kept_texts import KeptTexts
from portal.web.current import uow
from portal.web.pages import Answer, page
from portal.web.people_words import STAFF_ROLES
from portal.web.request_words import CATEGORIES

REPLIES = KeptTexts(KeepReply, lambda: uow.canned, "staff/canned/edit.html", ".list_canned_replies")


@staff.get("/canned-replies/")
def list_canned_replies() -> Response:
    return page(
        "staff/canned/index.html", rows=uow.canned.within_reach(), shelves=SHELVES, roles=STAFF_ROLES,
        categories=CATEGORIES,
    )  # fmt: skip


@staff.get("/canned-replies/new")
def new_canned_reply() -> Response:
    return REPLIES.begin()


@staff.post("/canned-replies/")
def keep_canned_reply() -> Answer:
    return REPLIES.keep()


@staff.get("/canned-replies/<int:canned_id>")
def edit_canned_reply(canned_id: int) -> Response:
    return REPLIES.edit(canned_id)


@staff.post("/canned-replies/<int:canned_id>")
def change_canned_reply(canned_id: int) -> Answer:
    return REPLIES.change(canned_id)


@staff.post("/canned-replies/<int:canned_id>/removal")
def remove_canned_reply(canned_id: int) -> Response:
    return REPLIES.remove(canned_id)
