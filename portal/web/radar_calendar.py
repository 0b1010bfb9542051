"""A person's own windows as all-day events of a calendar, in their language."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import timedelta
from urllib.parse import urlsplit

from flask_babel import gettext as _

from portal.domain.contracts.clauses import Party
from portal.domain.contracts.radar import WindowKind
from portal.domain.deadlines import Deadline
from portal.domain.unit_of_work import UnitOfWork
from portal.web.calendar_file import DayEvent
from portal.web.radar_words import WHAT, who, why

WEEK = timedelta(days=7)


def own_deadlines(work: UnitOfWork) -> list[Deadline]:
    """What the actor can still do or should know of: staff of the accounts they look after, partners of their own."""
    if work.actor.staff_id is not None:
        return work.deadlines.all(mine=work.actor.staff_id)
    if work.actor.account_id is None:
        return []
    found = work.deadlines.of_account(work.actor.account_id)
    return [one for one in found if not one.window.is_settled and _is_theirs(one, work)]


def _is_theirs(one: Deadline, work: UnitOfWork) -> bool:
    near = one.window.kind is not WindowKind.END or one.window.is_open(work.today)
    return near and one.window.may_be_done_by(Party.PARTNER)


def radar_events(deadlines: Iterable[Deadline], base_url: str, *, for_staff: bool) -> Iterator[DayEvent]:
    """One event on each last day, with an alarm a week before and one on the last working day."""
    face = "/staff" if for_staff else ""
    for one in deadlines:
        term, window = one.term, one.window
        about = f"{term.account_name} {term.number}" if for_staff else f"{term.title} {term.number}".strip()
        words = [_("Who must act: %(who)s.", who=who(window, term.side))] if for_staff else []
        words += [why(window), _("What counts is the day on which it was received, until 24:00.")]
        if window.article:
            words.append(window.article)
        yield DayEvent(
            uid=f"{_name_of(one)}@{urlsplit(base_url).hostname}",
            day=window.arrives_by,
            summary=_("Last day: %(what)s · %(about)s", what=WHAT[window.kind], about=about),
            description="\n".join(words),
            url=f"{base_url}{face}/contracts/{term.number}",
            alarms=tuple(sorted({window.arrives_by - WEEK, window.remind_on})),
        )


def _name_of(one: Deadline) -> str:
    """The same for as long as it is the same window of the same term, whoever reads it and in whichever language."""
    window, term = one.window, one.term
    named = "|".join((term.number, term.ends_on.isoformat(), window.article, window.kind))
    return hashlib.sha256(named.encode()).hexdigest()[:32]
