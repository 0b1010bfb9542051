"""The reader's language, and dates, money and numbers in it."""

from datetime import UTC, date, datetime
from typing import Any

from flask import Flask, g, request
from flask_babel import Babel, get_locale
from flask_babel import lazy_gettext as _l

from portal.domain.work import SHANGHAI
from portal.settings import Settings

LOCALES = ("zh", "en")
WEEKDAYS = (_l("Mon"), _l("Tue"), _l("Wed"), _l("Thu"), _l("Fri"), _l("Sat"), _l("Sun"))
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def init_locale(app: Flask, settings: Settings) -> None:
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    Babel(
        app, default_locale=settings.locale, default_timezone=settings.timezone,
        locale_selector=lambda: choose_locale(settings.locale),
    )  # fmt: skip
    app.jinja_env.filters.update(
        money=money, day=day_text, short_day=short_day, moment=moment_text, clock_time=clock_time, size=size_text
    )


def choose_locale(default: str) -> str:
    """The signed-in person's choice, else the cookie's, else the company's."""
    visitor = g.get("visitor")
    chosen = (visitor and visitor.locale) or request.cookies.get("locale")
    return chosen if chosen in LOCALES else default


def current_locale() -> str:
    """`zh` or `en`."""
    locale = get_locale()
    return "en" if locale is not None and locale.language == "en" else "zh"


def money(fen: int | None) -> str:
    """Integer fen as ¥1,234.50; the same in both languages."""
    if fen is None:
        return "–"
    sign = "−" if fen < 0 else ""
    return f"{sign}¥{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def day_text(day: date | None) -> str:
    """2026-12-31, in English 31 Dec 2026."""
    if day is None:
        return "–"
    if current_locale() == "en":
        return f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}"
    return f"{day:%Y-%m-%d}"


def short_day(day: date) -> str:
    """12-31, in English 31 Dec: where the year is clear."""
    return f"{day.day} {MONTHS_EN[day.month - 1]}" if current_locale() == "en" else f"{day:%m-%d}"


def local(moment: datetime) -> datetime:
    """The moment on the company's clock."""
    return moment.astimezone(SHANGHAI)


def clock_time(moment: datetime) -> str:
    return f"{local(moment):%H:%M}"


def moment_text(moment: datetime | None) -> str:
    """Today's moments as 14:20, this year's as 11-23 14:20, others with the year."""
    if moment is None:
        return "–"
    here, now = local(moment), local(_now())
    if here.date() == now.date():
        return f"{here:%H:%M}"
    day = short_day(here) if here.year == now.year else day_text(here)
    return f"{day} {here:%H:%M}"


def weekday(day: date) -> Any:
    return WEEKDAYS[day.weekday()]


def size_text(size: int) -> str:
    """Bytes as 182 KB or 1.4 MB."""
    return f"{max(1, round(size / 1000))} KB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def _now() -> datetime:
    work = g.get("uow")
    return work.now if work is not None else datetime.now(UTC)


