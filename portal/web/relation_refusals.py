"""Words for what is refused about care, the openings of peripheral contacts, and reports."""

from typing import Any

from portal.web.care_words import REFUSALS as OF_CARE
from portal.web.opportunity_words import REFUSALS as OF_OPPORTUNITIES
from portal.web.report_words import REFUSALS as OF_REPORTS

REFUSALS: dict[str, Any] = {**OF_CARE, **OF_OPPORTUNITIES, **OF_REPORTS}
