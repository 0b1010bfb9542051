"""A document as a PDF, where WeasyPrint is installed beside the portal; nothing here needs it."""

import logging
from importlib import import_module
from typing import Any

log = logging.getLogger("portal.worker")

SVG_STYLE = (
    "<style>text{font-size:12px;fill:#333}.k{font-weight:600;fill:#111}.grid{stroke:#d5d9d7}"
    ".limit{stroke:#b3261e;stroke-dasharray:4 3}.bar{fill:#9cc9bf}.bar-head{fill:#0f766e}"
    ".bar-bad{fill:#f6d5d2;stroke:#b3261e}.line{fill:none;stroke:#111;stroke-width:2}"
    ".dot{fill:#fff;stroke:#111;stroke-width:2}.flow-in{fill:#9cc9bf}.flow-base{fill:#0f766e}.flow-out{fill:#b3261e}"
    "</style>"
)
"""WeasyPrint draws an SVG by the rules inside it alone."""


def can_print() -> bool:
    return _weasyprint() is not None


def pdf_of(html: str) -> bytes | None:
    """The document as a PDF; None where WeasyPrint, or a library it needs, is missing, and where it stumbles: a report
    is there as HTML all the same. It may fetch nothing."""
    weasyprint = _weasyprint()
    if weasyprint is None:
        return None
    drawn = html.replace("</svg>", f"{SVG_STYLE}</svg>")
    try:
        printed: bytes = weasyprint.HTML(string=drawn, url_fetcher=_closed(weasyprint)).write_pdf()
    except Exception:
        log.exception("a report could not be printed; it is kept as HTML")
        return None
    return printed


def _weasyprint() -> Any:
    """Loaded by the first report that is printed; OSError: Pango is not there."""
    try:
        return import_module("weasyprint")
    except (ImportError, OSError):
        return None


def _closed(weasyprint: Any) -> Any:
    """What fetches nothing: an object of a class of theirs since WeasyPrint 68, a plain function before."""
    kind = getattr(weasyprint, "URLFetcher", None)
    return _nothing if kind is None else type("Closed", (kind,), {"fetch": staticmethod(_nothing)})()


def _nothing(url: str, *_args: Any, **_options: Any) -> Any:
    raise ValueError(f"a report fetches nothing: {url}")
