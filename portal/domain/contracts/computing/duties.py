"""Duties with a day: documents, sell-through reports, secrecy, no competing products."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from portal.domain.contracts.clauses.commercial import FlowReporting, NonCompete
from portal.domain.contracts.clauses.conduct import Confidentiality, QualificationDuty
from portal.domain.contracts.clauses.fact_kinds import CIVIL
from portal.domain.contracts.clauses.kinds import Choice
from portal.domain.contracts.clauses.listings import Steps
from portal.domain.contracts.clauses.numbers import Whole
from portal.domain.contracts.clauses.trade_vocabulary import QualificationDoc
from portal.domain.contracts.computing.day_counting import after_days, after_months, calendar_notes
from portal.domain.contracts.computing.working import Assessment, Line, not_enough
from portal.domain.working_days import WorkingDays


@dataclass(frozen=True)
class Document:
    """A document on file, and its last valid civil day."""

    doc: QualificationDoc
    valid_until: date


COLUMNS = (("doc", Choice(among=QualificationDoc)), ("valid_until", CIVIL))


@dataclass(frozen=True, kw_only=True)
class DocumentsFacts:
    """Documents."""

    documents: Annotated[tuple[Document, ...], Steps(row=Document, columns=COLUMNS, ascending=False)] = ()
    """The documents on file and their last valid day."""
    asked_on: Annotated[date | None, CIVIL] = None
    """The day copies were asked for."""
    delivered_on: Annotated[date | None, CIVIL] = None
    """The day the copies came; blank while they have not."""


def qualification_duty(terms: QualificationDuty, facts: DocumentsFacts, day: date, days: WorkingDays) -> Assessment:
    """Of what is on file `documents_valid` or `documents_lacking` on civil day `day`; of copies asked for
    `copies_in_time`, `copies_late`, `copies_open`. `days`: `deliver_by`."""
    if not facts.documents and facts.asked_on is None:
        return not_enough("documents", "asked_on")
    lines, named, outcome, lacking = [], {}, "", False
    valid = {one.doc: one.valid_until for one in sorted(facts.documents, key=lambda one: one.valid_until)}
    for doc in terms.docs if facts.documents else ():
        until = valid.get(doc)
        if until is None:
            lines.append(Line("document_absent", {"doc": doc}))
        else:
            lines.append(Line("document_runs" if until >= day else "document_lapsed", {"doc": doc, "until_on": until}))
        lacking |= until is None or until < day
        outcome = "documents_lacking" if lacking else "documents_valid"
    if facts.asked_on is not None:
        named["deliver_by"] = after_days(facts.asked_on, terms.deliver_within_days, terms, days)
        lines.append(Line("copies_due", {"deliver_by": named["deliver_by"]}))
        outcome = outcome if lacking else _copies(facts.delivered_on, named["deliver_by"], day)
    return Assessment(outcome, tuple(lines), days=named, notes=calendar_notes(days, *named.values()))


def _copies(on: date | None, deliver_by: date, day: date) -> str:
    if on is None:
        return "copies_open" if day <= deliver_by else "copies_late"
    return "copies_in_time" if on <= deliver_by else "copies_late"


@dataclass(frozen=True, kw_only=True)
class FlowFacts:
    """Sell-through reports."""

    month: Annotated[date | None, CIVIL] = None
    """The month reported on, by any of its days."""
    reported_on: Annotated[date | None, CIVIL] = None
    """The day the report came; blank while it has not."""
    missed_before: Annotated[int, Whole(unit="times", maximum=1000)] = 0
    """Reports missed before this one."""


def flow_reporting(terms: FlowReporting, facts: FlowFacts, day: date, _days: WorkingDays) -> Assessment:
    """`report_in_time`, `report_open`, or `report_missed` on civil day `day`: a warning, the next time the rebate is
    withheld. `days`: `due_by`, the agreed day of the month after; it does not roll."""
    if facts.month is None:
        return not_enough("month")
    due = after_months(facts.month.replace(day=1), 1).replace(day=terms.by_day_of_month)
    line, named = Line("report_due", {"month_on": facts.month.replace(day=1), "due_by": due}), {"due_by": due}
    if (facts.reported_on or day) <= due:
        return Assessment("report_in_time" if facts.reported_on else "report_open", (line,), days=named)
    withheld = bool(facts.missed_before) and terms.withhold_rebate
    return Assessment("report_missed", (line, Line("rebate_withheld" if withheld else "warning_given")), days=named)


@dataclass(frozen=True, kw_only=True)
class SecrecyFacts:
    """Confidentiality."""

    ends_on: Annotated[date | None, CIVIL] = None
    """The last day of the contract; blank while it runs without an end."""
    breaches: Annotated[int | None, Whole(unit="times", maximum=100_000)] = None
    """Proven breaches of confidence; blank: none is asked about."""


def confidentiality(terms: Confidentiality, facts: SecrecyFacts, day: date, _days: WorkingDays) -> Assessment:
    """`secret` or `no_longer_secret` on civil day `day`; with breaches `secrecy_breached`, and `fen` where a penalty is
    agreed. `days`: `secret_until`, the last day."""
    lines, named, outcome = [Line("secret_while_it_runs")], {}, "secret"
    if facts.ends_on is not None:
        named["secret_until"] = after_months(facts.ends_on, 12 * terms.years_after)
        lines = [Line("secret_after_end", {"years": terms.years_after, "secret_until": named["secret_until"]})]
        outcome = "secret" if day <= named["secret_until"] else "no_longer_secret"
    if not facts.breaches:
        return Assessment(outcome, tuple(lines), days=named)
    if terms.penalty_fen is None:
        lines.append(Line("damages_to_prove"))
        return Assessment("secrecy_breached", tuple(lines), days=named)
    fen = terms.penalty_fen * facts.breaches
    lines.append(Line("fixed_for_each", {"amount_fen": terms.penalty_fen, "events": facts.breaches}, fen))
    return Assessment("secrecy_breached", tuple(lines), fen, named)


@dataclass(frozen=True, kw_only=True)
class CompetitionFacts:
    """Competing products."""

    ends_on: Annotated[date | None, CIVIL] = None
    """The last day of the contract; blank while it runs without an end."""
    sold_on: Annotated[date | None, CIVIL] = None
    """A day on which a competing product was sold; blank if none is known."""


def non_compete(terms: NonCompete, facts: CompetitionFacts, day: date, _days: WorkingDays) -> Assessment:
    """`competition_barred` or `competition_free` on civil day `day`, `competed` when a competing product was sold while
    barred. `days`: `barred_until`, the last day."""
    lines, named, until = [Line("barred_while_it_runs")], {}, None
    if facts.ends_on is not None:
        until = named["barred_until"] = after_months(facts.ends_on, terms.months_after)
        lines = [Line("barred_after_end", {"months": terms.months_after, "barred_until": until})]
    outcome = "competition_barred" if until is None or day <= until else "competition_free"
    if facts.sold_on is not None:
        inside = until is None or facts.sold_on <= until
        outcome = "competed" if inside else outcome
        lines.append(Line("sold_while_barred" if inside else "sold_when_free", {"sold_on": facts.sold_on}))
    return Assessment(outcome, tuple(lines), days=named)
