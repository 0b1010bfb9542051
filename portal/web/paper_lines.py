"""Papers of a request in words, for either side: what each is called, how it stands, what the archive holds."""

from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.domain.requests.categories.own import Named
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.papers.models import PaperState
from portal.domain.requests.papers.repository import HERE, IN_ARCHIVE, Line
from portal.web.current import uow
from portal.web.document_words import doc_name
from portal.web.locale import day_text
from portal.web.own_words import said

STANDS = {
    PaperState.MISSING: (_l("missing"), "warn"), PaperState.GIVEN: (_l("given, to be looked at"), "info"),
    PaperState.ACCEPTED: (_l("in order"), "good"), PaperState.REFUSED: (_l("please send again"), "bad"),
    IN_ARCHIVE: (_l("valid in the archive"), "good"),
}  # fmt: skip


class PaperInWords(NamedTuple):
    id: int
    name: str
    state: str
    tone: str
    note: str
    files: list[Any]
    is_missing: bool
    required: bool
    can_be_given: bool
    can_be_ticked: bool
    can_be_refused: bool


def papers_in_words(service_request: ServiceRequest) -> list[PaperInWords]:
    """Every paper the request asks for."""
    return [_in_words(line) for line in uow.papers.of(service_request)]


def missing_said(papers: list[PaperInWords]) -> str:
    """What an answer says that asks for what is missing; nothing when nothing is."""
    names = [f"{no}. " + _asked_said(one) for no, one in enumerate((one for one in papers if one.is_missing), 1)]
    head = _("To go on we still need the following papers. Please add each on its line of this request.")
    return "\n".join([head, *names]) if names else ""


def _asked_said(one: PaperInWords) -> str:
    """A paper, and why it was refused."""
    return _("%(name)s (%(reason)s)", name=one.name, reason=one.note) if one.note and one.tone == "bad" else one.name


def _in_words(line: Line) -> PaperInWords:
    paper, (words, tone) = line.paper, STANDS[line.stands]
    optional = not paper.required and line.stands == PaperState.MISSING
    return PaperInWords(
        paper.id, said(Named(paper.zh, paper.en)) if paper.zh else doc_name(paper.code),
        _("if you have it") if optional else str(words), "" if optional else tone, _note(line), line.files,
        line.is_missing, paper.required, line.stands not in (PaperState.ACCEPTED, IN_ARCHIVE),
        line.stands != PaperState.ACCEPTED, line.stands in HERE,
    )  # fmt: skip


def _note(line: Line) -> str:
    """Why it was refused, or until when the archive's is valid, or was."""
    if line.paper.reason:
        return line.paper.reason
    if line.archived is None or line.stands not in (IN_ARCHIVE, PaperState.MISSING):
        return ""
    until = line.archived.expires_on
    if until is None:
        return _("long-term")
    if line.stands == IN_ARCHIVE:
        return _("valid until %(day)s", day=day_text(until))
    return _("The one in the archive expired on %(day)s", day=day_text(until))
