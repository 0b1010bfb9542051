"""The keys of the internal view: a page, and a dialog over any other."""

from flask import Response
from flask_babel import lazy_gettext as _l

from portal.staff import staff
from portal.web.pages import page

EVERYWHERE = (("?", _l("show this help")), ("/", _l("find anything")), ("g h", _l("go to today")),
              ("g q", _l("go to the requests")), ("g c", _l("go to the care plan")))  # fmt: skip
LIST = (("j", _l("next row")), ("k", _l("row above")), ("Enter", _l("open the request")), ("o", _l("open the request")),
        ("x", _l("tick or untick")))  # fmt: skip
DESK = (("n", _l("next request of the list")), ("p", _l("request before")), ("a", _l("write an answer")),
        ("i", _l("write an internal note")), ("u", _l("back to the list")))  # fmt: skip
BRIEF = (("]", _l("next brief of the list")), ("c", _l("write down the call")), ("u", _l("back to the list")))
MAP = ((_l("Everywhere"), EVERYWHERE), (_l("In a list of requests"), LIST), (_l("At a request"), DESK),
       (_l("At a call brief"), BRIEF))  # fmt: skip


@staff.get("/keys")
def show_keys() -> Response:
    return page("staff/keys.html", groups=MAP)
