"""The reader's language, and dates, money and numbers in it."""

from datetime import UTC, date, datetime
from typing import Any

from babel import Locale
from babel.support import NullTranslations
from flask import Flask, g, has_app_context, request
from flask_babel import Babel, Domain, _get_current_context, force_locale, get_domain, get_locale
from flask_babel import lazy_gettext as _l
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from portal.domain.work import SHANGHAI
from portal.settings import Settings
from portal.web.document_words import doc_name

LOCALES = {name: Locale.parse(name) for name in ("zh", "en")}
WEEKDAYS = (_l("Mon"), _l("Tue"), _l("Wed"), _l("Thu"), _l("Fri"), _l("Sat"), _l("Sun"))
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def init_locale(app: Flask, settings: Settings) -> None:
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    Babel(
        app, default_locale=settings.locale, default_timezone=settings.timezone,
        locale_selector=lambda: LOCALES[choose_locale(settings.locale)],
    )  # fmt: skip
    app.extensions["catalogues"] = every_catalogue = Domain()

    @app.before_request
    def _open_catalogue() -> None:
        g.words = ReadersWords(every_catalogue)
        g.words.as_default()

    app.jinja_env.globals["_"] = word
    app.jinja_env.filters.update(
        money=money, day=day_text, month=month_text, short_day=short_day, day_of_week=day_of_week,
        moment=moment_text, clock_time=clock_time, size=size_text, doc_name=doc_name,
    )  # fmt: skip


def load_words(app: Flask) -> None:
    """Read the catalogue of each language now, not with the first page in it."""
    for name in LOCALES:
        with app.app_context(), force_locale(name):
            app.extensions["catalogues"].get_translations()


class ReadersWords(Domain):
    """The reader's catalogue, looked up once for a request and not once for each word."""

    def __init__(self, every_catalogue: Domain) -> None:
        super().__init__()
        self._every_catalogue, self._locale, self._context = every_catalogue, None, _get_current_context()
        self._words: NullTranslations = NullTranslations()

    @property
    def language(self) -> str:
        """`zh` or `en`."""
        self.get_translations()
        return self._locale.language if self._locale is not None else ""

    def get_translations(self) -> NullTranslations:
        locale = getattr(self._context, "babel_locale", None)
        if locale is None or locale is not self._locale:  # the first word, or inside and after force_locale
            self._locale, self._words = get_locale(), self._every_catalogue.get_translations()
        return self._words


@pass_eval_context
def word(writing: EvalContext, text: str, **values: Any) -> str:
    """`_` of the templates: what Jinja's own says, without a new context and a dozen calls for each word."""
    words = g.get("words") or get_domain()
    said = words.get_translations().ugettext(text)
    if writing.autoescape:
        said = Markup(said)  # noqa: S704 - what stands in the catalogue is ours
    return said % values if values or "%" in said else said


def choose_locale(default: str) -> str:
    """The signed-in person's choice, else the cookie's, else the company's."""
    visitor = g.get("visitor")
    chosen = (visitor and visitor.locale) or request.cookies.get("locale")
    return chosen if chosen in LOCALES else default


def current_locale() -> str:
    """`zh` or `en`."""
    words: ReadersWords | None = g.get("words") if has_app_context() else None
    locale = words or get_locale()
    return "en" if locale is not None and locale.language == "en" else "zh"


def money(fen: int | None) -> str:
    """Integer fen as ¥1,234.50; the same in both languages."""
    if fen is None:
        return "–"
    sign = "−" if fen < 0 else ""
    return f"{sign}¥{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def day_text(day: date | None, language: str | None = None) -> str:
    """2026-12-31, in English 31 Dec 2026."""
    if day is None:
        return "–"
    if (language or current_locale()) == "en":
        return f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}"
    return f"{day:%Y-%m-%d}"


def month_text(month: date) -> str:
    """2026-10, in English Oct 2026."""
    return f"{MONTHS_EN[month.month - 1]} {month.year}" if current_locale() == "en" else f"{month:%Y-%m}"


def short_day(day: date, language: str | None = None) -> str:
    """12-31, in English 31 Dec: where the year is clear."""
    if (language or current_locale()) == "en":
        return f"{day.day} {MONTHS_EN[day.month - 1]}"
    return f"{day.month:02d}-{day.day:02d}"


def near_day(day: date, today: date) -> str:
    """With its year where that is not this one."""
    return short_day(day) if day.year == today.year else day_text(day)


def day_of_week(day: date) -> str:
    """11-24 周二, in English Tue 24 Nov: the day to look up on a wall calendar."""
    words = (weekday(day), short_day(day)) if current_locale() == "en" else (short_day(day), weekday(day))
    return " ".join(map(str, words))


def local(moment: datetime) -> datetime:
    """The moment on the company's clock."""
    return moment.astimezone(SHANGHAI)


def clock_time(moment: datetime) -> str:
    return f"{local(moment):%H:%M}"


class Moments:
    """`moment_text` for many: the reader's language and today are asked once."""

    def __init__(self) -> None:
        self._now, self._language = local(_now()), current_locale()
        self._days = {self._now.date(): ""}

    def text(self, moment: datetime | None) -> str:
        if moment is None:
            return "–"
        here = local(moment)
        day = here.date()
        if day not in self._days:
            say_day = short_day if day.year == self._now.year else day_text
            self._days[day] = f"{say_day(day, self._language)} "
        return f"{self._days[day]}{here.hour:02d}:{here.minute:02d}"  # strftime would be the dearest part of a list


def moment_text(moment: datetime | None) -> str:
    """Today's moments as 14:20, this year's as 11-23 14:20, others with the year."""
    return Moments().text(moment)


def weekday(day: date) -> Any:
    return WEEKDAYS[day.weekday()]


def size_text(size: int) -> str:
    """Bytes as 182 KB, 1.4 MB or 57.0 GB."""
    if size >= 1_000_000_000:
        return f"{size / 1_000_000_000:.1f} GB"
    return f"{max(1, round(size / 1000))} KB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def _now() -> datetime:
    work = g.get("uow")
    return work.now if work is not None else datetime.now(UTC)
