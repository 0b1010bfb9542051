"""Batches under watch: what was reported of each, and the end of a watch with its reason."""

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from portal.staff import staff
from portal.web.contract_words import product_name
from portal.web.current import uow
from portal.web.forms import Form, Text, trimmed
from portal.web.labels import in_words
from portal.web.pages import Answer, page, see_other
from portal.web.request_words import CATEGORIES, STAFF_STATES, STATE_TONES

SHOWS = {"running": _l("Under watch"), "ended": _l("Watch ended")}


class EndWatch(Form):
    reason = TextAreaField(_l("Why it can end"), [Text(2, 1000)], filters=[trimmed], render_kw={"rows": 3})


@staff.get("/batches/")
def list_batches() -> Response:
    show = request.args.get("show", "running")
    return _list(show if show in SHOWS else "running")


@staff.post("/batches/<int:watch_id>/ending")
def end_watch(watch_id: int) -> Answer:
    form = EndWatch.from_post()
    if not form.validate():
        return _list("running", _("Write why the watch can end; colleagues read it later.")), 422
    watch = uow.batches.end(watch_id, form.reason.data or "")
    return see_other(".list_batches", _("Batch %(batch)s is no longer under watch.", batch=watch.batch_no))


def _list(show: str, problem: str = "") -> Response:
    return page(
        "staff/batches/index.html", watches=uow.batches.all(running=show == "running"), show=show, shows=SHOWS,
        names=in_words(CATEGORIES), states=in_words(STAFF_STATES), tones=STATE_TONES, product_name=product_name,
        problem=problem,
    )  # fmt: skip
