"""Tables of labels in the reader's language, translated once for each language and not once for each page."""

from collections.abc import Mapping
from typing import Any

from portal.web.locale import current_locale

_READ: dict[tuple[int, str], tuple[Mapping[Any, Any], dict[str, str]]] = {}


def in_words(table: Mapping[Any, Any]) -> Mapping[str, str]:
    """Code → text, in the order of the table, which is one of the constants of `web`: it is kept for good."""
    key = (id(table), current_locale())
    if key not in _READ:
        _READ[key] = table, {str(code): str(text) for code, text in table.items()}
    return _READ[key][1]
