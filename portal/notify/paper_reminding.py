"""Reminders of papers: the regular look, and which mail about one is worth nothing any more."""

from datetime import datetime

from portal.domain.accounts.papers.paper import PaperState
from portal.domain.events import Actor, Event
from portal.domain.qualifications.reminding import remind_of_papers
from portal.domain.scope import GuardedSession
from portal.domain.work import Work
from portal.notify.subjects import PAPERS

REMINDERS = frozenset(f"{subject}.reminded" for subject in PAPERS)


def remind_of_ends(session: GuardedSession, now: datetime) -> int:
    """Bring papers to mind whose day has come."""
    return remind_of_papers(Work(session, Actor.system("worker"), now, writes=True))


def is_replaced(session: GuardedSession, event: Event) -> bool:
    """Whether a new one counts since, or the paper is gone."""
    paper = session.get(PAPERS[event.subject], event.subject_id)
    return paper is None or paper.state != PaperState.VERIFIED
