"""A mail server that misbehaves as it is told."""

import asyncio
import re
from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

from tests.notify.mail_sink import free_port
from tests.notify.peers import HANGS


class MoodyMail:
    """`taken` holds the delivery id (without the host) and the subject of every mail that was taken."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str]] = []
        self.mood: Callable[[str], str | None] = lambda _name: None
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())
        self._controller.start()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self._controller.port}"

    def stop(self) -> None:
        self._controller.stop(no_assert=True)

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:
        mood = self.mood("email")
        if mood in (None, "lost"):
            mail = message_from_bytes(envelope.content, policy=default)
            found = re.match(r"<(message-\d+)@", str(mail["Message-ID"]))
            self.taken.append((found[1] if found else "", str(mail["Subject"])))
        if mood in ("reset", "lost"):
            server.transport.abort()
        elif mood == "hang":
            await asyncio.sleep(HANGS)
        return {"500": "451 later please", "code": "554 refused"}.get(mood or "", "250 OK")
