"""A real mail server on a free port that can take mail, refuse it, or misbehave."""

import socket
import threading
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

from aiosmtpd.controller import Controller


class MailSink:
    """`answer` decides per recipient what the server says to RCPT; None takes the mail."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answer: Callable[[str], str | None] = lambda _recipient: None
        self.data_answer = "250 OK"
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())
        self._controller.start()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self._controller.port}"

    def to(self, address: str) -> list[EmailMessage]:
        """What was taken for this address, in order of arrival."""
        return [mail for mail in self.mails if address in mail["X-Envelope"]]

    def stop(self) -> None:
        self._controller.stop(no_assert=True)

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        refusal = self.answer(address)
        if refusal is None:
            envelope.rcpt_tos.append(address)
        return refusal or "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        if self.data_answer.startswith("250"):
            mail = cast(EmailMessage, message_from_bytes(envelope.content, policy=default))
            mail["X-Envelope"] = " ".join(envelope.rcpt_tos)
            self.mails.append(mail)
        return self.data_answer


class RudeServer:
    """Accepts connections and answers each with the same bytes, whatever is said; nothing at all hangs up."""

    def __init__(self, answer: bytes) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._answer = answer
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self._socket.getsockname()[1]}"

    def stop(self) -> None:
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                if self._answer:
                    connection.sendall(self._answer)


def closed_port_url() -> str:
    """An address where nobody listens."""
    return f"smtp://127.0.0.1:{free_port()}"


def plain_text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return cast(str, body.get_content())


def html_text(mail: EmailMessage) -> str:
    body = mail.get_body(("html",))
    assert body is not None
    return cast(str, body.get_content())


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return cast(int, probe.getsockname()[1])
