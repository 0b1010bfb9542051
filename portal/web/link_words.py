"""Words for what things have to do with each other, and why they cannot be brought together."""

from typing import Any

from flask_babel import lazy_gettext as _l

from portal.domain.links.words import LinkWord

W = LinkWord
CHOICES = {
    W.RELATED: _l("has to do with it"),
    W.CAUSED_BY: _l("was caused by it"),
    W.DUPLICATE_OF: _l("is the same again"),
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

REFUSALS: dict[str, Any] = {
    "merge.itself": _l("A request cannot be merged into itself. Choose another one."),
    "merge.other_account": _l("%(other)s belongs to another account. Only requests of one account can be merged."),
    "merge.already": _l("A colleague was faster: %(number)s is merged into %(other)s already."),
    "merge.target_merged": _l("%(number)s is merged into %(other)s itself. Choose %(other)s."),
    "merge.target_ended": _l(
        "%(other)s is done already. Take it up again first, or merge it into %(number)s instead."
    ),
    "merge.ended": _l("%(number)s has ended: there is nothing left to bring together."),
    "merge.holds_others": _l(
        "Others are merged into %(number)s. Take them apart first, or merge the other way round: no chains."
    ),
    "merge.legal_clock": _l(
        "%(number)s has the earlier legal deadline, which would be lost. Merge %(other)s into it instead."
    ),
    "merge.not_merged": _l("%(number)s is not merged any more. Reload the page."),
    "merge.too_late": _l("%(number)s was merged more than 7 days ago: it stays so. Split off what is still open."),
    "split.nothing": _l("Choose at least one message of the partner."),
    "convert.already": _l("A colleague was faster: %(number)s goes on as %(other)s already."),
    "convert.confidential": _l(
        "%(number)s is confidential: a request would be read by many. Answer it here, and ask the writer first."
    ),
    "convert.legal_clock": _l("%(number)s reports an adverse reaction: its legal deadline must not be lost."),
    "link.unknown_word": _l("Choose one of the list."),
    "link.stays": _l("This link says where something comes from. It stays."),
    "link.itself": _l("A thing cannot be linked to itself. Type another number."),
    "link.other_account": _l("%(other)s belongs to another account. Only things of one account can be linked."),
    "link.confidential": _l("%(number)s is confidential and cannot be linked: not everybody may know of it."),
    "link.not_told_yet": _l("The partner has not been told of %(number)s yet: keep this link for us alone."),
    "link.there": _l("%(number)s and %(other)s are linked already."),
}
