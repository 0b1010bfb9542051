"""Words for why things cannot be brought together, split or turned into each other."""

from typing import Any

from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, Any] = {
    "merge.itself": _l("A request cannot be merged into itself. Choose another one."),
    "merge.other_account": _l("%(other)s belongs to another account. Only requests of one account can be merged."),
    "merge.already": _l("A colleague was faster: %(number)s is merged into %(other)s already."),
    "merge.target_merged": _l("%(number)s is merged into %(other)s itself. Choose %(other)s."),
    "merge.target_ended": _l("%(other)s is done already. Take it up again first, or merge it into %(number)s instead."),
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
