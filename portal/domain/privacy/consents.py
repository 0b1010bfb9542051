"""Giving and withdrawing consent, purpose by purpose, and asking whether there is one."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from portal.domain.accounts.models import Contact
from portal.domain.people.models import Login
from portal.domain.privacy.models import Consent, ContactConsent, NoticeAcceptance
from portal.domain.privacy.purposes import SWITCHABLE, ConsentChannel, Purpose
from portal.domain.scope import GuardedSession
from portal.domain.work import Repository


class Consents(Repository):
    def of_login(self, login_id: int) -> dict[Purpose, Consent]:
        """What holds for a person who signs in: the newest row of each purpose; a purpose without one is not given."""
        query = select(Consent).where(Consent.login_id == login_id).order_by(Consent.id)
        return {Purpose(row.purpose): row for row in self.session.scalars(query)}

    def of_contact(self, contact: Contact) -> Sequence[ContactConsent]:
        """Everything recorded about a contact, the newest first."""
        query = select(ContactConsent).where(
            ContactConsent.account_id == contact.account_id, ContactConsent.contact_id == contact.id
        )
        return self.session.scalars(query.order_by(ContactConsent.id.desc())).all()

    def choose(self, wanted: Mapping[Purpose, bool]) -> int:
        """The acting person throws these switches; returns how many differ from before. Each leaves a row and an
        event. Giving and withdrawing are one and the same act (PIPL 15)."""
        login_id = self.work.actor.login_id
        assert login_id is not None
        held, changed = self.of_login(login_id), 0
        read = select(func.max(NoticeAcceptance.notice_no)).where(NoticeAcceptance.login_id == login_id)
        notice_no = self.session.scalar(read)
        for purpose in SWITCHABLE:
            is_given = bool(wanted.get(purpose))
            if is_given == (purpose in held and held[purpose].is_given):
                continue
            changed += 1
            row = Consent(
                login_id=login_id, purpose=purpose, is_given=is_given, at=self.work.now,
                address=self.work.actor.address, notice_no=notice_no,
            )  # fmt: skip
            self.session.add(row)
            kind = "login.consent_given" if is_given else "login.consent_withdrawn"
            login = self.session.get_one(Login, login_id)
            login.record(kind, by=self.work.actor, at=self.work.now, purpose=purpose)
        return changed

    def record(
        self, contact: Contact, purpose: Purpose, is_given: bool, *, channel: ConsentChannel, evidence: str
    ) -> ContactConsent:
        """What a contact without a sign-in told us, as the acting colleague records it."""
        assert self.work.actor.login_id is not None
        row = ContactConsent(
            account_id=contact.account_id, contact_id=contact.id, purpose=purpose, is_given=is_given,
            at=self.work.now, channel=channel, evidence=evidence, by_id=self.work.actor.login_id,
        )  # fmt: skip
        self.session.add(row)
        kind = "contact.consent_given" if is_given else "contact.consent_withdrawn"
        facts = {"name": contact.name, "purpose": purpose, "channel": channel}
        contact.record(kind, by=self.work.actor, at=self.work.now, **facts)
        return row


def has_withdrawn(session: GuardedSession, login_id: int, purpose: Purpose) -> bool:
    """Whether they said no in so many words, after a yes or without one."""
    return newest(session, login_id, purpose) is False


def newest(session: GuardedSession, login_id: int, purpose: Purpose) -> bool | None:
    """The last word of a person about a purpose, or None."""
    query = select(Consent.is_given).where(Consent.login_id == login_id, Consent.purpose == purpose)
    return session.scalar(query.order_by(Consent.id.desc()).limit(1))
