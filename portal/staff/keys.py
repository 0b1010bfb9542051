"""The keys of the internal view: a page, and a dialog over any other."""

from flask import Response
from flask_babel import lazy_gettext as _l

from portal.staff import staff
from portal.web.pages import page

EVERYWHERE = (("?", _l("show this help")), ("/", _l("find anything")), ("g t", _l("go to today")),
              ("g r", _l("go to the requests")), ("g a", _l("go to the accounts")), ("g c", _l("go to the care plan")),
              ("n", _l("file by phone")), ("Esc", _l("close what is open")))  # fmt: skip
LIST = (("j", _l("next row")), ("k", _l("row above")), ("Enter", _l("open the request")), ("o", _l("open the request")),
        ("x", _l("tick or untick")), ("a", _l("assign what is ticked")))  # fmt: skip
DESK = (("]", _l("next request of the list")), ("[", _l("request before")), ("r", _l("write an answer")),
        ("c", _l("write an internal note")), ("Ctrl Enter", _l("send what is typed")), ("a", _l("assign")),
        ("i", _l("take it")), ("s", _l("change the state")), (".", _l("copy the number")),
        ("u", _l("back to the list")))  # fmt: skip
BRIEF = (("]", _l("next brief of the list")), ("c", _l("write down the call")), ("u", _l("back to the list")))
MAP = ((_l("Everywhere"), EVERYWHERE), (_l("In a list of requests"), LIST), (_l("At a request"), DESK),
       (_l("At a call brief"), BRIEF))  # fmt: skip


@staff.get("/keys")
def show_keys() -> Response:
    return page("staff/keys.html", groups=MAP)
