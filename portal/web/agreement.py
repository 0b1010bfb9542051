"""An agreement with what a page says about it today: its state, what is left, the terms that count."""

from dataclasses import dataclass
from datetime import date

from portal.domain.contracts.models import Clause, Contract, ContractVersion
from portal.domain.contracts.state import OVER, UNDER_WAY, ContractState, state_on
from portal.domain.contracts.term import NoticeDay, next_notice
from portal.domain.contracts.versions import clauses_on, folded
from portal.domain.working_days import WorkingDays
from portal.web.contract_words import CONTRACT_TONES
from portal.web.term_line import TermLine, term_line


@dataclass(frozen=True)
class Agreement:
    """`contract` must be loaded whole; `today` is a civil day in Asia/Shanghai. Without the official calendar `days`
    notice days counted in working days are left out."""

    contract: Contract
    today: date
    days: WorkingDays | None = None

    @property
    def state(self) -> ContractState:
        return state_on(self.contract, self.today)

    @property
    def tone(self) -> str | None:
        return CONTRACT_TONES.get(self.state)

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def can_be_extended(self) -> bool:
        """Whether asking for a longer term makes sense: not once it is terminated, be it for a later day."""
        return self.is_under_way and self.contract.terminated_on is None

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def days_left(self) -> int:
        return self.contract.days_left(self.today)

    @property
    def terms(self) -> list[Clause]:
        """The terms of today; before the first day those of that day, before signing those on the table."""
        if self.contract.versions and not self.contract.versions[0].is_signed:
            return folded(self.contract.versions[:1])
        return clauses_on(self.contract.versions, max(self.today, self.contract.starts_on))

    @property
    def notice(self) -> NoticeDay | None:
        """The last day to ask for more or to refuse, while it can still be met."""
        return next_notice(self.contract, self.today, self.days)

    @property
    def line(self) -> TermLine:
        return term_line(self.contract, self.notice, self.today)

    @property
    def amendments(self) -> list[ContractVersion]:
        """Signed versions after the first, the newest on top."""
        return [version for version in reversed(self.contract.versions) if version.no > 1 and version.is_signed]
