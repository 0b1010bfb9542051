"""The assignment rules for administrators: their order, what they say, and whom the last requests would have met."""

from flask import Response, request
from flask_babel import gettext as _

from portal.domain.base import Conflict
from portal.domain.requests.assigning.rows import AssignmentRule
from portal.staff import staff
from portal.staff.assignment_form import WriteRule, conditions, whom_code, whom_in_words
from portal.web.current import uow
from portal.web.forms import seen_version
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for

REHEARSED = 20
"""How many of the newest requests the page tries the rules on."""


@staff.get("/admin/assignment/")
def list_assignment_rules() -> Response:
    rules = uow.assignment_rules
    return page(
        "staff/assignment/index.html", rules=rules.listed(), removed=rules.removed(), conditions=conditions,
        whom=whom_in_words(), code=whom_code, rehearsed=rules.rehearse(REHEARSED), names=uow.people.staff_names(),
    )  # fmt: skip


@staff.get("/admin/assignment/new")
def new_assignment_rule() -> Response:
    return _page(WriteRule.blank())


@staff.post("/admin/assignment/")
def add_assignment_rule() -> Answer:
    form = WriteRule.from_post()
    if not form.validate():
        return _page(form), 422
    one = uow.assignment_rules.add(form.facts())
    return _back(_("“%(name)s” counts for what is filed from now on.", name=one.name))


@staff.get("/admin/assignment/<int:rule_id>")
def edit_assignment_rule(rule_id: int) -> Response:
    one = uow.assignment_rules.get(rule_id)
    return _page(WriteRule.of(one), one)


@staff.post("/admin/assignment/<int:rule_id>")
def change_assignment_rule(rule_id: int) -> Answer:
    one, form = uow.assignment_rules.get(rule_id), WriteRule.from_post()
    if not form.validate():
        return _page(form, one), 422
    try:
        uow.assignment_rules.change(one, form.facts(), seen=seen_version(form.version.data))
    except Conflict as refusal:
        form.name.errors = [words_for(refusal)]
        return _page(form, one), 409
    return _back(_("Saved."))


@staff.post("/admin/assignment/<int:rule_id>/moves")
def move_assignment_rule(rule_id: int) -> Response:
    """One place up, or down."""
    uow.assignment_rules.move(uow.assignment_rules.get(rule_id), up=request.form.get("to") == "up")
    return _back()


@staff.post("/admin/assignment/<int:rule_id>/switches")
def switch_assignment_rule(rule_id: int) -> Response:
    one, on = uow.assignment_rules.get(rule_id), request.form.get("to") == "on"
    uow.assignment_rules.switch(one, on=on)
    words = _("“%(name)s” counts for what is filed from now on.") if on else _("“%(name)s” is switched off.")
    return _back(words % {"name": one.name})


@staff.post("/admin/assignment/<int:rule_id>/removal")
def remove_assignment_rule(rule_id: int) -> Response:
    one = uow.assignment_rules.get(rule_id)
    uow.assignment_rules.remove(one)
    return _back(_("“%(name)s” is removed. It can be brought back at the foot of the page.", name=one.name))


@staff.post("/admin/assignment/<int:rule_id>/restoring")
def restore_assignment_rule(rule_id: int) -> Response:
    one = uow.assignment_rules.get(rule_id)
    uow.assignment_rules.restore(one)
    return _back(_("“%(name)s” is back, as the last one.", name=one.name))


def _page(form: WriteRule, one: AssignmentRule | None = None) -> Response:
    return page("staff/assignment/edit.html", form=form, one=one)


def _back(words: str | None = None) -> Response:
    return see_other(".list_assignment_rules", words)
