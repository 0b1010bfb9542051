"""What an administrator decides about a mail."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from portal.web.forms import Form, LineField, Text, trimmed


class AttachMail(Form):
    number = LineField(_l("Number of the request"), [Text(1, 20)], render_kw={"placeholder": "SR-202611-0042"})


class DismissMail(Form):
    reason = TextAreaField(_l("Why nothing is to be done"), [Text(2, 500)], filters=[trimmed], render_kw={"rows": 2})
