"""What the mail of a survey says and leads to: the question, and a link for each mark, signed for one person."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.domain.privacy.consents import has_withdrawn
from portal.domain.privacy.purposes import Purpose
from portal.domain.scope import GuardedSession
from portal.domain.surveys.models import SurveyAsk
from portal.notify.models import Message
from portal.notify.person_link import login_in, ref_of
from portal.notify.recipients import Circle, Recipient

ASKING = frozenset({"survey.asked", "survey.reminded"})


def survey_words(session: GuardedSession, message: Message, base_url: str, locale: str) -> dict[str, Any]:
    """For mails that ask: the question in the reader's language where it has one of its own, until when, and the marks
    with their addresses; nothing for others."""
    if message.kind not in ASKING:
        return {}
    ask = _ask_of(session, message)
    wave = ask.wave
    address = f"{base_url}/surveys/{ask.number}/{ref_for(ask)}"
    question = (wave.question_en if locale == "en" else "") or wave.question
    marks = [(mark, f"{address}?score={mark}") for mark in reversed(wave.rule.marks)]
    return {"question": question, "survey": wave.kind, "closes_at": wave.closes_at, "marks": marks}


def ref_for(ask: SurveyAsk) -> str:
    return ref_of("survey", _about(ask), ask.login_id)


def ask_behind(session: GuardedSession, number: str, ref: str, *, locks: bool) -> SurveyAsk | None:
    """What a link asks; None for a link that nobody made. The session sees all."""
    found: dict[int, SurveyAsk] = {}

    def about_of(login_id: int) -> str | None:
        query = select(SurveyAsk).where(SurveyAsk.number == number, SurveyAsk.login_id == login_id)
        query = query.options(joinedload(SurveyAsk.wave), joinedload(SurveyAsk.login))
        ask = session.scalar(query.with_for_update(of=SurveyAsk) if locks else query)
        if ask is None:
            return None
        found[login_id] = ask
        return _about(ask)

    login_id = login_in("survey", ref, about_of)
    return found[login_id] if login_id is not None else None


def is_answered_or_over(session: GuardedSession, message: Message, now: datetime) -> bool:
    """Whether a mail that asks is worth nothing any more: said already, too late, or they want no surveys."""
    ask = _ask_of(session, message)
    no_surveys = has_withdrawn(session, message.recipient_id, Purpose.SURVEY)
    return ask.is_answered or not ask.wave.is_open(now) or no_surveys


def the_asked(circle: Circle) -> list[Recipient]:
    """The person who is asked, while they act for the account."""
    asked = [member for member in circle.members if member.login_id == circle.thing.login_id]
    return [Recipient(member.login, member.account_id) for member in asked]


def _ask_of(session: GuardedSession, message: Message) -> SurveyAsk:
    return session.get_one(SurveyAsk, message.event.subject_id, options=[joinedload(SurveyAsk.wave)])


def _about(ask: SurveyAsk) -> str:
    return f"{ask.number}|{ask.asked_at.isoformat()}"
