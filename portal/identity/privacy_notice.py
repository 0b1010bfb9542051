"""The privacy notice: read before anything else, at the first sign-in and after each new version."""

from flask import Response, g, request
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from portal.domain.base import Refused
from portal.identity.addresses import home_of, safe_address
from portal.identity.views import identity
from portal.web.current import uow
from portal.web.forms import Form, seen_version
from portal.web.locale import current_locale
from portal.web.pages import Answer, page, see_other
from portal.web.refusals import words_for


class AcceptNotice(Form):
    """`no` is the version that stands on the page, `next` where they wanted to go."""

    no = HiddenField()
    next = HiddenField()


@identity.get("/me/privacy-notice")
def show_privacy_notice() -> Response:
    return _page(AcceptNotice.blank(next=safe_address(request.args.get("next")) or ""))


@identity.post("/me/privacy-notice")
def accept_privacy_notice() -> Answer:
    form = AcceptNotice.from_post()
    if not form.validate():
        return _page(form), 422
    try:
        uow.privacy_notices.accept(seen_version(form.no.data), current_locale())
    except Refused as refusal:
        form.no.errors = [words_for(refusal)]
        return _page(form), 422
    to = safe_address(form.next.data) or home_of(g.visitor.hats)
    answer = see_other("identity.show_me", _l("Thank you. You find the notice again under “My data”."))
    answer.headers["Location"] = to
    return answer


def _page(form: AcceptNotice) -> Response:
    notice = uow.privacy_notices.in_force()
    form.no.data = str(notice.no) if notice else ""
    is_due = g.visitor.notice_due is not None
    shell = "shell/plain.html" if is_due or not g.visitor.factor_passed else f"shell/{g.visitor.kind}.html"
    text = notice.text_in(current_locale()) if notice else ""
    return page("identity/privacy_notice.html", form=form, notice=notice, text=text, is_due=is_due, shell=shell)
