"""Mail that came in, for administrators: what landed, what lies aside and why; filing it with a request, putting it
away. A mail is shown as plain text only, whatever it holds."""

from typing import Any

from flask import Response, current_app, request, send_file
from flask_babel import gettext as _

from portal.domain.base import NotFound, Refused
from portal.identity.files import INERT, storage
from portal.identity.writing import begin_writing, late_write
from portal.mailroom.models import OPEN_STATES, IncomingMail
from portal.mailroom.shelf import SHELVES, aside_count, attach, contents_of, mail_of, mailbox_of, mails_on
from portal.staff import staff
from portal.staff.mail_forms import AttachMail, DismissMail
from portal.web.current import turn, uow
from portal.web.forms import Form
from portal.web.mail_words import PROBLEMS, why
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for


@staff.get("/admin/mail/")
def list_mail() -> Response:
    shelf = request.args.get("shelf", "aside")
    shelf = shelf if shelf in SHELVES else "aside"
    settings = current_app.extensions["settings"]
    return page(
        "staff/mail/index.html", found=mails_on(uow, shelf, **turn()), shelf=shelf, aside=aside_count(uow),
        is_on=bool(settings.imap_url), box=mailbox_of(uow, settings), problems=PROBLEMS, why=why,
    )  # fmt: skip


@staff.get("/admin/mail/<ref:mail_ref>")
def show_mail(mail_ref: str) -> Response:
    return _show(mail_of(uow, mail_ref))


@staff.get("/admin/mail/<ref:mail_ref>/original")
def download_mail(mail_ref: str) -> Response:
    mail = mail_of(uow, mail_ref)
    if not mail.sha256:
        raise NotFound(mail_ref)
    response = send_file(
        storage().open(mail.sha256), mimetype="application/octet-stream", as_attachment=True,
        download_name=f"mail-{mail.id}.eml", etag=False, conditional=False,
    )  # fmt: skip
    response.headers.update(INERT)
    return response


@staff.post("/admin/mail/<ref:mail_ref>/filings")
@late_write
def attach_mail(mail_ref: str) -> Answer:
    form, mail = AttachMail.from_post(), mail_of(uow, mail_ref)
    if not form.validate():
        return _show(mail, attach=form), 422
    contents = contents_of(mail)
    begin_writing()
    number = (form.number.data or "").upper()
    try:
        mail = mail_of(uow, mail_ref)
        as_reply = attach(uow, mail, contents, uow.requests.get(number, alone=True))
    except NotFound:
        form.number.errors = [_("There is no request %(number)s.", number=number)]
        return _show(mail_of(uow, mail_ref), attach=form), 422
    except Refused as refusal:
        form.number.errors = [words_for(refusal)]
        return _show(mail_of(uow, mail_ref), attach=form), 409
    words = _("Filed with %(number)s as the partner's reply.", number=number)
    if not as_reply:
        words = _("Filed with %(number)s as an internal note: the sender is not one of its people.", number=number)
    return see_other(".show_mail", words, mail_ref=mail_ref)


@staff.post("/admin/mail/<ref:mail_ref>/dismissal")
def dismiss_mail(mail_ref: str) -> Answer:
    form, mail = DismissMail.from_post(), mail_of(uow, mail_ref)
    if not form.validate():
        return _show(mail, dismiss=form), 422
    mail.dismiss(form.reason.data or "", by=uow.actor, at=uow.now)
    return see_other(".show_mail", _("Put away. You can take it up again."), mail_ref=mail_ref)


@staff.post("/admin/mail/<ref:mail_ref>/restoration")
def restore_mail(mail_ref: str) -> Response:
    mail_of(uow, mail_ref).restore(by=uow.actor, at=uow.now)
    return see_other(".show_mail", _("It lies aside again."), mail_ref=mail_ref)


def _show(mail: IncomingMail, **forms: Form) -> Response:
    shown: dict[str, Any] = {
        "attach": forms.get("attach") or AttachMail.blank(),
        "dismiss": forms.get("dismiss") or DismissMail.blank(),
    }
    return page("staff/mail/show.html", mail=mail, why=why(mail), is_open=mail.state in OPEN_STATES, **shown)
