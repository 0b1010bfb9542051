"""A word to stick on an account."""

from flask_babel import lazy_gettext as _l

from portal.domain.accounts.tags import LONGEST
from portal.web.forms import Form, LineField, Text


class TagForm(Form):
    word = LineField(_l("Tag"), [Text(1, LONGEST)])
