"""Versions of the privacy notice: written, published, read."""

from collections.abc import Sequence

from sqlalchemy import func, select

from portal.domain.base import NotFound, Refused
from portal.domain.people.models import Login
from portal.domain.privacy.models import NoticeAcceptance, PrivacyNotice
from portal.domain.work import Repository


class Notices(Repository):
    def published(self) -> Sequence[PrivacyNotice]:
        """Every version that was published, the newest first."""
        query = select(PrivacyNotice).where(PrivacyNotice.published_at.is_not(None))
        return self.session.scalars(query.order_by(PrivacyNotice.no.desc())).all()

    def in_force(self) -> PrivacyNotice | None:
        """The version people read now; None before the first is published."""
        query = select(PrivacyNotice).where(PrivacyNotice.published_at.is_not(None))
        return self.session.scalar(query.order_by(PrivacyNotice.no.desc()).limit(1))

    def draft(self) -> PrivacyNotice | None:
        """The version that is being written."""
        query = select(PrivacyNotice).where(PrivacyNotice.published_at.is_(None))
        return self.session.scalar(self.for_change(query))

    def get(self, no: int) -> PrivacyNotice:
        """A published version; raises NotFound."""
        query = select(PrivacyNotice).where(PrivacyNotice.no == no, PrivacyNotice.published_at.is_not(None))
        found = self.session.scalar(query)
        if found is None:
            raise NotFound(str(no))
        return found

    def write(self, text_zh: str, text_en: str) -> PrivacyNotice:
        """Change the draft, or begin the next version."""
        draft = self.draft()
        if draft is None:
            last = self.session.scalar(select(func.max(PrivacyNotice.no))) or 0
            draft = PrivacyNotice(no=last + 1)
            self.session.add(draft)
        draft.write(text_zh, text_en, by=self.work.actor, at=self.work.now)
        return draft

    def publish(self) -> PrivacyNotice:
        """Put the draft into force: everybody reads it before they go on. Refused("privacy_notice.no_draft")."""
        draft = self.draft()
        if draft is None:
            raise Refused("privacy_notice.no_draft")
        draft.publish(by=self.work.actor, at=self.work.now)
        return draft

    def accept(self, no: int, locale: str) -> None:
        """The acting person has read version `no`, the one in force; Refused("privacy_notice.newer") for another."""
        notice = self.in_force()
        if notice is None or notice.no != no:
            raise Refused("privacy_notice.newer")
        login_id = self.work.actor.login_id
        assert login_id is not None
        known = select(NoticeAcceptance.id).where(
            NoticeAcceptance.login_id == login_id, NoticeAcceptance.notice_no == no
        )
        if self.session.scalar(known) is not None:
            return
        row = NoticeAcceptance(
            login_id=login_id, notice_no=no, at=self.work.now, address=self.work.actor.address, locale=locale
        )
        self.session.add(row)
        login = self.session.get_one(Login, login_id)
        login.record("login.notice_accepted", by=self.work.actor, at=self.work.now, notice=no)

    def accepted_by(self, no: int) -> int:
        """How many people have read that version."""
        query = select(func.count(NoticeAcceptance.id)).where(NoticeAcceptance.notice_no == no)
        return self.session.scalar(query) or 0
