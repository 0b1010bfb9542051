"""What both sides of an agreement may read about it, gathered for a dispute; nothing of it is ours alone.

To be asked within the scope of the agreement's own account (`OneAccount`): what is backstage, and what others told us,
is then not found by anybody's mistake.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.domain.attachments.models import Attachment
from portal.domain.base import NotFound
from portal.domain.contracts.breaches.deposit import DepositEntry
from portal.domain.contracts.breaches.models import Breach
from portal.domain.contracts.breaches.penalty import BreachPenalty
from portal.domain.contracts.breaches.reply import BreachReply
from portal.domain.contracts.models import Contract
from portal.domain.contracts.notices_given import NoticeGiven
from portal.domain.feedback.models import Feedback, FeedbackAnswer
from portal.domain.requests.extension import TermExtension
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.thread import Answer
from portal.domain.unit_of_work import UnitOfWork
from portal.domain.working_days import civil_day


@dataclass(frozen=True)
class Talk:
    """A request or feedback with what both sides said about it, oldest first; files by what they hang on."""

    about: ServiceRequest | Feedback
    said: Sequence[Answer | FeedbackAnswer]
    files: Sequence[Attachment]
    files_on: dict[int, list[Attachment]]


@dataclass(frozen=True)
class Case:
    """A breach with its replies and its sums, oldest first; the last sum is the one that counts."""

    breach: Breach
    files: Sequence[Attachment]
    replies: Sequence[BreachReply]
    files_on: dict[int, list[Attachment]]
    penalties: Sequence[BreachPenalty]


@dataclass(frozen=True)
class Dossier:
    """Everything, in a fixed order. `contract` is loaded whole."""

    contract: Contract
    cases: Sequence[Case]
    talks: Sequence[Talk]
    entries: Sequence[DepositEntry]
    notices: Sequence[NoticeGiven]
    extensions: dict[int, TermExtension] = field(default_factory=dict)

    @property
    def newest(self) -> datetime:
        """The moment (UTC) of the newest fact in it: as of then it is told, whenever it is built."""
        return max(moment for moment in self._moments() if moment is not None)

    @property
    def newest_on(self) -> date:
        """The civil day of it (Asia/Shanghai)."""
        return civil_day(self.newest)

    def _moments(self) -> Iterator[datetime | None]:
        contract = self.contract
        yield from (contract.created_at, contract.changed_at, contract.sent_at)
        for case in self.cases:
            breach = case.breach
            yield from (breach.reported_at, breach.shown_at, breach.decided_at)
            yield from (one.at for one in case.replies)
            yield from (one.made_at for one in case.penalties)
        for talk in self.talks:
            yield talk.about.posted_at
            yield from (one.at for one in talk.said)
        yield from (one.entered_at for one in self.entries)
        yield from (one.recorded_at for one in self.notices)
        for extension in self.extensions.values():
            yield from (extension.arrived_at, extension.decided_at, extension.ended_at)


def gather(work: UnitOfWork, number: str, breach: str = "", source: str = "") -> Dossier:
    """The dossier of the agreement of that number, about all its breaches the partner has been told of, or about the
    one named. `source` is what that was reported from: it belongs to it where the account itself wrote it."""
    contract = work.contracts.get(number)
    talks = [_talk(work, row) for row in _spoken_of(work, contract, source)]
    return Dossier(
        contract,
        [_case(work, row) for row in _breaches(work, contract, breach)],
        sorted(talks, key=lambda talk: (talk.about.posted_at, talk.about.number)),
        _rows(work, DepositEntry, DepositEntry.contract_id == contract.id),
        _rows(work, NoticeGiven, NoticeGiven.contract_id == contract.id),
        work.extensions.behind_versions(contract.id),
    )


def _rows(work: UnitOfWork, kind: Any, *conditions: Any, options: Sequence[Any] = ()) -> list[Any]:
    return list(work.session.scalars(select(kind).where(*conditions).options(*options).order_by(kind.id)))


def _breaches(work: UnitOfWork, contract: Contract, number: str) -> list[Breach]:
    if number:
        found = work.breaches.get(number)
        if found.contract_id != contract.id:
            raise NotFound(number)
        return [found]
    options = (joinedload(Breach.clause), joinedload(Breach.product))
    return _rows(work, Breach, Breach.contract_id == contract.id, Breach.shown_at.is_not(None), options=options)


def _case(work: UnitOfWork, breach: Breach) -> Case:
    replies = work.breaches.replies(breach)
    files = work.attachments
    penalties = list(reversed(work.breaches.penalties(breach)))
    return Case(breach, files.on([breach]).get(breach.id, []), replies, files.on(replies), penalties)


def _spoken_of(work: UnitOfWork, contract: Contract, source: str) -> list[ServiceRequest | Feedback]:
    """Confidential feedback is compliance's alone, whoever asks."""
    rows: list[ServiceRequest | Feedback] = []
    for kind in (ServiceRequest, Feedback):
        tied: Any = (kind.contract_id == contract.id) | (kind.number == source)
        options = (joinedload(kind.product), joinedload(kind.contract), joinedload(kind.posted_by))
        rows += _rows(work, kind, tied, options=options)
    return [row for row in rows if not (isinstance(row, Feedback) and row.is_confidential)]


def _talk(work: UnitOfWork, row: ServiceRequest | Feedback) -> Talk:
    said: Sequence[Any] = work.requests.answers(row) if isinstance(row, ServiceRequest) else work.feedback.answers(row)
    return Talk(row, said, work.attachments.on([row]).get(row.id, []), work.attachments.on(said))
