"""Input nobody should send and somebody will, as bytes ready to go over the wire."""

import base64
import json

LONG = 100_000


def cursor(*values: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(list(values)).encode()).decode().rstrip("=")


TEXTS = (
    "", " ", "\x00", "a\x00b", "\r\nSet-Cookie: a=b", "\x1b[31m", "\x7f", "\u202e倒", "\u200b", "\ufeff", "\uffff",
    "😀👩‍👩‍👧",
    "٣", "１２３", "²", "Ⅷ", "½", "İ", "ß", "的", "药", "é" * 60, "\u0301" * 200,
    "' OR 1=1 --", '"; DROP TABLE account; --', "%", "_", "%%%", "\\", "*", "a*", "NEAR(a b)", "a AND", "(", ")", '"',
    '""', "-", "^a",
    "name:a", "{a b}:c", "a OR NOT", "+", "$$", "%s%s%n", "{0.__class__}", "{{7*7}}", "${7*7}", "%(actor)s", "%(",
    "<b>", "]]>", "../../etc/passwd",
    "//evil.example", "/\\evil.example", "javascript:alert(1)", "http://[", "http://[::1", "https://a:99999999/",
    "mailto:a@b", "\\\\evil", "/\t/evil.example",
    "0", "-1", "1", "00", "+1", "1e3", "1e999", "NaN", "Infinity", "-0", "0x10", "1_000", "1.5", ".5", "9" * 9,
    "9" * 10, str(2**31), str(2**53),
    str(2**63 - 1), str(2**63), str(2**64), "-" + str(2**63), "9" * 400, "9" * 5000, "0001-01-01", "9999-12-31",
    "2026-02-30", "2024-02-29",
    "10000-01-01", "2026-W01-1", "20261123", "2026-11-23T00:00:00", "-2026-01-01", "１２-０１", "true", "null", "[]",
    "{}", "on", "None",
    "D-000101", "D-000102", "D-999999", "SR-202611-0001", "SR-999999-999999999", "U-2024-001", "PR01", "delivery_query",
    "penalty_fixed",
    "owner@minchuan.example", "a@" + "b" * 300 + ".example", "a@b@c", "@", "a@\u202e.example", "x@xn--.example",
    "15400000101", "+8615400000101", "154 0000",
    "A" * 22, "A" * 24, "A" * 40, "A" * 41, "A" * 300, "A" * 5000, "药" * 5000, "a" * LONG, "药" * (LONG // 3),
    " " * 20_000, "=" * 1000, "/" * 3000, "(" * 3000,
    cursor(), cursor(1), cursor(1, 2), cursor("a", 1), cursor("a\x00", 1), cursor(2**70, 1),
    cursor("2026-01-01T00:00:00+00:00", 2**80),
    cursor("0001-01-01T00:00:00+14:00", 1), cursor("9999-12-31T23:59:59-14:00", 1), cursor("0001-01-01", 1),
    cursor(None, None), cursor([], {}), cursor(True, 1),
    cursor(1.5, 1), cursor("\ud800", 1), cursor(-(2**63), -(2**63)), cursor("药", 2**63 - 1), "[" * 2000,
    base64.urlsafe_b64encode(b"[" * 3000).decode(),
    "=", "====", "A", "_-", "💊",
)  # fmt: skip
BYTES = (
    b"\xff",
    b"\xc0\x80",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\xe4\xb8",
    b"a\xffb",
    b"\x80" * 50,
    b"\xed\xb0\x80x",
)
"""What is no UTF-8: lone bytes, overlong forms, surrogates, a character cut in half."""

NASTY: tuple[bytes, ...] = (*(text.encode("utf-8", "surrogatepass") for text in TEXTS), *BYTES)
