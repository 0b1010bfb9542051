"""Where a drill takes place, and what is counted of it."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select

from portal.app import create_app
from portal.domain.events import Event
from portal.notify.models import BotPost
from portal.settings import Settings
from tests.compiled import share_compiled
from tests.conftest import make_settings
from tests.databases import make_stage
from tests.notify.drill_mail import MoodyMail
from tests.notify.peers import SMS_SECRET, Peer

TIMEOUT = 0.4


@dataclass
class Tally:
    """What came of it; `wrong` stays empty."""

    events: int
    kills: int = 0
    accepted: Counter[str] = field(default_factory=Counter)
    deliveries: Counter[str] = field(default_factory=Counter)
    dead: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [
            f"{name}: {self.events} events in {self.deliveries[name]} deliveries, taken {self.accepted[name]} times "
            f"({self.accepted[name] - self.deliveries[name]} again under the same id)"
            for name in self.deliveries
        ]
        dead = ", ".join(f"{name} {count}" for name, count in self.dead.items()) or "none"
        lines += [
            f"{self.kills} workers killed; given up meanwhile, seen in the outbox and replayed: {dead}",
            f"slowest page meanwhile {self.slowest:.2f} s",
            "lost: 0, duplicates under another id: 0",
        ]
        if self.wrong:
            lines[-1] = f"WRONG {len(self.wrong)} times: " + "; ".join(self.wrong[:10])
        return "\n".join(lines)


@contextmanager
def in_place(engine: str, folder: Path) -> Iterator[tuple[Flask, Peer, MoodyMail, dict[str, str]]]:
    """Everything for one drill on a database of its own."""
    peer, mail = Peer(), MoodyMail()
    stage = make_stage(engine, folder)
    more: dict[str, Any] = {
        "smtp_url": mail.url, "mail_from": "noreply@yanhe.example", "sms_url": peer.url("sms"),
        "sms_secret": SMS_SECRET,
        "webhook_allow": ("127.0.0.1",), "send_timeout": TIMEOUT,
    }  # fmt: skip
    app = create_app(make_settings(stage, folder / "data", **more))
    stage.fill(app)
    yield app, peer, mail, environment_of(app.extensions["settings"])
    stage.release(app)
    stage.close()
    peer.stop()
    mail.stop()


def environment_of(settings: Settings) -> dict[str, str]:
    """The same settings for processes of their own."""
    return {
        "PORTAL_ENV": "development", "PORTAL_DATA_DIR": str(share_compiled(settings.data_dir)),
        "PORTAL_DATABASE_URL": settings.database_url, "PORTAL_SECRET_KEYS": settings.secret_keys[0],
        "PORTAL_SMTP_URL": settings.smtp_url, "PORTAL_MAIL_FROM": settings.mail_from,
        "PORTAL_BASE_URL": settings.base_url, "PORTAL_SMS_URL": settings.sms_url,
        "PORTAL_SMS_SECRET": settings.sms_secret, "PORTAL_WEBHOOK_ALLOW": ",".join(settings.webhook_allow),
        "PORTAL_SEND_TIMEOUT": str(settings.send_timeout), "PORTAL_QUIET_HOURS": "off",
    }  # fmt: skip


def dispatched(session: Any) -> list[Any]:
    query = select(Event.number).where(Event.kind == "request.answered", Event.dispatched_at.is_not(None))
    return list(session.execute(query))


def channel_of(row: Any) -> str:
    return "bot" if isinstance(row, BotPost) else str(row.channel)


def delivery_of(row: Any) -> str:
    number = row.lead_id or row.id
    return f"post-{number}" if isinstance(row, BotPost) else f"message-{number}"
