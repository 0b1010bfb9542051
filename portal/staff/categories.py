"""Categories for administrators: each with what the company changed of it, a draft beside it, and the way back."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from portal.domain.base import NotFound, Refused
from portal.domain.requests.canned_reply import CannedReply, Shelf
from portal.domain.requests.catalogue import CATALOGUE, RequestCategory
from portal.domain.requests.categories.overlay import Setting
from portal.staff import staff
from portal.staff.category_form import EditCategory
from portal.staff.category_words import offered_said, setting_said
from portal.web.category_fields import category_form_class
from portal.web.current import uow
from portal.web.forms import seen_version
from portal.web.labels import in_words
from portal.web.offering import occasions
from portal.web.own_words import paper_name, said
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for
from portal.web.request_form import NewRequest, category_named, furnish, special_fields
from portal.web.request_words import CATEGORIES, CATEGORY_LINES, OCCASIONS, TEAMS


@staff.get("/admin/categories/")
def list_categories() -> Response:
    settings = {one.category.code: one for one in uow.categories.all()}
    return page(
        "staff/categories/index.html", groups=occasions(settings.values()), settings=settings, titles=OCCASIONS,
        names=in_words(CATEGORIES), teams=TEAMS, offered_said=offered_said, drafts=uow.category_settings.drafts(),
    )  # fmt: skip


@staff.get("/admin/categories/<code:category>")
def edit_category(category: str) -> Response:
    code = _category(category)
    draft = uow.category_settings.draft(code)
    setting = draft.value if draft else uow.category_settings.newest(code)
    return _edit(code, EditCategory.of(setting, uow.category_settings.stamp(code)))


@staff.post("/admin/categories/<code:category>")
def save_category(category: str) -> Answer:
    code = _category(category)
    form = EditCategory.from_post().among(CATALOGUE[code], _replies())
    if not form.validate():
        return _edit(code, form), 422
    try:
        uow.category_settings.prepare(code, form.overlay, seen=form.seen.data or "")
    except Refused as refusal:
        form.seen.data = uow.category_settings.stamp(code)
        return _edit(code, form, words_for(refusal)), 409
    return see_other(".review_category", category=category)


@staff.get("/admin/categories/<code:category>/draft")
def review_category(category: str) -> Answer:
    """What the draft changes, and the form as a partner would see it."""
    code = _category(category)
    draft = uow.category_settings.draft(code)
    if draft is None:
        return see_other(".edit_category", category=category)
    before, after, replies = uow.category_settings.newest(code), draft.value, _titles()
    pairs = zip(setting_said(before, replies), setting_said(after, replies), strict=True)
    changed = [(name, was, now) for (name, was), (_name, now) in pairs if was != now]
    return page(
        "staff/categories/draft.html", code=code, name=CATEGORIES[code], before=before, after=after, changed=changed,
        **_as_partners_see(after),
    )  # fmt: skip


@staff.post("/admin/categories/<code:category>/versions")
def publish_category(category: str) -> Response:
    version = uow.category_settings.publish(_category(category))
    words = _("Version %(no)s is in force. What was filed before keeps its answers.", no=version.no)
    return see_other(".edit_category", words, category=category)


@staff.post("/admin/categories/<code:category>/discards")
def discard_category(category: str) -> Response:
    uow.category_settings.discard(_category(category))
    return see_other(".edit_category", _("The draft is gone. The version in force stays."), category=category)


@staff.post("/admin/categories/<code:category>/restorations")
def restore_category(category: str) -> Response:
    no = seen_version(request.form.get("no")) if request.form.get("no") != "0" else 0
    uow.category_settings.take_back(_category(category), no)
    return see_other(".edit_category", _("Taken back. It counts from now on."), category=category)


def _edit(code: RequestCategory, form: EditCategory, problem: str = "") -> Response:
    form.among(CATALOGUE[code], _replies())
    settings = uow.category_settings
    versions = settings.versions(code)
    return page(
        "staff/categories/edit.html", code=code, name=CATEGORIES[code], line=CATEGORY_LINES[code], form=form,
        in_force=versions[0][0].no if versions else 0, versions=versions, draft=settings.draft(code), problem=problem,
    )  # fmt: skip


def _as_partners_see(setting: Setting) -> dict[str, Any]:
    """What the form of a request is made of, with nothing typed in."""
    form: Any = category_form_class(setting.category, NewRequest).blank()
    furnish(form, [], uow.products.all())
    papers = [(paper_name(one), one.required) for one in setting.overlay.papers]
    return {
        "form": form, "special": special_fields(form), "line": CATEGORY_LINES[setting.category.code],
        "explained": said(setting.overlay.line), "papers": papers,
    }  # fmt: skip


def _replies() -> list[CannedReply]:
    """Replies that everybody can use."""
    return [one for one in uow.canned.within_reach() if one.shelf == Shelf.COMPANY]


def _titles() -> dict[int, str]:
    return {one.id: one.title for one in _replies()}


def _category(code: str) -> RequestCategory:
    found = category_named(code)
    if found is None:
        raise NotFound(code)
    return found
