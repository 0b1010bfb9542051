"""By what a resting worker sees that there is something for the steps that its command hangs on it."""

from portal.domain.hand_over.models import AT_WORK as HANDING_OVER
from portal.domain.hand_over.models import HandOver
from portal.domain.levels.models import TierRun
from portal.insight.reporting.models import WAITING as REPORT_WAITS
from portal.insight.reporting.models import MonthReport
from portal.intake.models import AT_WORK as IMPORTS_AT_WORK
from portal.intake.models import ImportBatch
from portal.intake.taking_out.models import WAITING as EXPORT_WAITS
from portal.intake.taking_out.models import Export
from portal.notify.resting import Sign, count_of

_IMPORT, _EXPORT = ImportBatch.__table__, Export.__table__
_HAND_OVER, _REPORT, _TIER_RUN = HandOver.__table__, MonthReport.__table__, TierRun.__table__

SIGNS: tuple[Sign, ...] = (
    count_of(_IMPORT, _IMPORT.c.state.in_(sorted(IMPORTS_AT_WORK))),
    count_of(_EXPORT, _EXPORT.c.state == EXPORT_WAITS),
    count_of(_HAND_OVER, _HAND_OVER.c.state.in_(HANDING_OVER)),
    count_of(_REPORT, _REPORT.c.state == REPORT_WAITS),
    count_of(_TIER_RUN, _TIER_RUN.c.ran_at.is_(None)),
)
