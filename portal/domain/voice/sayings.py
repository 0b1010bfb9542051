"""Writing, publishing and finding what stands under “you said, we did”."""

from collections.abc import Sequence

from sqlalchemy import select

from portal.domain.base import NotFound, Refused
from portal.domain.feedback.kinds import FeedbackState
from portal.domain.feedback.models import Feedback
from portal.domain.feedback.repository import FeedbackRepository
from portal.domain.paging import Page, page_of
from portal.domain.series import next_number
from portal.domain.voice.saying import Saying, SayingSource, SayingState
from portal.domain.voice.unnamed import REASON, Telling, tells
from portal.domain.work import Repository

NEWEST = (Saying.published_at, Saying.id)


class Sayings(Repository):
    def get(self, number: str) -> Saying:
        """Raises NotFound."""
        saying: Saying | None = self.session.scalar(self.for_change(select(Saying).where(Saying.number == number)))
        if saying is None:
            raise NotFound(number)
        return saying

    def published(self, *, after: str | None = None, before: str | None = None, size: int = 20) -> Page:
        """What partners read, the newest first."""
        query = select(Saying).where(Saying.state == SayingState.PUBLISHED)
        return page_of(self.session, query, NEWEST, after=after, before=before, descending=True, size=size)

    def at_desk(self, most: int = 200) -> Sequence[Saying]:
        """Drafts first, then what is published, then what was withdrawn; the newest first."""
        order = (Saying.state, Saying.id.desc())
        return self.session.scalars(select(Saying).order_by(*order).limit(most)).all()

    def source(self, saying: Saying) -> Feedback | None:
        """The feedback it was drawn from, as far as this person may read it."""
        query = select(SayingSource.feedback_id).where(SayingSource.saying_id == saying.id)
        feedback_id = self.session.scalar(query)
        return next(iter(FeedbackRepository(self.work).some([feedback_id])), None) if feedback_id else None

    def draft(self, feedback: Feedback, texts: dict[str, str]) -> Saying:
        """Draw a text from closed feedback; Refused for what is still open, and for what is confidential."""
        if feedback.state != FeedbackState.CLOSED or feedback.is_confidential:
            raise Refused("saying.not_closed", number=feedback.number)
        self._require_unnamed(texts, feedback.account_id)
        month, actor = f"{self.work.today:%Y%m}", self.work.actor
        assert actor.login_id is not None
        saying = Saying(
            number=f"YS-{month}-{next_number(self.session, f'saying.{month}'):04d}", written_by_id=actor.login_id,
            written_at=self.work.now, **texts,
        )  # fmt: skip
        self.session.add(saying)
        self.session.flush()
        source = SayingSource(account_id=feedback.account_id, saying_id=saying.id, feedback_id=feedback.id)
        self.session.add(source)
        saying.record("saying.drafted", by=actor, at=self.work.now)
        return saying

    def write(self, saying: Saying, texts: dict[str, str]) -> None:
        """Word a draft anew."""
        self._require_unnamed(texts, self._account_id(saying))
        saying.write(texts, by=self.work.actor, at=self.work.now)

    def publish(self, saying: Saying, *, seen: int) -> None:
        """Read once more for names: accounts may have come since it was written. `seen`: the version that was read."""
        self._require_unnamed(saying.texts, self._account_id(saying))
        saying.publish(by=self.work.actor, at=self.work.now, seen=seen)

    def tells(self, texts: dict[str, str], account_id: int | None) -> list[Telling]:
        """What in these texts names an account."""
        return tells(self.work, "\n".join(texts.values()), account_id)

    def _account_id(self, saying: Saying) -> int | None:
        """Whose feedback it was drawn from, seen or not: that account above all must not be named."""
        query = select(SayingSource.account_id).where(SayingSource.saying_id == saying.id)
        return self.session.scalar(query, execution_options=REASON)

    def _require_unnamed(self, texts: dict[str, str], account_id: int | None) -> None:
        found = self.tells(texts, account_id)
        if found:
            named = [one.words for one in found]
            raise Refused("saying.names_somebody", words="、".join(named), found=named)
