"""When a report makes itself, and how it becomes a PDF; nothing of it needs a database."""

import sys
from datetime import date
from types import ModuleType
from typing import Any

import pytest

from portal.domain.working_days import WorkingDays
from portal.insight.reporting.due import first_working_day
from portal.insight.reporting.printing import can_print, pdf_of
from portal.insight.satisfaction import csat
from portal.staff.report_cards import sections_of

pytestmark = pytest.mark.engineless


@pytest.mark.parametrize(
    ("month", "kinds", "day"),
    [
        (date(2026, 12, 1), {}, date(2026, 12, 1)),
        (date(2026, 11, 1), {}, date(2026, 11, 2)),
        (date(2026, 10, 1), {date(2026, 10, day): False for day in range(1, 8)}, date(2026, 10, 8)),
        (date(2026, 8, 1), {date(2026, 8, 1): True}, date(2026, 8, 1)),
    ],
)
def test_the_first_working_day(month: date, kinds: dict[date, bool], day: date) -> None:
    """A Tuesday; a Sunday; the National Day week; a Saturday that is worked instead of another day."""
    assert first_working_day(month, WorkingDays(kinds)) == day


def test_without_weasyprint_there_is_no_pdf_and_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    assert pdf_of("<p>x</p>") is None and not can_print()


def test_with_it_the_document_is_printed_with_its_drawings_and_fetches_nothing(monkeypatch: Any) -> None:
    class HTML:
        def __init__(self, string: str, url_fetcher: Any) -> None:
            assert "<style>text{" in string.partition("</svg>")[0]
            with pytest.raises(ValueError, match="fetches nothing"):
                url_fetcher("http://169.254.169.254/")

        def write_pdf(self) -> bytes:
            return b"%PDF-1.7"

    module: Any = ModuleType("weasyprint")
    module.HTML = HTML
    monkeypatch.setitem(sys.modules, "weasyprint", module)
    assert can_print() and pdf_of("<svg><rect/></svg>") == b"%PDF-1.7"
    del HTML.write_pdf
    assert pdf_of("<svg><rect/></svg>") is None, "a report that cannot be printed is kept as HTML"


def test_four_answers_leave_no_score_behind(session_app: Any) -> None:
    """Hidden where it is gathered, so that no file and no page could show it."""
    from portal.insight.reporting.gathering import _score

    assert _score(csat([1, 1, 1, 1])) == {"answers": 4, "value": None}
    scores = [{"of": "survey", "kind": "nps", "number": "SV-1", **_score(csat([1] * 4))}]
    with session_app.test_request_context():
        [section] = sections_of({"voices": {"as_of": None, "facts": {"scores": scores}}}, date(2026, 10, 1), {})
    assert section.card.rows == [("NPS SV-1", "4", "–")]
