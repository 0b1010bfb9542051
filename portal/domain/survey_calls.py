"""Whoever was not content in a survey is called within two working days: a task for one of us."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.domain.call_backs import who_calls
from portal.domain.promises.models import Pledge
from portal.domain.promises.open import IS_STILL_OPEN
from portal.domain.promises.source import Source
from portal.domain.surveys.kinds import CALL_WORKING_DAYS
from portal.domain.surveys.models import SurveyAsk
from portal.domain.unit_of_work import UnitOfWork
from portal.domain.working_days import add_working_days


def promise_survey_calls(work: UnitOfWork, what: Callable[[str, str], str], most: int = 20) -> int:
    """An internal promise for each of up to `most` low answers that wait for one; returns how many were given. `what`
    words it for a person's name and the wave's number. Due on the second working day (Asia/Shanghai)."""
    waiting = select(SurveyAsk).where(SurveyAsk.waits_for_call).order_by(SurveyAsk.id).limit(most)
    waiting = waiting.options(joinedload(SurveyAsk.account), joinedload(SurveyAsk.login))
    given = 0
    for ask in work.session.scalars(waiting.with_for_update(of=SurveyAsk, skip_locked=True)).all():
        owner_id = who_calls(work, ask.account)
        if owner_id is None:
            continue
        words = what(ask.login.name, ask.number)
        if not _is_owed(work, ask.account_id, words):
            work.promises.give(
                ask.account_id, what=words, owner_id=owner_id, is_internal=True, source=Source(ask.number),
                due_on=add_working_days(work.today, CALL_WORKING_DAYS, work.requests.working_days),
            )  # fmt: skip
            given += 1
        ask.waits_for_call = False
    return given


def _is_owed(work: UnitOfWork, account_id: int, what: str) -> bool:
    owed = select(Pledge.id).where(Pledge.account_id == account_id, Pledge.is_internal, Pledge.what == what)
    return work.session.scalar(owed.where(*IS_STILL_OPEN).limit(1)) is not None
