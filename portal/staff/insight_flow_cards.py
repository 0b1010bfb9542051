"""Cards of the figures page that go by week or month: promised answers, complaints, penalties."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from portal.staff.insight_cards import Card, Facts
from portal.staff.insight_words import month_text, percent_of, short_money
from portal.web.drawing import Column, Scale, columns, round_scale
from portal.web.locale import money, short_day

TARGET = 95
"""Percent of first answers that are to come in time [DEF]."""
FLOOR = 5
"""The scale of answers begins at a multiple of this below the worst week, so that differences can be seen."""


def answers_card(facts: Facts) -> Card:
    weeks = [(date.fromisoformat(iso), due, kept) for iso, due, kept in facts["weeks"]]
    shares = [100 * kept / due for _monday, due, kept in weeks if due]
    least = max(0, min(FLOOR * int(min([*shares, TARGET]) // FLOOR) - FLOOR, TARGET - 2 * FLOOR))
    bars = [
        Column(str(monday.isocalendar().week), 100 * kept / due if due else None,
               percent_of(kept, due).removesuffix("%").removesuffix(".0") if due else "",
               _("Week of %(day)s: %(kept)s of %(due)s in time", day=short_day(monday), kept=kept, due=due),
               "head" if due and 100 * kept >= TARGET * due else "bad")
        for monday, due, kept in weeks
    ]  # fmt: skip
    last = next(((monday, due, kept) for monday, due, kept in reversed(weeks) if due), None)
    title = _("Answered as promised: nothing was due")
    if last:
        title = _("Answered as promised: %(share)s in week %(week)s, target %(target)s%%",
                  share=percent_of(last[2], last[1]), week=last[0].isocalendar().week,
                  target=TARGET)  # fmt: skip
    step = FLOOR if TARGET - least <= 4 * FLOOR else 20
    return Card(
        "answers", title, "", (_l("Week from"), _l("Due"), _l("In time"), lazy_pgettext("figure", "Share")),
        [(monday.isoformat(), str(due), str(kept), percent_of(kept, due) if due else "–")
         for monday, due, kept in weeks],
        said=_("Share of first answers in time, week by week"),
        drawing=columns(bars, Scale(least, 100, step, lambda value: f"{value:.0f}%", limit=TARGET), height=200),
        foot=_("Below: weeks of the year. The scale begins at %(least)s%%; the broken line is the target.",
               least=least) + ("" if all(due for _monday, due, _kept in weeks) else " " + _("“–”: nothing was due.")),
        key=[("head", _l("reached")), ("bad", _l("missed"))],
    )  # fmt: skip


def complaints_card(facts: Facts) -> Card:
    months = facts["months"]
    rates = [100 * count / active if active else 0 for _iso, count, active in months]
    total, active = sum(one[1] for one in months), months[-1][2] if months else 0
    bars = [
        Column(iso[5:7], rate, f"{rate:.1f}" if count else "",
               _("%(month)s: %(count)s complaints, %(active)s active customers",
               month=month_text(iso), count=count, active=active_then), "head")
        for (iso, count, active_then), rate in zip(months, rates, strict=True)
    ]  # fmt: skip
    return Card(
        "complaints",
        _("%(rate)s complaints per 100 active customers", rate=f"{100 * total / active:.1f}" if active else "–"),
        _("%(count)s in the period; the confidential ones are not counted.", count=total),
        (_l("Month"), _l("Complaints"), _l("Active customers"), _l("Per 100")),
        [(month_text(iso), str(count), str(active_then), f"{rate:.1f}")
         for (iso, count, active_then), rate in zip(months, rates, strict=True)],
        said=_("Complaints per 100 active customers, month by month"),
        drawing=columns(bars, round_scale(rates, lambda value: f"{value:g}"), height=200) if total else None,
    )  # fmt: skip


def penalties_card(facts: Facts) -> Card:
    months = facts["months"]
    to_us, by_us, paid = (sum(one[place] for one in months) for place in (2, 3, 4))
    due = [one[2] + one[3] for one in months]
    bars = [
        Column(iso[5:7], own, short_money(own) if own else "", _("%(month)s: due %(due)s, paid of it %(paid)s",
               month=month_text(iso), due=money(own), paid=money(done)), "head" if done >= own else "")
        for (iso, _count, _to, _by, done), own in zip(months, due, strict=True)
    ]  # fmt: skip
    return Card(
        "penalties", _("Penalties: %(due)s due, %(paid)s paid", due=money(to_us + by_us), paid=money(paid)),
        _("Owed to us %(to_us)s, owed by us %(by_us)s.", to_us=money(to_us), by_us=money(by_us)),
        (_l("Month"), _l("Breaches"), _l("Owed to us"), _l("Owed by us"), _l("Paid of it")),
        [(month_text(iso), str(count), money(to), money(by), money(done)) for iso, count, to, by, done in months],
        said=_("Penalties that fell due, month by month"),
        drawing=columns(bars, round_scale(due, short_money), height=200) if any(due) else None,
        key=[("head", _l("all paid")), ("rest", _l("not all paid"))] if any(due) else [],
        foot=_("By the month in which the sum was made; what was waived counts as nothing."),
    )  # fmt: skip
