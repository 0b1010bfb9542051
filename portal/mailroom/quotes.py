"""What somebody wrote, without the mail they answer and without their signature; in Chinese and English mail programs.

Each line is looked at by itself or with its neighbour, and no expression goes back over what it has read.
"""

import re
from itertools import islice

LONGEST_LINE = 600
"""Longer lines are never headings of a quotation."""
RULED = re.compile(
    r"[>\s]*[-—_=*]{2,40}\s*(?:original message|original|forwarded message|begin forwarded message|replied message|"
    r"reply message|原始邮件|原邮件|原始信息|回复的原邮件|回复的邮件|转发的邮件|转发邮件|转发邮件信息|原始郵件)"
    r"\s*[-—_=*]{2,40}\s*",
    re.I,
)
WROTE = re.compile(
    r"[>\s]*(?:(?:on|at|am|le)\s.{4,400}\b(?:wrote|writes)\s?:|.{0,3}在\s?.{4,400}写道\s?[:：]|"
    r".{2,200}\s于\s?.{4,200}写道\s?[:：]|[^:：]{0,200}\d{4}\s?[年/.-].{2,300}写道\s?[:：])\s*",
    re.I,
)
BEGINS = re.compile(r"[>\s]*(?:(?:on|at)\s.{4,300}\d|在\s?.{0,10}\d{4}|.{2,200}\s于\s?\d{4})", re.I)
"""A heading that may go on in the next line."""
HEAD = re.compile(r"[>\s|*]*(?:from|发件人|寄件者|发送人|发信人)\**\s*[:：|]", re.I)
MORE = re.compile(
    r"[>\s|*]*(?:sent|date|to|cc|subject|发送时间|发件时间|发信时间|时间|日期|收件人|抄送|抄送人|主题|標題|收件者)\**\s*[:：|]",
    re.I,
)
RULE_LINE = re.compile(r"\s*[-_—─=]{10,}\s*")
SIGNATURE = re.compile(r"--\s?")
SENT_FROM = re.compile(
    r"\s*(?:sent from my .{1,40}|sent from (?:mail|outlook) for .{1,40}|get outlook for .{1,40}|发自我的.{1,30}|"
    r"从我的.{1,20}发送|发自.{1,20}(?:手机|邮箱|大师|客户端)|来自.{1,20}(?:手机|邮箱)|获取\s?outlook.{1,30}|由网易.{1,20}发送|"
    r"发送自\s?.{1,40})\s*(?:<https?://\S{1,200}>)?\s*",
    re.I,
)


def own_words(text: str) -> str:
    """The text without quoted history and signature; possibly nothing."""
    lines = text.replace("\xa0", " ").replace("\u3000", " ").split("\n")
    kept: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if SIGNATURE.fullmatch(line) or _is_ruled(lines, at):
            break
        span = _heading(lines, at)
        if span:
            at += span
            if not _is_quote(lines, at):
                break
            continue
        if not line.lstrip().startswith(">"):
            kept.append(line)
        at += 1
    return _tidy(kept)


def _is_ruled(lines: list[str], at: int) -> bool:
    """A ruled heading, or the block From, Sent, To, Subject that a program sets before the mail it answers."""
    line = lines[at]
    if len(line) > LONGEST_LINE:
        return False
    if RULED.fullmatch(line):
        return True
    if RULE_LINE.fullmatch(line):
        following = next((each for each in islice(lines, at + 1, at + 4) if each.strip()), "")
        return bool(HEAD.match(following[:80]))
    if not HEAD.match(line[:80]):
        return False
    block = [each for each in islice(lines, at + 1, at + 7) if each.strip()][:4]
    return sum(bool(MORE.match(each[:80])) for each in block) >= 2


def _heading(lines: list[str], at: int) -> int:
    """How many lines from here are “… wrote:”; 0 when none is."""
    line = lines[at]
    if len(line) > LONGEST_LINE or not line.strip():
        return 0
    if WROTE.fullmatch(line):
        return 1
    if BEGINS.match(line[:320]):
        for span in (2, 3):
            joined = " ".join(part.strip() for part in lines[at : at + span])
            if len(lines) >= at + span and len(joined) <= LONGEST_LINE and WROTE.fullmatch(joined):
                return span
    return 0


def _is_quote(lines: list[str], at: int) -> bool:
    """Whether the first line with words from here is marked as quoted: then an answer may stand below it."""
    following = next((each for each in islice(lines, at, at + 4) if each.strip()), "")
    return following.lstrip().startswith(">")


def _tidy(kept: list[str]) -> str:
    while kept and (not kept[-1].strip() or SENT_FROM.fullmatch(kept[-1][:300]) or RULE_LINE.fullmatch(kept[-1])):
        kept.pop()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in kept)).strip("\n")
