"""Making a request of its own out of messages in another one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from portal.domain.attachments.models import StoredFile
from portal.domain.attachments.repository import AttachmentRepository
from portal.domain.base import Refused
from portal.domain.links.tying import tie
from portal.domain.links.words import LinkWord
from portal.domain.requests.calendar import working_days_in
from portal.domain.requests.catalogue import RequestCategory
from portal.domain.requests.clocks.keeping import AHEAD, promised
from portal.domain.requests.clocks.policies import current_policy
from portal.domain.requests.merge_checks import require_here
from portal.domain.requests.merging import Merging
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.repository import RequestRepository
from portal.domain.requests.thread import Answer
from portal.domain.requests.undertaking import Undertaking, undertaking_for
from portal.domain.work import SHANGHAI, Repository
from portal.domain.working_days import civil_day


@dataclass(frozen=True)
class PartnerSaid:
    """One message of the partner's that can be split off, known by `key`; `row` carries its files."""

    key: str
    who: str
    at: datetime
    text: str
    row: ServiceRequest | Answer

    @property
    def quoted(self) -> str:
        """The message under its date (Asia/Shanghai) and writer."""
        return f"{self.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M} {self.who}\n{self.text}"


class Splitting(Repository):
    def messages(self, asked: ServiceRequest) -> list[PartnerSaid]:
        """What the partner wrote in it and in those merged into it, oldest first; what was filed comes with it."""
        joined = Merging(self.work).joined(asked)
        filed = [PartnerSaid(f"r{one.id}", one.posted_by.name, one.posted_at, one.text, one)
                 for one in (asked, *joined)]  # fmt: skip
        answers = RequestRepository(self.work).answers(asked, joined)
        said = [PartnerSaid(f"a{one.id}", one.author.name, one.at, one.text, one)
                for one in answers if not one.from_staff]  # fmt: skip
        return sorted([*filed, *said], key=lambda one: one.at)

    def split(
        self, number: str, keys: Collection[str], *, category: RequestCategory, subject: str,
        since_written: bool = False,
    ) -> ServiceRequest:  # fmt: skip
        """A new request of the same account, contract and requester that quotes the chosen messages with their files;
        both are linked. Its clock starts now, or when the first of them was written: always so for what has a legal
        clock. Refused without a message, or for one that goes on under another number."""
        asked = RequestRepository(self.work).get(number)
        require_here(asked)
        chosen = [one for one in self.messages(asked) if one.key in keys]
        if not chosen:
            raise Refused("split.nothing", number=number)
        since = chosen[0].at if since_written or category is RequestCategory.ADR_REPORT else None
        made = RequestRepository(self.work).post(
            asked.account, category=category, subject=subject, text="\n\n".join(one.quoted for one in chosen),
            contract=asked.contract, product=asked.product, files=self._files(chosen), channel=asked.channel,
            posted_by_id=asked.posted_by_id, undertaking=self._undertaking(asked, category, since),
        )  # fmt: skip
        if since is not None:
            made.posted_at = since
        tie(self.work, made, asked, LinkWord.SPLIT_FROM)
        asked.record("request.split", by=self.work.actor, at=self.work.now, other=made.number)
        return made

    def _undertaking(
        self, asked: ServiceRequest, category: RequestCategory, since: datetime | None
    ) -> Undertaking | None:
        """What is promised when the clock starts at another moment than now."""
        if since is None:
            return None
        policy = current_policy(self.work)
        usual = undertaking_for(self.work, asked.account, category, {}, asked.contract)
        days = working_days_in(self.work, civil_day(since), self.work.today + AHEAD)
        first, done = promised(policy.target(category, usual.priority), since, days, policy)
        return replace(usual, answer_due_at=first, resolve_due_at=done)

    def _files(self, chosen: Sequence[PartnerSaid]) -> list[StoredFile]:
        """Files on the chosen messages, to be hung once more: the same bytes, kept once."""
        found = []
        for kind in (ServiceRequest, Answer):
            rows = [one.row for one in chosen if isinstance(one.row, kind)]
            for files in AttachmentRepository(self.work).on(rows).values():
                found += [StoredFile(one.sha256, one.name, one.size, one.media_type) for one in files]
        return found
