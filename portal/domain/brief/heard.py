"""The facts of an account as the rules of suggestions read them."""

from datetime import date, timedelta

from sqlalchemy import func, select

from portal.domain.almost import sifting
from portal.domain.brief.advice import Thing
from portal.domain.brief.brief import CallBrief
from portal.domain.brief.ideas import SOON, Heard
from portal.domain.care.consent import accepts_message
from portal.domain.care.gifts import DEFAULT, Limits
from portal.domain.care.giving.checking import Person, people_before
from portal.domain.care.occasions import anniversaries
from portal.domain.care.planning.days import festivals_within
from portal.domain.contracts.models import Contract
from portal.domain.feedback.kinds import FeedbackKind
from portal.domain.feedback.models import Feedback

LISTED_WITHIN = timedelta(days=60)
"""How long a hospital's listing is news worth a word."""


def heard_of(brief: CallBrief, limits: Limits = DEFAULT) -> Heard:
    """Before talking to the contact of the brief."""
    today, contact = brief.work.today, brief.contact
    birthday = next((day for one, day in brief.birthdays if contact and one.id == contact.id), None)
    festival = next(iter(festivals_within(today, today + timedelta(days=SOON), brief.to_solar)), None)
    person = people_before(brief.work.session, [contact], today.year, limits)[contact.id] if contact else None
    words = person.words if person else {}
    years, day = _anniversary(brief)
    return Heard(
        today=today,
        contact=str(contact.id) if contact else "",
        name=contact.name if contact else "",
        gift_left=_left(person, today),
        birthday=birthday,
        greets_birthday=person is not None and accepts_message(words, is_birthday=True, is_sms=False),
        greets=person is not None and accepts_message(words, is_birthday=False, is_sms=False),
        festival=Thing("", festival[0], festival[1]) if festival else None,
        listing=_listing(brief),
        anniversary=day,
        years=years,
        promises=tuple(Thing(one.number, one.what, one.due_on) for one in brief.promises),
        unanswered=tuple(Thing(one.number, one.subject) for one in brief.unanswered if one.kind != FeedbackKind.PRAISE),
        papers=tuple(Thing(str(paper.id), paper.doc_type, paper.expires_on) for paper, _ in brief.papers),
    )


def _left(person: Person | None, today: date) -> int:
    """Fen: nothing where a rule forbids even the least gift today."""
    if person is None or person.stops("branded", 1, today, "listing"):
        return 0
    beside = sum(one.cost for one in person.beside(today, "listing"))
    return min(person.left, person.limits.a_gift - beside)


def _listing(brief: CallBrief) -> Thing | None:
    """The last hospital that they told us has listed a product."""
    since = brief.work.now - LISTED_WITHIN
    query = select(Feedback.number, Feedback.subject, Feedback.posted_at).where(
        Feedback.account_id == brief.account.id, sifting(Feedback.kind == FeedbackKind.MARKET_INTEL),
        Feedback.subtype == "hospital_listing", Feedback.posted_at >= since,
    )  # fmt: skip
    row = brief.work.session.execute(query.order_by(Feedback.id.desc()).limit(1)).first()
    return Thing(row.number, row.subject, row.posted_at.date()) if row else None


def _anniversary(brief: CallBrief) -> tuple[int, date | None]:
    first = brief.work.session.scalar(
        select(func.min(Contract.starts_on)).where(Contract.account_id == brief.account.id)
    )
    if first is None or first >= brief.work.today:
        return 0, None
    years, day = next(anniversaries(first, brief.work.today))
    return (years, day) if (day - brief.work.today).days <= SOON else (0, None)
