"""Provinces by their full, short, English and spoken names."""

from functools import cache

from portal.domain.accounts.regions import PROVINCES, Province
from portal.search.naming import syllables
from portal.search.tokens import plain

MOST = 3


def places_called(typed: str) -> list[Province]:
    """Provinces whose name, in any form, is or begins with what was typed: 四川, 四川省, 川, sichuan, sc."""
    asked = plain(typed)
    if not asked:
        return []
    exact = [one for one in PROVINCES if asked in _names(one)]
    begun = [one for one in PROVINCES if len(asked) > 1 and any(name.startswith(asked) for name in _names(one))]
    return list(dict.fromkeys([*exact, *begun]))[:MOST]


@cache
def _names(one: Province) -> tuple[str, ...]:
    said = syllables(one.bare)[0]
    spoken = ("".join(said), "".join(syllable[0] for syllable in said))
    return (plain(one.zh), one.bare, *one.shorts, plain(one.en), *spoken)
