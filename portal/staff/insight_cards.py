"""Cards of the figures page about profit and leaving: a sentence, a drawing, and the table that says the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext, ngettext

from portal.insight.periods import Period
from portal.insight.retention import COST_RATIO
from portal.staff.insight_words import month_text, percent_of, quarter_text
from portal.web.drawing import Column, Drawing, Scale, columns
from portal.web.locale import day_text, money
from portal.web.lying_bars import Flow, flows

Facts = Mapping[str, Any]
LEAST = 10
"""Accounts from which a cohort shows percentages: below, one account moves it by more than it says [DEF]."""


@dataclass(frozen=True)
class Card:
    """`said` is the drawing in words; `table` holds every number of it: headings, and rows of text. `key` explains
    colours: class of the swatch and its meaning. `lists` lead to the accounts behind it."""

    name: str
    title: str
    note: str
    headings: Sequence[Any]
    rows: Sequence[Sequence[str]]
    said: str = ""
    drawing: Drawing | None = None
    leak: Sequence[Flow] = ()
    heat: bool = False
    foot: str = ""
    key: Sequence[tuple[str, Any]] = ()
    lists: Sequence[tuple[str, str]] = field(default=())


def profit_card(facts: Facts) -> Card:
    groups, total = facts["groups"], facts["total"]
    upto = [sum(one["accounts"] for one in groups[: place + 1]) for place in range(len(groups))]
    parts = [percent_of(count, facts["accounts"], 0) for count in upto]
    bars = [
        Column(part, 100 * one["profit"] / total if total else 0, "",
               _("to %(part)s: this group %(own)s, together %(share)s", part=part,
                 own=percent_of(one["profit"], total), share=percent_of(one["upto"], total)),
               "head" if one["head"] else "")
        for part, one in zip(parts, groups, strict=True)
    ]  # fmt: skip
    together = [percent_of(one["upto"], total) for one in groups]
    line = [(100 * one["upto"] / total, words if place < 3 else "") for place, (one, words) in
            enumerate(zip(groups, together, strict=True))]  # fmt: skip
    head, share = percent_of(facts["head"], facts["accounts"], 0), percent_of(facts["head_profit"], total)
    fifth = next((place for place, count in enumerate(upto) if 5 * count >= facts["accounts"]), None)
    foot = _("Customers from the most profitable down, in ten groups; 100%% is %(sum)s.", sum=money(total))
    if facts["losing"]:
        foot += " " + ngettext(
            "%(num)s customer lost us money (%(sum)s) and is not in it.",
            "%(num)s customers lost us money (%(sum)s) and are not in it.",
            facts["losing"], sum=money(facts["losing_total"]),
        )  # fmt: skip
    return Card(
        "profit", _("%(part)s of the customers bring %(share)s of the gross profit", part=head, share=share),
        _("The rule of thumb says 20%% bring 80%%. Ours: the first %(part)s bring %(share)s.", part=parts[fifth],
          share=together[fifth]) if fifth is not None else "",
        (_l("Customers up to"), _l("Customers"), _l("Gross profit"), lazy_pgettext("figure", "Share"), _l("Together")),
        [(part, str(one["accounts"]), money(one["profit"]), percent_of(one["profit"], total), words)
         for part, one, words in zip(parts, groups, together, strict=True)],
        said=_("Concentration of gross profit: the first %(part)s bring %(share)s", part=head, share=share),
        drawing=columns(bars, Scale(0, 100, 20, lambda value: f"{value:.0f}%", limit=80), height=236, line=line),
        foot=foot,
        key=[("head", _l("Head (together up to 80%)")), ("rest", _l("the others")), ("", _l("Line: together"))],
        lists=[("head", ngettext("%(num)s customer in the head", "%(num)s customers in the head", facts["head"])),
               ("fell", _("Who fell out of the head"))],
    )  # fmt: skip


def leaving_card(facts: Facts, period: Period) -> Card:
    into = [
        (_l("New customers"), "", facts["new"]),
        (_l("Came back"), _l("bought again after a pause"), facts["reactivated"]),
    ]
    out = [(_l("Fell asleep"), _l("nothing for 180 days"), facts["dormant"]),
           (_l("Lost"), _l("over a year, or ended"), facts["churned"])]  # fmt: skip
    ends = (_l("Active at the start"), day_text(period.first)), (_l("Active at the end"), day_text(period.until))
    months = facts["months"]
    return Card(
        "leaving", _("%(stayed)s of %(start)s stayed (%(rate)s), %(lost)s left", stayed=f"{facts['stayed']:,}",
                     start=f"{facts['start']:,}", rate=percent_of(facts["stayed"], facts["start"]),
                     lost=f"{facts['lost']:,}"),
        _("Those who left brought %(profit)s in the twelve months before. To replace them costs about %(cost)s, if "
          "winning a customer costs %(ratio)s times as much as keeping one.", profit=money(facts["lost_profit"]),
          cost=money(facts["replacing"]), ratio=COST_RATIO),
        (_l("Month"), _l("Start"), _l("New customers"), _l("Came back"), _l("Fell asleep"), _l("Lost"), _l("End")),
        [(month_text(one["until"]), *(f"{one[name]:,}" for name in
          ("start", "new", "reactivated", "dormant", "churned", "end"))) for one in months],
        leak=flows(facts["start"], into, out, ends),
        foot=_("Active: bought something in the last 180 days; a month counts to its last day."),
        lists=[("lost", ngettext("%(num)s customer who left", "%(num)s customers who left", facts["lost"]))],
    )  # fmt: skip


def cohort_card(facts: Facts) -> Card:
    rows = facts["rows"]
    longest = max((len(row[2]) for row in rows), default=0)
    drops = [
        (Fraction(before - after, began), place + 2, name)
        for name, began, active in rows if began >= LEAST
        for place, (before, after) in enumerate(pairwise(active))
    ]  # fmt: skip
    title = _("Who came stayed: quarter by quarter")
    if drops and max(drops)[0] > 0:
        _drop, place, name = max(drops)
        title = _("Most were lost in quarter %(place)s of those who began in %(name)s", place=place,
                  name=quarter_text(name))  # fmt: skip
    return Card(
        "cohorts", title, "",
        (_l("Began in"), _l("Customers"), *(_("Quarter %(place)s", place=place + 1) for place in range(longest))),
        [(quarter_text(name), str(began), *(_kept(count, began) for count in active)) for name, began, active in rows],
        heat=True,
        foot=_("Active: bought something in the last 180 days. Fewer than %(least)s customers: no percentages.",
               least=LEAST),
    )  # fmt: skip


def _kept(count: int, began: int) -> str:
    return percent_of(count, began, 0) if began >= LEAST else str(count)
