"""Linking requests, feedback and breaches of one account, and finding what a thing is linked to."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, or_, select

from portal.domain.base import NotFound, Refused, one_of
from portal.domain.contracts.breaches.models import Breach
from portal.domain.contracts.breaches.repository import BreachRepository
from portal.domain.feedback.models import Feedback
from portal.domain.feedback.repository import FeedbackRepository
from portal.domain.links.models import PUT_BACK_WITHIN, ThingLink
from portal.domain.links.tying import tie
from portal.domain.links.words import CHOSEN, LINKED, UNLINKED, LinkWord
from portal.domain.requests.models import ServiceRequest
from portal.domain.work import Repository

MOST = 50
"""Links of one thing that a page shows."""
Thing = ServiceRequest | Feedback | Breach
MODELS = {"SR": ServiceRequest, "FB": Feedback, "BR": Breach}
"""What can be linked, by the first letters of its number."""


@dataclass(frozen=True)
class Linked:
    """What a thing is linked to; `begins` says that the link begins at the thing whose page this is."""

    link: ThingLink
    thing: Thing
    begins: bool

    @property
    def is_removed(self) -> bool:
        return self.link.removed_at is not None


class Links(Repository):
    def of(self, thing: Thing, *, removed: bool = False) -> list[Linked]:
        """Links of a thing, oldest first, without those whose other end this reader may not see; with `removed` also
        those that can still be put back."""
        here = (thing.__tablename__, thing.id)
        begins = and_(ThingLink.from_subject == here[0], ThingLink.from_id == here[1])
        ends = and_(ThingLink.to_subject == here[0], ThingLink.to_id == here[1])
        query = select(ThingLink).where(ThingLink.account_id == thing.account_id, or_(begins, ends))
        lately = ThingLink.removed_at >= self.work.now - PUT_BACK_WITHIN
        query = query.where(or_(ThingLink.removed_at.is_(None), lately) if removed else ThingLink.removed_at.is_(None))
        links = list(self.session.scalars(query.order_by(ThingLink.id).limit(MOST)))
        others = {link.id: link.ends[1] if link.ends[0] == here else link.ends[0] for link in links}
        found = self._found(others.values())
        return [
            Linked(link, found[others[link.id]], link.ends[0] == here) for link in links if others[link.id] in found
        ]

    def add(self, thing: Thing, number: str, word: LinkWord, *, is_shared: bool = False) -> ThingLink:
        """Link a thing to the one of that number; NotFound outside the scope. Refused for itself, for another
        account's, for what is linked already, for what is confidential, and for showing the partner a breach they have
        not been told of."""
        one_of(word, CHOSEN, "link.unknown_word")
        other = self._numbered(number)
        self._require(thing, other, is_shared=is_shared)
        link = tie(self.work, thing, other, word, is_internal=not is_shared)
        self._tell(LINKED, thing, other, word)
        return link

    def remove(self, ref: str) -> ThingLink:
        """Take a link away that somebody chose; it can be put back for seven days."""
        link, ends = self._opened(ref)
        if not link.is_chosen:
            raise Refused("link.stays")
        if link.removed_at is None:
            link.removed_at = self.work.now
            self._tell(UNLINKED, *ends, link.word)
        return link

    def put_back(self, ref: str) -> ThingLink:
        """Undo a removal."""
        link, ends = self._opened(ref)
        if link.removed_at is not None:
            link.removed_at = None
            self._tell(LINKED, *ends, link.word)
        return link

    def ends(self, link: ThingLink) -> tuple[Thing, Thing]:
        """Both things; NotFound when this reader may not see one of them."""
        found = self._found(link.ends)
        if any(end not in found for end in link.ends):
            raise NotFound(link.ref)
        return found[link.ends[0]], found[link.ends[1]]

    def _require(self, thing: Thing, other: Thing, *, is_shared: bool) -> None:
        numbers = {"number": thing.number, "other": other.number}
        if thing.number == other.number:
            raise Refused("link.itself", **numbers)
        if thing.account_id != other.account_id:
            raise Refused("link.other_account", **numbers)
        for one in (thing, other):
            if isinstance(one, Feedback) and one.is_confidential:
                raise Refused("link.confidential", number=one.number)
            if is_shared and isinstance(one, Breach) and one.shown_at is None:
                raise Refused("link.not_told_yet", number=one.number)
        if any(one.thing.number == other.number and one.link.is_chosen for one in self.of(thing)):
            raise Refused("link.there", **numbers)

    def _opened(self, ref: str) -> tuple[ThingLink, tuple[Thing, Thing]]:
        link: ThingLink | None = self.session.scalar(self.for_change(select(ThingLink).where(ThingLink.ref == ref)))
        if link is None:
            raise NotFound(ref)
        return link, self.ends(link)

    def _numbered(self, number: str) -> Thing:
        """Read only: a link changes neither end."""
        model: Any = MODELS.get(number.partition("-")[0])
        found = self.session.scalar(select(model.id).where(model.number == number)) if model else None
        things: list[Thing] = list(self._found([(model.__tablename__, found)]).values()) if found else []
        if not things:
            raise NotFound(number)
        return things[0]

    def _found(self, ends: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Any]:
        """The things themselves, each kind in one question and none for a kind that is not asked for."""
        wanted: dict[str, list[int]] = {}
        for table, thing_id in ends:
            wanted.setdefault(table, []).append(thing_id)
        ways: dict[str, Any] = {
            "service_request": self._requests, "feedback": FeedbackRepository(self.work).some,
            "breach": BreachRepository(self.work).some,
        }  # fmt: skip
        return {(table, row.id): row for table, ids in wanted.items() for row in ways[table](ids)}

    def _requests(self, ids: list[int]) -> list[ServiceRequest]:
        return list(self.session.scalars(select(ServiceRequest).where(ServiceRequest.id.in_(ids))))

    def _tell(self, kinds: dict[str, str], thing: Thing, other: Thing, word: str) -> None:
        for one, far in ((thing, other), (other, thing)):
            one.record(kinds[one.__tablename__], by=self.work.actor, at=self.work.now, other=far.number, word=word)
