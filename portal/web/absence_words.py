"""Words about who is away."""

from flask_babel import gettext as _

from portal.domain.people.away import Away
from portal.web.locale import short_day


def away_in_words(away: Away) -> str:
    """A name in a list to choose from."""
    day = short_day(away.last_day)
    return _("%(name)s (away until %(day)s, deputy %(deputy)s)", name=away.name, day=day, deputy=away.deputy)
