"""What a partner writes on a request that is already there."""

from flask_babel import lazy_gettext as _l
from wtforms import MultipleFileField, TextAreaField

from portal.web.file_words import ACCEPT
from portal.web.forms import Form, Text, trimmed


class Reply(Form):
    text = TextAreaField(_l("Your reply"), [Text(1, 4000)], filters=[trimmed], render_kw={"rows": 3})
    files = MultipleFileField(_l("Photos or files"), render_kw={"accept": ACCEPT})


class Reopening(Form):
    text = TextAreaField(
        _l("What is still open?"), [Text(2, 4000)], filters=[trimmed], id="reopen-text", render_kw={"rows": 3}
    )
