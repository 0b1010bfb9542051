"""The kept health of an account, its stage with what is met and missing, and moving it up by a manager's word."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, select

from portal.domain.accounts.kinds import Stage
from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.base import Refused
from portal.domain.care.stages import Criterion, Step, next_step
from portal.domain.care.tiers import longest_override
from portal.domain.levels.keeping import figure
from portal.domain.levels.models import AccountHealth, StageMark
from portal.domain.work import Repository

BY_WORD = (Criterion.JOINT_PLAN,)
"""Criteria that no figure tells: a person confirms them."""


class StageView(NamedTuple):
    """Where an account stands and the way to the next stage; `step` None at the top."""

    stage: Stage
    step: Step | None


def kept_health() -> tuple[ColumnElement[Any], ...]:
    """Colour and score (hundredths) of a row's account: columns for a statement that reads the account anyway."""
    one = AccountHealth
    return tuple(
        select(column).where(one.account_id == Account.id).correlate(Account).scalar_subquery()
        for column in (one.colour, one.score)
    )


class Levels(Repository):
    def health(self, account_id: int) -> AccountHealth | None:
        """As it was reckoned last; None while the worker has not come by."""
        found: AccountHealth | None = self.session.scalar(
            select(AccountHealth).where(AccountHealth.account_id == account_id)
        )
        return found

    def stage(self, standing: AccountStanding, health: AccountHealth | None) -> StageView:
        stage = Stage(standing.stage or Stage.S0)
        return StageView(stage, next_step(stage, {Criterion(one) for one in health.met} if health else set()))

    def promote(self, account: Account, standing: AccountStanding, note: str) -> Stage:
        """One stage up, by a manager's word, once everything that is asked is there: Refused(stage.not_yet) else."""
        step = self.stage(standing, self.health(account.id)).step
        if step is None or not step.is_reached:
            raise Refused("stage.not_yet")
        account.record("stage.confirmed", by=self.work.actor, at=self.work.now, after=str(step.stage), note=note)
        standing.judge({"stage": str(step.stage)}, by=self.work.actor, at=self.work.now)
        return step.stage

    def mark(self, account: Account, criterion: str, note: str, until: date) -> None:
        """Confirm what no figure tells, for twelve months at most; else Refused(tier.override_day), or for others
        (stage.told_by_figures)."""
        if criterion not in BY_WORD:
            raise Refused("stage.told_by_figures")
        if not self.work.today <= until <= longest_override(self.work.today):
            raise Refused("tier.override_day", last=longest_override(self.work.today))
        query = select(StageMark).where(StageMark.account_id == account.id, StageMark.criterion == criterion)
        row = self.session.scalar(query) or StageMark(account_id=account.id, criterion=criterion)
        row.until, row.note, row.by_id, row.at = until, note, self.work.actor.login_id, self.work.now
        self.session.add(row)
        self.session.flush()
        account.record("stage.marked", by=self.work.actor, at=self.work.now, criterion=criterion, note=note)
        figure(self.work, [account.id])
