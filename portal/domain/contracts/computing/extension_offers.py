"""A4 and A5: matching a third party's offer, and talking alone with the supplier before the end."""

from dataclasses import replace
from datetime import date

from portal.domain.contracts.clauses.extension import PriorityRenewal, SoleNegotiation
from portal.domain.contracts.computing.day_counting import calendar_notes, remind_on
from portal.domain.contracts.computing.extension_facts import PriorityRenewalFacts, SoleNegotiationFacts
from portal.domain.contracts.computing.extension_notices import matching, negotiation
from portal.domain.contracts.computing.working import Assessment, Line
from portal.domain.working_days import WorkingDays, civil_day


def priority_renewal(terms: PriorityRenewal, facts: PriorityRenewalFacts, day: date, days: WorkingDays) -> Assessment:
    """`no_offer`, `offer_incomplete` (its period does not begin), `match_open` on civil day `day`, `matched`,
    `waived` by silence, or `priority_breached`: signed with the third party without showing the offer, before our
    time was over, or though we had matched.

    `days`: `offer_on` the notice that counts, `notice_by` the last day to match (rolled past rest days), `remind_on`.
    """
    answer = _asked(terms, facts, day, days)
    signed_on = facts.signed_with_other_on
    may_sign = answer.outcome == "waived" and signed_on is not None and signed_on > answer.days["notice_by"]
    if signed_on is None or may_sign:
        return answer
    lines = (*answer.lines, Line("signed_with_other", {"signed_on": signed_on}))
    if terms.penalty_article is None:
        return replace(answer, outcome="priority_breached", lines=lines, notes=(*answer.notes, "no_penalty_article"))
    lines += (Line("penalty_article", {"article": terms.penalty_article}),)
    return replace(answer, outcome="priority_breached", lines=lines)


def _asked(terms: PriorityRenewal, facts: PriorityRenewalFacts, day: date, days: WorkingDays) -> Assessment:
    offers = [moment for moment in (facts.offer_arrived_at, facts.improved_at) if moment is not None]
    if not offers:
        return Assessment("no_offer")
    arrived = max(offers)
    offer_on = civil_day(arrived)
    lines: tuple[Line, ...] = (
        Line("improved_offer" if facts.improved_at else "offer_arrived", {"offer_on": offer_on}),
    )
    lacking = [part for part in terms.offer_must_include if part not in facts.offer_includes]
    if lacking:
        lines += tuple(Line("offer_lacks", {"part": part}) for part in lacking)
        return Assessment("offer_incomplete", lines, days={"offer_on": offer_on})
    window = matching(terms, offer_on, days)
    answer = Assessment(
        "match_open" if day <= window.arrives_by else "waived",
        (*lines, Line("match_due", {"notice_by": window.arrives_by})),
        days={"offer_on": offer_on, "notice_by": window.arrives_by, "remind_on": window.remind_on},
        notes=calendar_notes(days, window.arrives_by),
    )
    if facts.matched_at is None:
        return answer
    matched_on = civil_day(facts.matched_at)
    # compared as moments: on the day of an improved offer, only what came after it answers it
    code = "match_before_offer" if facts.matched_at < arrived else "match_in_time"
    if matched_on > window.arrives_by:
        code = "match_too_late"
    outcome = "matched" if code == "match_in_time" else answer.outcome
    return replace(answer, outcome=outcome, lines=(*answer.lines, Line(code, {"arrived_on": matched_on})))


def sole_negotiation(terms: SoleNegotiation, facts: SoleNegotiationFacts, day: date, days: WorkingDays) -> Assessment:
    """`negotiation_not_open_yet`, `negotiation_open` or `negotiation_over` on civil day `day`, or
    `negotiation_breached` when the supplier talked with others inside the period.

    `days`: `opens_on` … `closes_on` inclusive, `remind_on` the last working day in it.
    """
    window = negotiation(terms, facts.ends_on, days)
    opens_on, closes_on = window.opens_on or facts.ends_on, window.arrives_by
    lines = [Line("negotiation_window", {"opens_on": opens_on, "closes_on": closes_on})]
    if facts.ended_early_on is not None and facts.ended_early_on < closes_on:
        closes_on = facts.ended_early_on
        lines.append(Line("negotiation_ended_early", {"closes_on": closes_on}))
    outcome = "negotiation_not_open_yet" if day < opens_on else "negotiation_open"
    if day > closes_on:
        outcome = "negotiation_over"
    talked_on = facts.talked_with_other_on
    if talked_on is not None:
        inside = opens_on <= talked_on <= closes_on
        outcome = "negotiation_breached" if inside else outcome
        lines.append(Line("talked_inside" if inside else "talked_outside", {"talked_on": talked_on}))
    named = {"opens_on": opens_on, "closes_on": closes_on, "remind_on": remind_on(closes_on, days)}
    return Assessment(outcome, tuple(lines), days=named, notes=calendar_notes(days, closes_on))
