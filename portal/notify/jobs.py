"""What the worker does at regular times; a job that is due runs in one worker only, whichever comes first."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from time import monotonic

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import Select, delete, or_, select, update
from sqlalchemy.exc import SQLAlchemyError

from portal.db.call_receipt import CallReceipt
from portal.db.insert import insert_new
from portal.db.once import FormReceipt
from portal.db.transaction import transaction
from portal.domain.call_backs import promise_call_backs
from portal.domain.care.keeping import renew_missing
from portal.domain.contracts.breaches.reminding import remind_of_replies
from portal.domain.events import Actor
from portal.domain.people.models import LinkToken, Throttle, WebSession
from portal.domain.quality.refiguring import refigure_due
from portal.domain.quality.weeks import note_week
from portal.domain.requests.assigning.applying import assign_new
from portal.domain.requests.clocks.reckoning import reckon_open
from portal.domain.requests.closing import close_unopposed
from portal.domain.requests.composing import Draft, Presence
from portal.domain.requests.escalation import escalate
from portal.domain.requests.lapsing import lapse_unacknowledged
from portal.domain.scope import EveryAccount, GuardedSession
from portal.domain.seal import seal_events
from portal.domain.unit_of_work import UnitOfWork
from portal.domain.work import Work
from portal.notify.care_telling import tell_of_the_day
from portal.notify.hooks import catch_up_endpoints
from portal.notify.models import Job
from portal.notify.paper_reminding import remind_of_ends
from portal.notify.promise_reminding import remind_keepers
from portal.notify.regular import Daily, Regular
from portal.notify.survey_jobs import ask_surveys, call_back_asked, plan_surveys, remind_ratings, remind_surveys

SETTLED = timedelta(seconds=10)
"""Events younger than this are not sealed yet: a slower transaction may still add an earlier one."""
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
DAY, WEEK, MONTH = timedelta(days=1), timedelta(days=7), timedelta(days=30)
EVERYTHING = EveryAccount("the worker's regular jobs")


def run_due(job: Regular, now: datetime) -> int:
    """Run the job if nobody has begun it within its interval; its row stays locked until it is done.

    A clock that was set back does not stop it: a beginning in the future counts as long ago.
    """
    with transaction(EVERYTHING, writes=False) as session:
        if not job.is_due(session.scalar(select(Job).where(Job.name == job.name)), now):
            return 0
    return run_known_due(job, now)


def run_known_due(job: Regular, now: datetime) -> int:
    """The same for one that was due a moment ago."""
    try:
        return _run_due(job, now)
    except Exception as failure:
        _note_failure(job, failure, now)
        raise


def _run_due(job: Regular, now: datetime) -> int:
    row = select(Job).where(Job.name == job.name).with_for_update(skip_locked=True)
    with transaction(EVERYTHING) as session:
        begun = session.scalar(row) or _first(session, job, row)
        if begun is None or not job.is_due(begun, now):
            return 0
        start = monotonic()
        done = job.run(session, now)
        took = round((monotonic() - start) * 1000)
        well = {"begun_at": now, "took_ms": took, "done": done, "failed_at": None, "failure": ""}
        session.execute(update(Job).where(Job.name == job.name).values(**well))
        return done


def _first(session: GuardedSession, job: Regular, row: Select[tuple[Job]]) -> Job | None:
    """The row of a job that never ran; none where another worker holds it."""
    insert_new(session, Job, [{"name": job.name, "begun_at": LONG_AGO}])
    return session.scalar(row)


def _note_failure(job: Regular, failure: Exception, now: datetime) -> None:
    """Beside the log, for the operations page; once a minute, for a job that fails is due again at once."""
    said = type(failure).__name__[:120]
    with suppress(SQLAlchemyError), transaction(EVERYTHING) as session:
        insert_new(session, Job, [{"name": job.name, "begun_at": LONG_AGO}])
        old = or_(Job.failed_at.is_(None), Job.failed_at < now - timedelta(minutes=1), Job.failure != said)
        session.execute(update(Job).where(Job.name == job.name, old).values(failed_at=now, failure=said))


def seal(session: GuardedSession, now: datetime) -> int:
    return seal_events(session, now - SETTLED)


def close_resolved(session: GuardedSession, now: datetime) -> int:
    """Close requests that were resolved and met no objection within the working days that are given for it."""
    return close_unopposed(Work(session, Actor.system("worker"), now, writes=True))


def remind(session: GuardedSession, now: datetime) -> int:
    """Remind partners of notices they have not answered while their time runs out."""
    return remind_of_replies(Work(session, Actor.system("worker"), now, writes=True))


def lapse_offers(session: GuardedSession, now: datetime) -> int:
    """End offers of an extension that nobody acknowledged in time; after a pause all that fell into it."""
    return lapse_unacknowledged(Work(session, Actor.system("worker"), now, writes=True))


def reckon_promises(session: GuardedSession, now: datetime) -> int:
    """Go on with the open promises that a change of the calendar moves."""
    return reckon_open(Work(session, Actor.system("worker"), now, writes=True), most=500)


def assign_by_rules(session: GuardedSession, now: datetime) -> int:
    """Give new requests to whom the assignment rules name."""
    return assign_new(Work(session, Actor.system("worker"), now, writes=True))


def tell_of_late(session: GuardedSession, now: datetime) -> int:
    """Tell of requests that run late or are overdue, in office hours."""
    return escalate(Work(session, Actor.system("worker"), now, writes=True))


def figure_archive(session: GuardedSession, now: datetime) -> int:
    """Work out figures of the archive that time alone changed, or that an import left out."""
    return refigure_due(Work(session, Actor.system("worker"), now, writes=True))


def note_archive_week(session: GuardedSession, now: datetime) -> int:
    """Write down how good the archive was when the week began, and how good it is now."""
    return note_week(Work(session, Actor.system("worker"), now, writes=True))


def sweep(session: GuardedSession, now: datetime) -> int:
    """Remove what only time makes worthless: old sessions, links, form receipts and counted tries; who looked at a
    request, and drafts that were discarded or lay for three months."""
    for worthless in (
        delete(WebSession).where(or_(WebSession.expires_at < now - WEEK, WebSession.ended_at < now - WEEK)),
        delete(LinkToken).where(LinkToken.expires_at < now - MONTH),
        delete(FormReceipt).where(FormReceipt.at < now - timedelta(days=1)),
        delete(CallReceipt).where(CallReceipt.at < now - timedelta(days=1)),
        delete(Throttle).where(Throttle.window_ends_at < now - timedelta(days=1)),
        delete(Presence).where(Presence.seen_at < now - timedelta(minutes=5)),
        delete(Draft).where(or_(Draft.discarded_at < now - DAY, Draft.saved_at < now - 3 * MONTH)),
    ):
        session.execute(worthless)
    return 0


def call_back(session: GuardedSession, now: datetime) -> int:
    """Give somebody the task to call whoever was not content with what we did; written in the company's language."""
    with force_locale(current_app.extensions["settings"].locale):
        work = UnitOfWork(session, Actor.system("worker"), now, writes=True)
        return promise_call_backs(work, lambda number: _("Call back: not content with %(number)s", number=number))


def care(session: GuardedSession, _now: datetime) -> int:
    """Work out what is to be done for accounts about which nothing is written down yet."""
    return renew_missing(session)


JOBS = (
    Regular("heartbeat", timedelta(seconds=15), lambda _session, _now: 0, steady=True),
    Regular("seal", timedelta(seconds=5), seal),
    Regular("close_resolved", timedelta(minutes=5), close_resolved),
    Regular("remind_of_replies", timedelta(minutes=30), remind),
    Regular("remind_of_promises", timedelta(minutes=30), remind_keepers),
    Regular("remind_of_papers", timedelta(minutes=10), remind_of_ends),
    Regular("call_back", timedelta(seconds=15), call_back),
    Regular("call_back_asked", timedelta(seconds=15), call_back_asked),
    Daily("plan_surveys", DAY, plan_surveys),
    Regular("ask_surveys", timedelta(seconds=10), ask_surveys),
    Regular("remind_surveys", timedelta(minutes=10), remind_surveys),
    Regular("remind_to_rate", timedelta(minutes=10), remind_ratings),
    Regular("lapse_offers", timedelta(minutes=5), lapse_offers),
    Regular("reckon", timedelta(seconds=5), reckon_promises),
    Regular("assign", timedelta(seconds=5), assign_by_rules),
    Regular("care", timedelta(seconds=30), care),
    Daily("care_of_the_day", DAY, tell_of_the_day),
    Regular("catch_up_endpoints", timedelta(seconds=5), catch_up_endpoints),
    Regular("escalate", timedelta(minutes=1), tell_of_late),
    Regular("figure_archive", timedelta(seconds=15), figure_archive),
    Regular("note_week", timedelta(minutes=2), note_archive_week),
    Regular("sweep", timedelta(hours=1), sweep),
)
