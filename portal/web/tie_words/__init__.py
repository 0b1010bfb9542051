"""Words for what things have to do with each other."""

from typing import Any

from flask_babel import lazy_gettext as _l

from portal.domain.links.words import LinkWord

W = LinkWord
CHOICES = {
    W.RELATED: _l("has to do with …"),
    W.CAUSED_BY: _l("was caused by …"),
    W.DUPLICATE_OF: _l("is the same again as …"),
}
BEGINS: dict[str, Any] = {
    W.RELATED: _l("Has to do with"),
    W.CAUSED_BY: _l("Caused by"),
    W.DUPLICATE_OF: _l("The same again as"),
    W.SPLIT_FROM: _l("Opened from"),
    W.CONVERTED_FROM: _l("Was filed as"),
}
"""Read from the thing at which the link begins."""
ENDS: dict[str, Any] = {
    W.RELATED: _l("Has to do with"),
    W.CAUSED_BY: _l("Led to"),
    W.DUPLICATE_OF: _l("Told again in"),
    W.SPLIT_FROM: _l("Opened from this"),
    W.CONVERTED_FROM: _l("Goes on as"),
}
"""Read from the other end."""
