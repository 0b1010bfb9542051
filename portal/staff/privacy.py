"""Personal data, for administrators: the notice and its versions, wishes to be forgotten, what is due to go."""

from flask import Response, current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField

from portal.domain.base import Refused
from portal.domain.privacy.models import PrivacyNotice
from portal.domain.privacy.retention import old_leads
from portal.staff import staff
from portal.web import privacy_words as words
from portal.web.current import uow
from portal.web.forms import Form, Text, seen_version, trimmed
from portal.web.notice_start import EN, ZH
from portal.web.pages import Answer, page, see_other
from portal.web.processing_register import REGISTER
from portal.web.refusals import words_for


class WriteNotice(Form):
    """Both languages of a version; `version` is the draft's as it was opened, 0 for none yet."""

    version = HiddenField()
    text_zh = TextAreaField(_l("Chinese text"), [Text(20, 20_000)], filters=[trimmed])
    text_en = TextAreaField(_l("English text"), [Text(20, 20_000)], filters=[trimmed])


class PublishNotice(Form):
    version = HiddenField()


@staff.get("/admin/privacy/")
def show_privacy() -> Response:
    draft = uow.privacy_notices.draft()
    return _overview(PublishNotice.blank(version=draft.version if draft else 0), draft)


@staff.get("/admin/privacy/notice")
def edit_privacy_notice() -> Response:
    """The draft; without one the notice in force, without any a text to begin with."""
    draft = uow.privacy_notices.draft()
    source = draft or uow.privacy_notices.in_force()
    company = current_app.extensions["settings"].company_name
    text_zh, text_en = (
        (source.text_zh, source.text_en) if source else (ZH.format(company=company), EN.format(company=company))
    )
    return _form(WriteNotice.blank(version=draft.version if draft else 0, text_zh=text_zh, text_en=text_en))


@staff.post("/admin/privacy/notice")
def save_privacy_notice() -> Answer:
    form = WriteNotice.from_post()
    if not form.validate():
        return _form(form), 422
    draft = uow.privacy_notices.draft()
    if seen_version(form.version.data) != (draft.version if draft else 0):
        form.text_zh.errors = [_("Somebody changed the draft meanwhile. Read it again before you save or publish.")]
        return _form(form, theirs=draft), 409
    uow.privacy_notices.write(form.text_zh.data or "", form.text_en.data or "")
    return see_other(".show_privacy", _("The draft is kept. Nobody reads it before you publish it."))


@staff.post("/admin/privacy/notice/publication")
def publish_privacy_notice() -> Answer:
    form, draft = PublishNotice.from_post(), uow.privacy_notices.draft()
    if not form.validate():
        return _overview(form, draft), 422
    if draft is not None and seen_version(form.version.data) != draft.version:
        form.version.errors = [_("Somebody changed the draft meanwhile. Read it again before you save or publish.")]
        return _overview(form, draft), 409
    try:
        published = uow.privacy_notices.publish()
    except Refused as refusal:
        form.version.errors = [words_for(refusal)]
        return _overview(form, draft), 422
    return see_other(".show_privacy", _("Version %(no)s is in force: everybody reads it first.", no=published.no))


@staff.get("/admin/privacy/notices/<int:notice_no>")
def show_privacy_notice(notice_no: int) -> Response:
    return page("staff/privacy/notice.html", notice=uow.privacy_notices.get(notice_no))


@staff.get("/admin/privacy/old-leads")
def list_old_leads() -> Response:
    months = current_app.extensions["settings"].retention_lead_months
    return page("staff/privacy/old_leads.html", leads=old_leads(uow, months), months=months)


@staff.get("/admin/privacy/register")
def show_processing() -> Response:
    company = current_app.extensions["settings"].company_name
    return page("staff/privacy/register.html", register=REGISTER, company=company, today=uow.today)


def _overview(form: PublishNotice, draft: PrivacyNotice | None) -> Response:
    published = uow.privacy_notices.published()
    readers = uow.privacy_notices.accepted_by(published[0].no) if published else 0
    return page(
        "staff/privacy/index.html", form=form, draft=draft, published=published, readers=readers,
        erasures=uow.erasures.listed(), words=words, today=uow.today,
    )  # fmt: skip


def _form(form: WriteNotice, theirs: PrivacyNotice | None = None) -> Response:
    return page("staff/privacy/edit.html", form=form, theirs=theirs)
