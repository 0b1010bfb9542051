"""Opening a wave, and finding what was asked and answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import contains_eager, joinedload

from portal.domain.accounts.models import Account
from portal.domain.base import NotFound
from portal.domain.feedback.kinds import FeedbackState
from portal.domain.feedback.models import Feedback
from portal.domain.feedback.repository import FeedbackRepository, readable_by
from portal.domain.series import next_number
from portal.domain.surveys.kinds import OPEN_FOR, Segment, SurveyKind
from portal.domain.surveys.models import SurveyAsk, SurveyWave
from portal.domain.work import AnySelect, Repository, Work


@dataclass(frozen=True)
class Tally:
    """How many were asked and answered, and how many gave each mark."""

    asked: int
    answered: int
    marks: dict[int, int]


class Surveys(Repository):
    def open(self, kind: SurveyKind, title: str, segment: Segment, question: str = "", english: str = "") -> SurveyWave:
        """Begin a wave; the worker asks the people of the segment, each at most once in sixty days."""
        work = self.work
        wave = SurveyWave(
            number=next_wave_number(work), kind=kind, title=title,
            question=question, question_en=english, segment=segment.facts, opened_at=work.now,
            closes_at=work.now + OPEN_FOR, made_by_id=work.actor.login_id,
        )  # fmt: skip
        self.session.add(wave)
        self.session.flush()
        wave.record("survey.opened", by=work.actor, at=work.now, survey=kind)
        return wave

    def get(self, number: str) -> SurveyWave:
        """Raises NotFound."""
        query = self.for_change(select(SurveyWave).where(SurveyWave.number == number))
        wave: SurveyWave | None = self.session.scalar(query)
        if wave is None:
            raise NotFound(number)
        return wave

    def waves(self, most: int = 100) -> Sequence[SurveyWave]:
        """The newest first."""
        return self.session.scalars(select(SurveyWave).order_by(SurveyWave.id.desc()).limit(most)).all()

    def tallies(self, waves: Sequence[SurveyWave]) -> dict[int, Tally]:
        """Of these waves, by their id, of the accounts within reach; one statement."""
        query = select(SurveyAsk.wave_id, SurveyAsk.score, func.count(SurveyAsk.id))
        query = query.where(SurveyAsk.wave_id.in_([wave.id for wave in waves]))
        found: dict[int, dict[int | None, int]] = {wave.id: {} for wave in waves}
        for wave_id, score, count in self.session.execute(query.group_by(SurveyAsk.wave_id, SurveyAsk.score)):
            found[wave_id][score] = count
        return {wave_id: _tally(counts) for wave_id, counts in found.items()}

    def said(self, wave: SurveyWave, most: int = 200) -> Sequence[SurveyAsk]:
        """Answers with words, the newest first, with account and person."""
        query = select(SurveyAsk).where(SurveyAsk.wave_id == wave.id, SurveyAsk.comment != "")
        query = query.options(joinedload(SurveyAsk.account), joinedload(SurveyAsk.login))
        return self.session.scalars(query.order_by(SurveyAsk.answered_at.desc(), SurveyAsk.id).limit(most)).all()

    def asked(self, number: str, login_id: int) -> SurveyAsk:
        """What that person was asked in that wave, locked when it will be answered; raises NotFound."""
        query = select(SurveyAsk).where(SurveyAsk.number == number, SurveyAsk.login_id == login_id)
        ask: SurveyAsk | None = self.session.scalar(self.for_change(query.options(joinedload(SurveyAsk.wave))))
        if ask is None:
            raise NotFound(number)
        return ask

    def at_home(self, account_id: int, login_id: int) -> tuple[list[Feedback], list[SurveyAsk]]:
        """For an account's home, in one statement: its answered feedback that waits for a word, and what that person is
        asked and has not answered, while the window is open; each the oldest first."""
        reader = FeedbackRepository(self.work).reader
        given = {"of_account": account_id, "of_login": login_id, "now": self.work.now, "reader": reader}
        rows = self.session.execute(_at_home(reader is None), given).all()
        told: dict[Feedback, None] = dict.fromkeys(row[0] for row in rows if row[0] is not None)
        asked: dict[SurveyAsk, None] = dict.fromkeys(row[1] for row in rows if row[1] is not None)
        return list(told), list(asked)


@cache
def _at_home(reads_all: bool) -> AnySelect:
    """Put together once, as every home of a partner asks it."""
    answered = select(Feedback.id).where(
        Feedback.account_id == bindparam("of_account"), Feedback.state == FeedbackState.ANSWERED
    )
    answered = answered if reads_all else answered.where(readable_by(bindparam("reader")))
    open_waves = select(SurveyWave.id).where(SurveyWave.closes_at > bindparam("now"))
    mine = and_(
        SurveyAsk.account_id == Account.id, SurveyAsk.login_id == bindparam("of_login"),
        SurveyAsk.answered_at.is_(None), SurveyAsk.wave_id.in_(open_waves),
    )  # fmt: skip
    query = select(Feedback, SurveyAsk).select_from(Account).where(Account.id == bindparam("of_account"))
    query = query.outerjoin(Feedback, and_(Feedback.account_id == Account.id, Feedback.id.in_(answered)))
    query = query.outerjoin(SurveyAsk, mine).outerjoin(SurveyAsk.wave).options(contains_eager(SurveyAsk.wave))
    return query.order_by(Feedback.posted_at, Feedback.id, SurveyAsk.id)


def next_wave_number(work: Work) -> str:
    month = f"{work.today:%Y%m}"
    return f"SV-{month}-{next_number(work.session, f'survey.{month}'):04d}"


def _tally(counts: dict[int | None, int]) -> Tally:
    marks = {score: count for score, count in counts.items() if score is not None}
    return Tally(sum(counts.values()), sum(marks.values()), marks)
