"""Views of the queue that are kept under a name: saved from an address, looked after here, opened as chips."""

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.domain.base import Refused
from portal.domain.people.roles import StaffRole
from portal.domain.requests.queue_views import MANAGERS, QueueView
from portal.staff import staff
from portal.staff.queue_address import asked_in
from portal.staff.queue_view_form import SHELVES, KeepView, held_words, plain
from portal.staff.queue_views import VIEWS
from portal.web.current import uow
from portal.web.forms import ChoiceField, Form, seen_version
from portal.web.labels import in_words
from portal.web.pages import Answer, page, see_other
from portal.web.people_words import STAFF_ROLES
from portal.web.refusals import words_for


class Opening(Form):
    """What the queue opens with: for me when no role is named."""

    role = ChoiceField(_l("Role"))
    opening = ChoiceField(_l("The queue opens with"))

    @classmethod
    def among(cls, views: list[QueueView]) -> "Opening":
        form = cls.from_post()
        form.role.choices = [("", ""), *((role.value, STAFF_ROLES[role]) for role in StaffRole)]
        form.opening.choices = [("", ""), *VIEWS.items(), *((str(one.id), one.name) for one in views)]
        return form


@staff.get("/requests/views/")
def list_queue_views() -> Response:
    return _list()


@staff.get("/requests/views/new")
def new_queue_view() -> Response:
    return _page(KeepView.blank(query=request.args.get("query", "")[:1500], is_pinned=True))


@staff.post("/requests/views/")
def keep_queue_view() -> Answer:
    form = KeepView.from_post()
    if not form.validate():
        return _page(form), 422
    try:
        one = uow.queue_views.keep(form.facts())
    except Refused as refusal:
        return _refused(form, refusal)
    _open_or_not(form, one)
    return see_other(".list_requests", _("“%(title)s” is kept.", title=one.name), view=one.id)


@staff.get("/requests/views/<int:view_id>")
def edit_queue_view(view_id: int) -> Response:
    """With `query`, an address of the list, that is what it is to narrow by."""
    one = uow.queue_views.get(view_id)
    return _page(KeepView.of(one, request.args.get("query", "")[:1500], opens=_opens(one)), one)


@staff.post("/requests/views/<int:view_id>")
def change_queue_view(view_id: int) -> Answer:
    one, form = uow.queue_views.get(view_id), KeepView.from_post()
    if not form.validate():
        return _page(form, one), 422
    try:
        uow.queue_views.change(one, form.facts(), seen=seen_version(form.version.data))
    except Refused as refusal:
        return _refused(form, refusal, one)
    _open_or_not(form, one)
    return see_other(".list_requests", _("Saved."), view=one.id)


@staff.post("/requests/views/<int:view_id>/removal")
def remove_queue_view(view_id: int) -> Response:
    one = uow.queue_views.get(view_id)
    uow.queue_views.remove(one)
    return see_other(".list_queue_views", _("“%(title)s” is removed.", title=one.name))


@staff.post("/requests/views/opening")
def choose_opening() -> Answer:
    form = Opening.among(uow.queue_views.within_reach())
    if not form.validate():
        return _list(form), 422
    try:
        uow.queue_views.open_with(form.opening.data, form.role.data or None)
    except Refused as refusal:
        form.opening.errors = [words_for(refusal)]
        return _list(form), 409
    return see_other(".list_queue_views", _("Saved."))


def _opens(one: QueueView) -> bool:
    return any(each.staff_id and each.view == str(one.id) for each in uow.queue_views.openings())


def _open_or_not(form: KeepView, one: QueueView) -> None:
    """The tick beside the view is my own choice; without one only what was chosen before is taken back."""
    if bool(form.opens.data) != _opens(one):
        uow.queue_views.open_with(str(one.id) if form.opens.data else "")


def _list(form: Opening | None = None) -> Response:
    views, people = uow.queue_views.within_reach(), uow.people.staff_names()
    is_manager = uow.actor.has(*MANAGERS)
    mine = next((one.view for one in uow.queue_views.openings() if one.staff_id), "")
    return page(
        "staff/queue_views/index.html", rows=[(one, held_words(one.query, people)) for one in views], people=people,
        shelves=SHELVES, roles=STAFF_ROLES, built_in=in_words(VIEWS), mine=mine, form=form,
        of_roles=uow.queue_views.openings_of_roles() if is_manager else {}, is_manager=is_manager, actor=uow.actor,
    )  # fmt: skip


def _page(form: KeepView, one: QueueView | None = None) -> Response:
    held = held_words(plain(asked_in(form.query.data or "")), uow.people.staff_names())
    may_change = one is None or one.may_be_changed_by(uow.actor)
    return page("staff/queue_views/edit.html", form=form, one=one, held=held, may_change=may_change)


def _refused(form: KeepView, refusal: Refused, one: QueueView | None = None) -> tuple[Response, int]:
    form.name.errors = [words_for(refusal)]
    return _page(form, one), 409 if refusal.code == "view.changed" else 422
