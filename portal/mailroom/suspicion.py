"""Mail written by machines, which is never answered and lands nowhere; and senders who are not who they say."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from portal.mailroom.letter import Letter
from portal.settings import Settings

AWAY = re.compile(
    r"(?:re:|回复[:：])?\s*(?:自动回复|自動回覆|自动答复|auto(?:matic)?[ -]?reply|auto:|out of (?:the )?office|"
    r"undeliver|delivery status|mail delivery|returned mail|退信|系统退信|邮件投递失败)",
    re.I,
)  # fmt: skip
MACHINES = re.compile(r"(?:mailer-daemon|postmaster|no-?reply|bounces?|double-bounce)(?:[+=._-].*)?@", re.I)
VERDICT = re.compile(r"\b(dmarc|dkim|spf)(?:\s*/\s*[0-9]+)?\s*=\s*([a-z]{2,20})")


def why_machine(letter: Letter, settings: Settings) -> str:
    """The code of why a machine wrote it, or nothing when a person did."""
    auto = letter.header("Auto-Submitted").lower().partition(";")[0].strip()
    if _is_ours(letter, settings):
        return "our_own"
    if any(value.strip() == "<>" for value in letter.raw("Return-Path")) or MACHINES.match(letter.sender):
        return "bounce"
    if letter.header("Content-Type").lower().startswith("multipart/report"):
        return "bounce"
    if letter.header("Precedence").lower() in ("bulk", "junk", "list", "auto_reply") or letter.header("List-Id"):
        return "bulk"
    if auto not in ("", "no") or any(letter.header(name) for name in ("X-Autoreply", "X-Autorespond")):
        return "automatic"
    suppresses = letter.header("X-Auto-Response-Suppress").lower() not in ("", "none")
    return "automatic" if suppresses or AWAY.match(letter.header("Subject")) else ""


def why_doubted(letter: Letter, authserv_id: str) -> str:
    """Why the sender is not believed, by the Authentication-Results of our own mail server; nothing when they are, or
    when no server is trusted.

    Only the topmost header of that server counts: it removes those that strangers write in its name (RFC 8601 5).
    """
    if not authserv_id:
        return ""
    for value in letter.raw("Authentication-Results"):
        server, _, results = value[:10_000].partition(";")
        if server.split()[:1] and server.split()[0].lower() == authserv_id:
            return _doubt(results.lower())
    return "no_verdict"


def _doubt(results: str) -> str:
    """What is good counts only at the beginning of a result, outside comments and quoted words (RFC 8601 2.2): the rest
    repeats addresses, which the sender chooses. What is bad counts wherever it stands."""
    good = _verdicts(filter(None, (VERDICT.match(one.strip()) for one in _results(results))))
    bad = _verdicts(VERDICT.finditer(results))
    if bad["dmarc"] - {"pass", "none"}:
        return "not_verified"
    if good["dmarc"] - {"none"}:
        return "" if good["dmarc"] == {"pass"} else "not_verified"
    if "pass" in good["dkim"]:
        return ""
    return "not_verified" if bad["spf"] & {"fail", "softfail"} else ""


def _verdicts(found: Iterable[re.Match[str]]) -> dict[str, set[str]]:
    """By method, what was said."""
    said: dict[str, set[str]] = {"dmarc": set(), "dkim": set(), "spf": set()}
    for verdict in found:
        said[verdict[1]].add(verdict[2])
    return said


def _results(text: str) -> list[str]:
    """The results one by one, without comments, which may stand in one another, and quoted words."""
    kept, depth, is_quoted, is_escaped = [], 0, False, False
    for sign in text:
        if is_escaped or sign == "\\":
            is_escaped = not is_escaped
        elif sign == '"' and not depth:
            is_quoted = not is_quoted
        elif sign in "()" and not is_quoted:
            depth = max(0, depth + (1 if sign == "(" else -1))
        elif not depth and not is_quoted:
            kept.append(sign)
    return "".join(kept).split(";")


def _is_ours(letter: Letter, settings: Settings) -> bool:
    """Something that we sent came back: by its Message-ID or by who it says it is from."""
    host = (urlsplit(settings.base_url).hostname or "").lower()
    said = letter.message_id.lower()
    name, _, domain = settings.mail_reply_to.lower().partition("@")
    ours = settings.mail_from.lower().rpartition("<")[2].rstrip("> ")
    of_replies = letter.sender.startswith(name) and letter.sender.endswith(f"@{domain}")
    return (said.startswith("<message-") and said.endswith(f"@{host}>")) or letter.sender == ours or of_replies
