"""Words for the quality of the archive: kinds of gaps, one gap in a sentence, how long it may rest."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.domain.quality.gaps import Gap, GapKind
from portal.web.account_words import FIELDS
from portal.web.document_words import doc_name

SHOWS: dict[str, Any] = {
    "all": _l("All gaps"),
    "errors": _l("Nobody in charge"),
    "papers": _l("Papers"),
    "missing": _l("Fields"),
    "stale": _l("To confirm"),
}
QUALITIES: dict[str, Any] = {
    "worst": _l("Least complete first"),
    "red": _l("Below 60%"),
    "amber": _l("60% to 84%"),
    "green": _l("85% and more"),
    "errors": _l("Nobody in charge"),
    "stale": _l("Fields to confirm"),
}
RESTS: dict[str, Any] = {"14": _l("two weeks"), "30": _l("a month"), "90": _l("three months"), "180": _l("half a year")}
ERRORS: dict[str, Any] = {"care_owner_id": _l("No care owner"), "sponsor_id": _l("VIP without sponsor")}
TONES = {GapKind.ERROR: "bad", GapKind.EXPIRED: "bad", GapKind.PAPER: "warn", GapKind.MISSING: "", GapKind.STALE: ""}


def gap_words(gap: Gap) -> str:
    """What is wrong, in a few words."""
    if gap.kind == GapKind.ERROR:
        return str(ERRORS.get(gap.name, gap.name))
    if gap.kind in (GapKind.PAPER, GapKind.EXPIRED):
        words = _("Paper missing: %(name)s") if gap.kind == GapKind.PAPER else _("Paper expired: %(name)s")
        return words % {"name": doc_name(gap.name)}
    words = _("Missing: %(name)s") if gap.kind == GapKind.MISSING else _("Still right? %(name)s")
    return words % {"name": FIELDS.get(gap.name, gap.name)}
