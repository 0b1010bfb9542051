"""Ways of looking at our requests, kept by one person for themselves: saved from the list, removed there."""

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.domain.base import Refused
from portal.domain.requests.request_views import FILTERS
from portal.partner import partner
from portal.partner.requests import request_list
from portal.web.current import uow
from portal.web.forms import Form, LineField, Text
from portal.web.pages import Answer, see_other
from portal.web.refusals import words_for


class KeepView(Form):
    name = LineField(_l("Name of the view"), [Text(1, 20)])


@partner.post("/requests/views/")
def keep_request_view() -> Answer:
    """What the list was narrowed by comes along in fields of the same names as in its address."""
    form = KeepView.from_post()
    query = {name: request.form[name][:100] for name in FILTERS if request.form.get(name)}
    if not form.validate():
        return request_list(query, form), 422
    try:
        one = uow.request_views.keep(form.name.data or "", query)
    except Refused as refusal:
        form.name.errors = [words_for(refusal)]
        return request_list(query, form), 409
    return see_other(".list_requests", _("“%(title)s” is kept.", title=one.name), view=one.id)


@partner.post("/requests/views/<int:view_id>/removal")
def remove_request_view(view_id: int) -> Response:
    one = uow.request_views.get(view_id)
    uow.request_views.remove(one)
    return see_other(".list_requests", _("“%(title)s” is removed.", title=one.name))
