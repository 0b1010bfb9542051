"""Words for how content partners are."""

from flask_babel import lazy_gettext as _l

from portal.domain.requests.rating import RatingReason

SCORES = {
    5: _l("Very content"),
    4: _l("Content"),
    3: _l("So-so"),
    2: _l("Not content"),
    1: _l("Not content at all"),
}
"""The best one first."""
SCORE_TONES = {5: "good", 4: "good", 3: "", 2: "bad", 1: "bad"}
REASONS = {
    RatingReason.SPEED: _l("How quick it was"),
    RatingReason.CLARITY: _l("How clear the answer was"),
    RatingReason.RESULT: _l("Whether it was solved"),
    RatingReason.MANNER: _l("How I was treated"),
    RatingReason.EFFORT: _l("How much I had to do myself"),
}
