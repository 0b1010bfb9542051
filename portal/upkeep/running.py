"""Checks of what runs by itself: the worker and its jobs, messages on their way out, backups, the audit."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from portal.domain.integrations.models import Hook, Integration
from portal.notify.models import EMAIL, GOES_OUT, MAY_BE_DUE, SMS, BotPost, Job, Message
from portal.notify.roll_call import missed
from portal.upkeep.findings import ALL_ROWS, Finding, Look

ALIVE = timedelta(minutes=2)
WAITS_LONG = timedelta(hours=1)
BACKUP_EVERY = timedelta(days=2)
WAYS = (EMAIL, SMS, "webhook")
"""Named one by one: the index of what goes out begins with the channel."""
BACKUP, AUDIT = "backup", "verify_audit"
"""Rows beside those of the worker's jobs: what the commands of these names did last."""


def worker(look: Look) -> Finding | None:
    last = look.session.scalar(select(Job.begun_at).where(Job.name == "heartbeat"))
    if last is None:
        return Finding("worker_never")
    if look.now - last >= ALIVE:
        return Finding("worker_lost", {"since": f"{last:%Y-%m-%d %H:%M}"})
    silent = missed(look.session, look.now - ALIVE)
    hosts, since = ", ".join(sorted({one.host for one in silent})), [one.seen_at for one in silent]
    return Finding("one_worker_lost", {"hosts": hosts, "since": f"{since[0]:%Y-%m-%d %H:%M}"}) if silent else None


def jobs(look: Look) -> Finding | None:
    """Jobs of the worker that failed and did not succeed since."""
    failed = select(Job.name).where(Job.failed_at.is_not(None), Job.name.not_in((BACKUP, AUDIT))).order_by(Job.name)
    names = look.session.scalars(failed).all()
    return Finding("jobs_failed", {"names": ", ".join(names)}) if names else None


def mail(look: Look) -> Finding | None:
    if not look.settings.smtp_url and not look.settings.is_demo:
        return Finding("no_mail_server")
    dead = dead_letters(look)
    return Finding("dead_letters", {"count": dead}) if dead else None


def queue(look: Look) -> Finding | None:
    """Mail that is due for an hour although there is a server to take it."""
    due = oldest_due(look)
    if due is None or look.settings.is_demo or not look.settings.smtp_url or look.now - due < WAITS_LONG:
        return None
    return Finding("queue_stands", {"since": f"{due:%Y-%m-%d %H:%M}"})


def endpoints(look: Look) -> Finding | None:
    """Endpoints of integrations that are paused by themselves: programs do not hear of what happens."""
    stopped = (Hook.paused_at.is_not(None), Hook.paused_why != "hand", Integration.revoked_at.is_(None))
    query = select(Integration.name).join(Hook, Hook.integration_id == Integration.id).where(*stopped)
    names = look.session.scalars(query.order_by(Integration.name), execution_options=ALL_ROWS).all()
    return Finding("endpoints_paused", {"names": ", ".join(names)}) if names else None


def backup(look: Look) -> Finding | None:
    """In production only: a demonstration is made anew in seconds."""
    if look.settings.env != "production":
        return None
    row = look.session.scalar(select(Job).where(Job.name == BACKUP))
    if row is not None and row.failed_at:
        return Finding("backup_failed", {"since": f"{row.failed_at:%Y-%m-%d %H:%M}", "why": row.failure})
    if row is None or look.now - row.begun_at > BACKUP_EVERY:
        return Finding("no_backup")
    return None


def event_log(look: Look) -> Finding | None:
    row = look.session.scalar(select(Job).where(Job.name == AUDIT))
    return Finding("log_broken", {"why": row.failure}) if row is not None and row.failed_at else None


def dead_letters(look: Look) -> int:
    """Messages of every channel that were given up."""
    ours = select(func.count()).select_from(Message).where(GOES_OUT, Message.channel.in_(WAYS), Message.state == "dead")
    counts = (ours, select(func.count()).select_from(BotPost).where(BotPost.state == "dead"))
    return sum(look.session.scalar(count, execution_options=ALL_ROWS) or 0 for count in counts)


def waiting(look: Look) -> int:
    """Messages of every channel that are still to go out."""
    on_its_way = GOES_OUT, Message.channel.in_(WAYS), Message.state.in_(("pending", "leased"))
    ours = select(func.count()).select_from(Message).where(*on_its_way)
    posts = select(func.count()).select_from(BotPost).where(BotPost.state.in_(("pending", "leased")))
    return sum(look.session.scalar(count, execution_options=ALL_ROWS) or 0 for count in (ours, posts))


def oldest_due(look: Look) -> datetime | None:
    """Since when the message that is due longest has been due (UTC); None when nothing is."""
    due = select(func.min(Message.run_at)).where(MAY_BE_DUE, Message.channel.in_(WAYS), Message.run_at <= look.now)
    oldest: datetime | None = look.session.scalar(due, execution_options=ALL_ROWS)
    return oldest
