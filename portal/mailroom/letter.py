"""A mail taken apart: who wrote it, what they say, what is attached. Never more work than its size deserves."""

import email.utils
import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from functools import cached_property

from portal.mailroom.charsets import decoded, header_text, storable
from portal.mailroom.html_text import text_of_html
from portal.mailroom.quotes import own_words

MOST_BYTES = 20_000_000
"""A mail larger than this is not fetched whole."""
MOST_LINES, MOST_BOUNDARIES, MOST_PARTS, LONGEST_HEAD = 400_000, 100, 10_000, 256_000
MOST_COMMENTS = 50
"""Brackets in a sender: the library goes as deep as they do."""
LONGEST_TEXT = 100_000
LONGEST_VALUE = 2_000
"""Signs of one header that are interpreted: what splits parameters takes quadratic time."""
ADDRESS = re.compile(r"[^\s@<>\",;:()\\]{1,64}@[^\s@<>\",;:()\\]{1,190}")
SEALS = ("pkcs7-signature", "x-pkcs7-signature", "pgp-signature", "pgp-keys")


class Unreadable(ValueError):
    """The mail cannot be taken apart; the text is a code of `mail_words`."""


class Part(Message):
    """A part whose headers are read no further than is worth it."""

    def get(self, name, failobj=None):  # type: ignore[no-untyped-def]
        value = super().get(name, failobj)
        return value if value is failobj else str(value)[:LONGEST_VALUE]


@dataclass(frozen=True)
class Enclosed:
    """A file as it was attached."""

    name: str
    content: bytes


@dataclass
class Letter:
    """A mail that was taken apart. `text` is all of it, `own` what was written new."""

    head: Message
    text: str = ""
    files: list[Enclosed] = field(default_factory=list)

    def header(self, name: str, most: int = 300) -> str:
        """The first header of that name as one line, or nothing."""
        return header_text(self.head.get(name, ""), most)

    def raw(self, *names: str) -> Iterator[str]:
        """Every header of these names as it came, whole."""
        wanted = {name.lower() for name in names}
        return (str(value) for name, value in self.head.raw_items() if name.lower() in wanted)

    @cached_property
    def own(self) -> str:
        return own_words(self.text)

    @property
    def message_id(self) -> str:
        return self.header("Message-ID", 255)

    @cached_property
    def sender(self) -> str:
        """The one address it says it is from, in small letters; nothing when it names none or several."""
        said = list(self.raw("From"))
        if len(said) != 1 or not _is_plain(said[0]):
            return ""
        found = [address for _, address in email.utils.getaddresses([said[0]]) if address]
        return found[0].lower() if len(found) == 1 and found[0].isascii() and ADDRESS.fullmatch(found[0]) else ""

    @property
    def sender_name(self) -> str:
        said = self.head.get("From", "")
        return header_text(email.utils.parseaddr(said)[0] if _is_plain(said) else said, 120)


def _is_plain(sender: str) -> bool:
    return len(sender) <= LONGEST_VALUE and sender.count("(") <= MOST_COMMENTS


def open_letter(raw: bytes) -> Letter:
    """Take a mail apart; raises Unreadable, whatever it is made of."""
    if len(raw) > MOST_BYTES:
        raise Unreadable("too_large")
    too_many = raw.count(b"\n") > MOST_LINES or raw.count(b"\n--") > MOST_PARTS
    if too_many or raw.lower().count(b"boundary") > MOST_BOUNDARIES:
        raise Unreadable("too_nested")
    if len(re.split(rb"\r?\n\r?\n", raw[: LONGEST_HEAD + 2], maxsplit=1)[0]) > LONGEST_HEAD:
        raise Unreadable("odd_head")
    try:
        letter = Letter(BytesParser(Part, policy=compat32).parsebytes(raw))
        texts: list[str] = []
        _gather(letter.head, texts, letter.files, 0)
        letter.text = "\n".join(texts).strip("\n")[:LONGEST_TEXT]
    except Unreadable:
        raise
    except Exception as mistake:  # the library stumbles over some mails in ways of its own
        raise Unreadable("unreadable") from mistake
    return letter


def _gather(part: Message, texts: list[str], files: list[Enclosed], depth: int) -> None:
    if depth > 20:
        raise Unreadable("too_nested")
    kind, sub = part.get_content_maintype(), part.get_content_subtype()
    children = part.get_payload() if part.is_multipart() else None
    if kind == "message":
        files.append(Enclosed(f"{_name(part) or sub}.eml", b""))
    elif not isinstance(children, list):
        _gather_leaf(part, kind, sub, texts, files)
    elif sub == "alternative":
        texts.append(_best_of(children, files, depth))
    else:
        for child in children:
            _gather(child, texts, files, depth + 1)


def _best_of(children: list[Message], files: list[Enclosed], depth: int) -> str:
    """The plain one of several forms, if it says anything; else the one with most words."""
    forms: list[tuple[bool, str]] = []
    for child in children:
        own: list[str] = []
        _gather(child, own, files, depth + 1)
        forms.append((child.get_content_type() == "text/plain", "\n".join(own).strip()))
    plain = next((text for is_plain, text in forms if is_plain and text), "")
    return plain or max((text for _, text in forms), key=len, default="")


def _gather_leaf(part: Message, kind: str, sub: str, texts: list[str], files: list[Enclosed]) -> None:
    raw = part.get_payload(decode=True)
    content = raw if isinstance(raw, bytes) else b""
    name = _name(part)
    if kind == "multipart":  # whose parts nothing sets apart
        texts.append(decoded(content, None))
    elif kind == "text" and not name and part.get_content_disposition() != "attachment" and sub in ("plain", "html"):
        text = decoded(content, str(part.get_param("charset") or ""))
        texts.append(text_of_html(text) if sub == "html" else text)
    elif sub not in SEALS and (content or name):
        ending = mimetypes.guess_extension(f"{kind}/{sub}") or ""
        files.append(Enclosed(name or f"{kind}{ending}", content))


def _name(part: Message) -> str:
    return storable(header_text(part.get_filename() or "", 200))
