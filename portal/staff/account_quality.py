"""The quality of one archive as the head of its page tells it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from portal.domain.accounts.completeness import tone_of
from portal.domain.glance import AccountGlance
from portal.domain.quality.gaps import Gap, GapKind
from portal.domain.quality.models import ArchiveQuality
from portal.domain.working_days import civil_day
from portal.web.account_words import ACCOUNT_STATUSES, FIELDS
from portal.web.document_words import doc_name


@dataclass(frozen=True)
class QualityCard:
    """`lacking` names the heaviest gaps, `more` counts the others; `fresh_on` is the day of the last change."""

    kept: ArchiveQuality
    tone: str
    lacking: str
    more: int
    fresh_on: date
    blocks: list[str]


def quality_of(glance: AccountGlance) -> QualityCard:
    kept = glance.quality
    gaps = [Gap.of_code(code) for code in kept.gaps]
    names = [_name(gap) for gap in gaps if gap.kind in (GapKind.MISSING, GapKind.PAPER)]
    return QualityCard(
        kept, tone_of(kept.percent), _(", ").join(names[:3]), max(0, len(names) - 3), civil_day(kept.fresh_at),
        [_block(*block) for block in glance.blocks],
    )  # fmt: skip


def _name(gap: Gap) -> str:
    return doc_name(gap.name) if gap.kind == GapKind.PAPER else str(FIELDS.get(gap.name, gap.name))


def _block(kind: str, what: Any) -> str:
    if kind == "blacklist":
        return _("on the blacklist")
    if kind == "status":
        return str(ACCOUNT_STATUSES[what])
    return _("%(name)s expired", name=doc_name(what)) if kind == "paper" else _("%(number)s suspended", number=what)
