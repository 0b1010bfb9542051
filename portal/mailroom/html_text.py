"""Mail in HTML as plain text, in one pass from left to right: nothing is run, fetched or kept of the markup.

Not `html.parser`: broken markup keeps it busy for minutes.
"""

import re
from collections.abc import Iterator
from html import unescape

LONGEST = 500_000
"""Signs of markup that are read; what follows is history."""
BLOCKS = frozenset(
    ("p", "div", "br", "tr", "li", "ul", "ol", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre",
     "section", "article", "dd", "dt")
)  # fmt: skip
UNSEEN = ("script", "style", "head", "title", "template", "noscript", "svg", "textarea", "select", "xml")
HISTORY = (
    "gmail_quote", "gmail_attr", "isreplycontent", "divrplyfwdmsg", "mail_quote_", "foxmail-quote",
    "ntes-mailmaster-quote", "yahoo_quoted", "moz-cite-prefix", "qt-quote", "original-mail",
)  # fmt: skip
"""Names that mail programs give to the box with the mail that is answered: here the answer ends."""
NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]{0,20})")


def text_of_html(markup: str) -> str:
    """The words of the page, a line for each block; what stands in a quotation begins with “> ”."""
    markup = markup[:LONGEST]
    lines, depth, at, has_words = [""], 0, 0, False
    lowered = markup.lower()
    for begin, end, name in _tags(markup, lowered):
        has_words = _add(lines, markup[at:begin]) or has_words
        at = end
        closes, tag = markup.startswith("</", begin), lowered[begin : min(end, begin + 1_000)]
        if has_words and not closes and any(mark in tag for mark in HISTORY):
            lines += ["-----Original Message-----", ""]
        if name in BLOCKS:
            lines.append("> " * min(depth, 1))
        if name == "blockquote":
            depth = max(0, depth + (-1 if closes else 1))
            lines.append("> " * min(depth, 1))
    _add(lines, markup[at:])
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip("\n")


def _add(lines: list[str], piece: str) -> bool:
    """Write on at the last line; whether there are words in the piece."""
    words = re.sub(r"\s+", " ", unescape(piece)).replace("\xa0", " ")
    lines[-1] += words if lines[-1].strip("> ") else words.lstrip()
    return bool(words.strip())


def _tags(markup: str, lowered: str) -> Iterator[tuple[int, int, str]]:
    """(begin, end, name) of every tag, what is never seen taken as one tag; each sign is looked at a few times."""
    at, missing = 0, set()
    while True:
        begin = markup.find("<", at)
        if begin < 0:
            return
        if markup.startswith("<!--", begin):
            end = markup.find("-->", begin)
            yield begin, (end + 3 if end >= 0 else len(markup)), "!"
            at = end + 3 if end >= 0 else len(markup)
            continue
        named = NAME.match(markup, begin, begin + 24)
        if named is None and not markup.startswith("<!", begin):
            at = begin + 1
            continue
        end = markup.find(">", begin)
        if end < 0:
            yield begin, len(markup), "!"
            return
        name, at = (named[1].lower() if named else "!"), end + 1
        if name in UNSEEN and not markup.startswith("</", begin) and name not in missing:
            close = lowered.find(f"</{name}", at)
            if close >= 0:
                end = lowered.find(">", close)
                at = end + 1 if end >= 0 else len(markup)
            else:
                missing.add(name)
        yield begin, at, name
