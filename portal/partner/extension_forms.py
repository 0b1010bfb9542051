"""What a partner fills in about an extension: nothing that is needed, the sealed scan if it is at hand."""

from flask_babel import lazy_gettext as _l
from wtforms import MultipleFileField, TextAreaField

from portal.web.file_words import ACCEPT
from portal.web.forms import Form, Text, trimmed


class Acknowledgement(Form):
    files = MultipleFileField(_l("Sealed scan"), id="acknowledged-files", render_kw={"accept": ACCEPT})


class Scan(Form):
    files = MultipleFileField(_l("Sealed scan"), id="scan-files", render_kw={"accept": ACCEPT})


class Declination(Form):
    text = TextAreaField(
        _l("Why, or what would suit you"), [Text(0, 4000)], filters=[trimmed], id="decline-text", render_kw={"rows": 3}
    )
