"""The rows that events are about, by the name of their table."""

from typing import Any

from portal.domain.accounts.models import Account, Qualification
from portal.domain.care.giving.models import Giving
from portal.domain.care.planning.models import OccasionPlan
from portal.domain.contracts.breaches.models import Breach
from portal.domain.contracts.models import Contract
from portal.domain.feedback.models import Feedback
from portal.domain.hand_over.models import HandOver
from portal.domain.integrations.models import Hook
from portal.domain.people.absence import Absence
from portal.domain.people.models import Invitation, Login, Staff
from portal.domain.privacy.models import Erasure
from portal.domain.promises.models import Pledge
from portal.domain.proposals.models import ArchiveProposal
from portal.domain.qualifications.models import HousePaper
from portal.domain.requests.models import ServiceRequest
from portal.domain.surveys.models import SurveyAsk, SurveyWave
from portal.domain.surveys.rating_reminder import RatingReminder

PAPERS: dict[str, type[Any]] = {"qualification": Qualification, "house_paper": HousePaper}
THINGS: dict[str, type[Any]] = {
    "service_request": ServiceRequest, "feedback": Feedback, "breach": Breach, "invitation": Invitation,
    "login": Login, "staff": Staff, "contract": Contract, "pledge": Pledge, "absence": Absence, "hook": Hook, **PAPERS,
    "hand_over": HandOver, "archive_proposal": ArchiveProposal, "account": Account, "erasure": Erasure,
    "survey_ask": SurveyAsk, "survey_wave": SurveyWave, "rating_reminder": RatingReminder, "gift": Giving,
    "occasion_plan": OccasionPlan,
}  # fmt: skip
