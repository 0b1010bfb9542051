"""Handing one mail to the mail server, and saying what became of it."""

import re
import smtplib
from email.message import EmailMessage
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

from portal.notify.tls import trusted

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
SECRET = re.compile(r"[\w-]{24,}")
FAILURES = (OSError, smtplib.SMTPException, ValueError, UnicodeError)


class Undelivered(Exception):
    """This mail was not taken; `for_good` when trying again is pointless."""

    def __init__(self, reason: str, *, for_good: bool) -> None:
        super().__init__(reason)
        self.for_good = for_good


class Unreachable(Exception):
    """No mail can be handed over now, whichever it is."""


class Postman:
    """One connection to the server, opened for the first mail and opened anew after every trouble."""

    def __init__(self, smtp_url: str, timeout: float = 10) -> None:
        """`timeout`: seconds that the server may take for any one answer."""
        self._server, self._timeout = urlsplit(smtp_url), timeout
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._hang_up()

    def deliver(self, mail: EmailMessage) -> None:
        """Return once the server has taken the mail; else Undelivered, or Unreachable."""
        smtp = self._connected()
        try:
            smtp.send_message(mail)
        except FAILURES as failure:
            self._hang_up()
            raise Undelivered(_reason(failure), for_good=_is_final(failure)) from failure

    def _connected(self) -> smtplib.SMTP:
        if self._smtp is None:
            try:
                self._smtp = self._connect()
            except FAILURES as failure:
                raise Unreachable(_reason(failure)) from failure
        return self._smtp

    def _connect(self) -> smtplib.SMTP:
        server, host = self._server, self._server.hostname or ""
        if server.scheme == "smtps":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(host, server.port or 465, timeout=self._timeout, context=trusted())
        else:
            smtp = smtplib.SMTP(host, server.port or 25, timeout=self._timeout)
        try:
            self._introduce(smtp, host)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _introduce(self, smtp: smtplib.SMTP, host: str) -> None:
        smtp.ehlo_or_helo_if_needed()
        encrypted = self._server.scheme == "smtps"
        if not encrypted and smtp.has_extn("starttls"):
            smtp.starttls(context=trusted())
            encrypted = True
        if self._server.username:
            if not encrypted and host not in LOOPBACK:
                raise smtplib.SMTPException("the server offers no encryption: the password stays here")
            smtp.login(unquote(self._server.username), unquote(self._server.password or ""))

    def _hang_up(self) -> None:
        # Not quit(): a server that hangs would make us wait once more for its farewell.
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None


def _is_final(failure: Exception) -> bool:
    """The server's answer is a refusal (5xx) of this mail, and not of us."""
    if isinstance(failure, smtplib.SMTPRecipientsRefused):
        return all(500 <= code <= 599 for code, _ in failure.recipients.values())
    refusals = (smtplib.SMTPSenderRefused, smtplib.SMTPDataError)
    return isinstance(failure, refusals) and 500 <= failure.smtp_code <= 599


def _reason(failure: Exception) -> str:
    """One short line for the outbox page. A server may quote the mail: whatever could be a secret is blotted out."""
    if isinstance(failure, smtplib.SMTPRecipientsRefused):
        code, answer = next(iter(failure.recipients.values()))
        words = f"{code} {_text(answer)}"
    elif isinstance(failure, smtplib.SMTPResponseException):
        words = f"{failure.smtp_code} {_text(failure.smtp_error)}"
    else:
        words = f"{type(failure).__name__} {failure}"
    plain = "".join(letter if letter.isprintable() else " " for letter in words)
    return SECRET.sub("…", plain)[:200].strip()


def _text(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
