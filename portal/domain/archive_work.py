"""The part of the unit of work that is about the customer archive."""

from functools import cached_property

from portal.domain.accounts.blacklist import Blacklist
from portal.domain.accounts.contacts import Contacts
from portal.domain.accounts.history import FieldHistory
from portal.domain.accounts.introductions import Introductions
from portal.domain.accounts.marks import Marks
from portal.domain.accounts.merging.duplicates import Duplicates
from portal.domain.accounts.merging.repository import AccountMerging
from portal.domain.accounts.papers.gatekeeping import Gatekeeping
from portal.domain.accounts.repository import AccountRepository
from portal.domain.accounts.tags import Tags
from portal.domain.hand_over.reading import Readings
from portal.domain.hand_over.repository import HandOvers
from portal.domain.privacy.consents import Consents
from portal.domain.privacy.copies import Copies
from portal.domain.privacy.erasures import Erasures
from portal.domain.privacy.notices import Notices
from portal.domain.proposals.repository import Proposals
from portal.domain.qualifications.board import PaperBoard
from portal.domain.qualifications.giving import Qualifications
from portal.domain.qualifications.house import HousePapers
from portal.domain.quality.repository import Quality
from portal.domain.work import Work


class ArchiveWork(Work):
    """Repositories of accounts: their facts, people, papers, quality, and what the law asks about persons."""

    @cached_property
    def accounts(self) -> AccountRepository:
        return AccountRepository(self)

    @cached_property
    def account_merging(self) -> AccountMerging:
        return AccountMerging(self)

    @cached_property
    def duplicates(self) -> Duplicates:
        return Duplicates(self)

    @cached_property
    def gatekeeping(self) -> Gatekeeping:
        return Gatekeeping(self)

    @cached_property
    def qualifications(self) -> Qualifications:
        return Qualifications(self)

    @cached_property
    def paper_board(self) -> PaperBoard:
        return PaperBoard(self)

    @cached_property
    def house_papers(self) -> HousePapers:
        return HousePapers(self)

    @cached_property
    def contacts(self) -> Contacts:
        return Contacts(self)

    @cached_property
    def marks(self) -> Marks:
        return Marks(self)

    @cached_property
    def tags(self) -> Tags:
        return Tags(self)

    @cached_property
    def blacklist(self) -> Blacklist:
        return Blacklist(self)

    @cached_property
    def introductions(self) -> Introductions:
        return Introductions(self)

    @cached_property
    def field_history(self) -> FieldHistory:
        return FieldHistory(self)

    @cached_property
    def proposals(self) -> Proposals:
        return Proposals(self)

    @cached_property
    def privacy_notices(self) -> Notices:
        return Notices(self)

    @cached_property
    def consents(self) -> Consents:
        return Consents(self)

    @cached_property
    def copies(self) -> Copies:
        return Copies(self)

    @cached_property
    def erasures(self) -> Erasures:
        return Erasures(self)

    @cached_property
    def quality(self) -> Quality:
        return Quality(self)

    @cached_property
    def hand_overs(self) -> HandOvers:
        return HandOvers(self)

    @cached_property
    def readings(self) -> Readings:
        return Readings(self)
