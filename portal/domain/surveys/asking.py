"""What the worker does for surveys: asks the people of a wave, lot by lot, and reminds whoever has not answered."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from portal.domain.accounts.kinds import CLOSED_TO_PARTNERS
from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.people.models import Login, Membership
from portal.domain.people.roles import PartnerRole
from portal.domain.privacy.models import Consent
from portal.domain.privacy.purposes import Purpose
from portal.domain.surveys.kinds import APART, REMIND_AFTER, Segment
from portal.domain.surveys.models import SurveyAsk, SurveyWave
from portal.domain.work import AnySelect, Work

LOT = 200


def ask_people(work: Work, lot: int = LOT) -> int:
    """Ask the next lot of one wave; returns how many were looked at. The row of the wave notes how far it is in the
    transaction that asks, so nobody is asked twice and nobody left out."""
    due = (SurveyWave.asked_at.is_(None), SurveyWave.opened_at <= work.now, SurveyWave.held_at.is_(None))
    under_way = select(SurveyWave).where(*due).order_by(SurveyWave.id).limit(1)
    wave = work.session.scalar(under_way.with_for_update(skip_locked=True))
    if wave is None:
        return 0
    found = work.session.execute(_next_of(wave, work, lot)).all() if wave.is_open(work.now) else []
    for login_id, account_id in found:
        ask = SurveyAsk(
            account_id=account_id, wave_id=wave.id, number=wave.number, login_id=login_id, asked_at=work.now
        )
        work.session.add(ask)
        ask.record("survey.asked", by=work.actor, at=work.now, survey=wave.kind)
    if len(found) < lot:
        wave.asked_at = work.now
    else:
        wave.asked_up_to = found[-1][0]
    return len(found)


def remind_people(work: Work, lot: int = LOT) -> int:
    """Remind up to a lot of people whose window is open and half over; returns how many."""
    waiting = select(SurveyAsk).join(SurveyAsk.wave).where(
        SurveyWave.closes_at > work.now, SurveyAsk.answered_at.is_(None), SurveyAsk.reminded_at.is_(None),
        SurveyAsk.asked_at <= work.now - REMIND_AFTER,
    )  # fmt: skip
    locked = waiting.order_by(SurveyAsk.id).limit(lot).with_for_update(of=SurveyAsk, skip_locked=True)
    found = work.session.scalars(locked).all()
    for ask in found:
        ask.remind(by=work.actor, at=work.now)
    return len(found)


def _next_of(wave: SurveyWave, work: Work, lot: int) -> AnySelect:
    """Who is asked next, each person for the first account they speak for: nobody asked within sixty days, nobody who
    said that they want no surveys."""
    asked_lately = select(SurveyAsk.id).where(
        SurveyAsk.login_id == Membership.login_id, SurveyAsk.asked_at > work.now - APART
    )
    query = select(Membership.login_id, func.min(Membership.account_id)).select_from(Membership)
    query = query.join(Login, Login.id == Membership.login_id).join(Account, Account.id == Membership.account_id)
    query = query.outerjoin(AccountStanding, AccountStanding.account_id == Account.id).where(
        Membership.login_id > wave.asked_up_to, Membership.ended_at.is_(None), Login.deactivated_at.is_(None),
        Membership.role != PartnerRole.VIEWER, Account.status.not_in(CLOSED_TO_PARTNERS),
        ~asked_lately.exists(), ~has_said_no(), *_within(wave.whom),
    )  # fmt: skip
    return query.group_by(Membership.login_id).order_by(Membership.login_id).limit(lot)


def _within(whom: Segment) -> list[Any]:
    columns: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (AccountStanding.tier, whom.tiers), (AccountStanding.stage, whom.stages), (Account.kind, whom.kinds),
        (Account.province, whom.provinces), (Account.status, whom.statuses),
    )  # fmt: skip
    return [column.in_(codes) for column, codes in columns if codes]


def has_said_no() -> Any:
    """Of the person of a membership: their last word about surveys is no."""
    later = aliased(Consent)
    taken_back = select(later.id).where(
        later.login_id == Consent.login_id, later.purpose == Consent.purpose, later.id > Consent.id
    )
    no = (Consent.login_id == Membership.login_id, Consent.purpose == Purpose.SURVEY, Consent.is_given.is_(False))
    return select(Consent.id).where(*no, ~taken_back.exists()).exists()
