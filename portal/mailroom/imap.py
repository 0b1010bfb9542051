"""One visit to the mailbox: sign in, list what is new, fetch it. Nothing there is deleted."""

import imaplib
import re
import ssl
import threading
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote, urlsplit

TIMEOUT = 15
"""Seconds that the server may take for any one answer."""
DEADLINE = 240
"""Seconds for the whole visit; then the line is cut, however slowly the server goes on talking."""
SECRET = re.compile(r"[\w-]{24,}")
SIZE = re.compile(rb"UID (\d+)(?=.*RFC822\.SIZE (\d+))|RFC822\.SIZE (\d+)(?=.*UID (\d+))", re.S)


class Trouble(Exception):
    """The mailbox cannot be read now; `code` is one of `mail_words`, the text what the server or the network said."""

    def __init__(self, code: str, detail: object = "") -> None:
        plain = "".join(sign if sign.isprintable() else " " for sign in str(detail))
        super().__init__(SECRET.sub("…", plain)[:200].strip())
        self.code = code


class Visit:
    """An open mailbox."""

    def __init__(self, url: str) -> None:
        self._server = urlsplit(url)
        self._alarm: threading.Timer | None = None
        self.uidvalidity = 0

    def __enter__(self) -> Self:
        self._imap = self._asked("unreachable", self._connect)
        self._alarm = threading.Timer(DEADLINE, self._imap.shutdown)
        self._alarm.daemon = True
        self._alarm.start()
        try:
            self._sign_in()
            self._open_folder()
        except BaseException:
            self._hang_up()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._hang_up()

    def newer_than(self, uid: int) -> list[int]:
        """Numbers of the mails after `uid`, ascending."""
        found = self._said("UID SEARCH", lambda: self._imap.uid("SEARCH", f"UID {uid + 1}:*"))
        numbers = sorted({int(number) for line in found if line for number in line.split()})
        return [number for number in numbers if number > uid]  # “*” is the last mail, also when it is not newer

    def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """Bytes of each of these mails that is still there."""
        names = ",".join(map(str, uids))
        lines = self._said("UID FETCH", lambda: self._imap.uid("FETCH", names, "(UID RFC822.SIZE)"))
        found = {}
        for line in lines:
            match = SIZE.search(line if isinstance(line, bytes) else b"")
            if match:
                uid, size = (match[1], match[2]) if match[1] else (match[4], match[3])
                found[int(uid)] = int(size)
        return found

    def fetch(self, uid: int, what: str = "BODY.PEEK[]") -> bytes | None:
        """The mail as it is, or a part of it; None when it is not there any more."""
        lines = self._said("UID FETCH", lambda: self._imap.uid("FETCH", str(uid), f"({what})"))
        return next((line[1] for line in lines if isinstance(line, tuple) and len(line) > 1), None)

    def mark_read(self, uid: int) -> None:
        """A courtesy to whoever looks into the mailbox; we go by its number."""
        self._said("UID STORE", lambda: self._imap.uid("STORE", str(uid), "+FLAGS.SILENT", "(\\Seen)"))

    def _connect(self) -> imaplib.IMAP4:
        host, port = self._server.hostname or "", self._server.port
        if self._server.scheme == "imap":
            return imaplib.IMAP4(host, port or 143, timeout=TIMEOUT)
        return imaplib.IMAP4_SSL(host, port or 993, ssl_context=ssl.create_default_context(), timeout=TIMEOUT)

    def _sign_in(self) -> None:
        user, password = unquote(self._server.username or ""), unquote(self._server.password or "")
        self._asked("sign_in", lambda: self._imap.login(user, password))
        if "ID" in self._imap.capabilities:  # some Chinese providers let nobody in who does not say what they are
            self._asked("protocol", lambda: self._imap.xatom("ID", '("name" "partner-portal")'))

    def _open_folder(self) -> None:
        folder = unquote(self._server.path.strip("/")) or "INBOX"
        quoted = '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'
        status, said = self._asked("no_folder", lambda: self._imap.select(quoted))
        if status != "OK":
            raise Trouble("no_folder", said)
        _, numbers = self._imap.response("UIDVALIDITY")
        self.uidvalidity = int(numbers[0]) if numbers and numbers[0] else 0

    def _said(self, command: str, ask: Any) -> list[Any]:
        status, lines = self._asked("protocol", ask)
        if status != "OK":
            raise Trouble("protocol", f"{command}: {lines}")
        return [line for line in lines or [] if line]

    def _asked(self, code: str, ask: Any) -> Any:
        """What the server answers; Trouble of that code, or of a better one, when it does not."""
        try:
            return ask()
        except ssl.SSLCertVerificationError as failure:
            raise Trouble("certificate", failure.verify_message) from failure
        except imaplib.IMAP4.abort as failure:
            raise Trouble("broken_off", failure) from failure
        except OSError as failure:
            raise Trouble("unreachable", failure) from failure
        except (imaplib.IMAP4.error, ValueError) as failure:
            raise Trouble(code if code != "unreachable" else "protocol", failure) from failure

    def _hang_up(self) -> None:
        # Not logout(): a server that hangs would make us wait once more for its farewell.
        if self._alarm is not None:
            self._alarm.cancel()
        with suppress(OSError):
            self._imap.shutdown()
