"""People who file request after request, each with a file, and remember what was acknowledged to them."""

import hashlib
import secrets
import threading
import time
from collections import Counter
from http.client import HTTPException
from typing import Any

from tests.filing import DELIVERY
from tests.house.program import ask
from tests.people import People, Person

WHO: dict[str, dict[str, str]] = {
    "owner@minchuan.example": {}, "owner@yueqiao.example": {},
    "service@demo.example": {"account": "D-000101"}, "business@demo.example": {"account": "D-000102"},
}  # fmt: skip
"""Partners who file themselves, and colleagues who file for one that called."""


class Filer:
    """A form that got no answer is sent again, under the same id; `refused` counts pages that took nothing."""

    def __init__(
        self, person: Person, port: int, told: dict[str, str], *, may_be_refused: bool = False, pause: float = 0
    ) -> None:  # fmt: skip
        self.port, self.token, self.told, self.may_be_refused = port, person.csrf_token, told, may_be_refused
        self.pause = pause
        self.action = "/staff/requests/" if told else "/requests/"
        self.cookie = f"portal={person.visit_id}"
        self.acknowledged: dict[str, tuple[str, str]] = {}
        """Subject → number, and SHA-256 of the file."""
        self.sent_again = self.refused = 0
        self.cut_off = Counter[str]()
        """What came instead of an answer."""
        self.page, self.pages = "", Counter[int]()
        """The last page that was no acknowledgement, and their statuses."""
        self.enough = threading.Event()
        self.thread = threading.Thread(target=self._file, daemon=True)

    def _file(self) -> None:
        while not self.enough.is_set():
            subject, form_id = f"第 {secrets.token_hex(6)} 件", secrets.token_urlsafe(16)
            content = b"%PDF-1.7\n" + secrets.token_bytes(2000) + b"\n%%EOF\n"
            time.sleep(self.pause)
            while not self._send(subject, form_id, content):
                self.sent_again += 1
                time.sleep(0.05)
                if self.enough.is_set():
                    return

    def _send(self, subject: str, form_id: str, content: bytes) -> bool:
        fields = {**DELIVERY, **self.told, "contract": "", "subject": subject, "form_id": form_id}
        kind, body = multipart({**fields, "csrf_token": self.token}, content)
        try:
            status, headers, answer = ask(self.port, "POST", self.action, body, Cookie=self.cookie, Content_Type=kind)
        except (OSError, HTTPException) as cut_off:
            self.cut_off[type(cut_off).__name__] += 1
            return False
        if status != 303 and self.may_be_refused:
            self.refused, self.page = self.refused + 1, answer.decode()
            self.pages[status] += 1
            return False
        assert status == 303, answer[:2000]
        self.acknowledged[subject] = headers["Location"].rsplit("/", 1)[1], hashlib.sha256(content).hexdigest()
        return True


class Crowd:
    """All of them at once, each in a thread."""

    def __init__(self, people: People, port: int, **how: Any) -> None:
        self.filers = [Filer(people.sign_in(name), port, told, **how) for name, told in WHO.items()]

    def begin(self) -> None:
        for filer in self.filers:
            filer.thread.start()

    def end(self) -> None:
        for filer in self.filers:
            filer.enough.set()
        for filer in self.filers:
            if filer.thread.ident:
                filer.thread.join(60)

    @property
    def acknowledged(self) -> int:
        return sum(len(filer.acknowledged) for filer in self.filers)

    @property
    def cut_off(self) -> Counter[str]:
        return sum((filer.cut_off for filer in self.filers), Counter())

    @property
    def refused(self) -> int:
        return sum(filer.refused for filer in self.filers)

    @property
    def pages(self) -> Counter[int]:
        return sum((filer.pages for filer in self.filers), Counter())

    @property
    def told(self) -> dict[str, tuple[str, str]]:
        return {subject: fact for filer in self.filers for subject, fact in filer.acknowledged.items()}


def multipart(fields: dict[str, str], content: bytes) -> tuple[str, bytes]:
    edge = secrets.token_hex(12)
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'.encode() for n, v in fields.items()
    ]
    head = f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="单.pdf"\r\n\r\n'.encode()
    return f"multipart/form-data; boundary={edge}", b"".join([*parts, head, content, f"\r\n--{edge}--\r\n".encode()])


def until(happened: object, seconds: float = 40, pause: float = 0.05) -> None:
    give_up = time.monotonic() + seconds
    while not happened():  # type: ignore[operator]
        assert time.monotonic() < give_up, "it did not happen in time"
        time.sleep(pause)
