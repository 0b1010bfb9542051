"""The condition that a scope puts on statements, made once for each statement that is kept."""

from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy.orm.interfaces import ORMOption

from portal.domain.prepared import Prepared


class Guard:
    """What a scope adds to every statement. Sessions of the same scope share one: a statement that is asked again is
    guarded once, and so is found at once among those that the library has compiled."""

    def __init__(self, *options: ORMOption) -> None:
        self.options = options
        self._guarded: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
        self._prepared: WeakKeyDictionary[Any, Prepared | None] = WeakKeyDictionary()

    def around(self, statement: Any) -> Any:
        found = self._guarded.get(statement)
        if found is None:
            found = self._guarded[statement] = statement.options(*self.options)
        return found

    def prepared(self, statement: Any) -> Prepared | None:
        """The guarded statement in words of its own, kept as long as the statement. None of one that finds entities,
        which are the library's to make, and of one that cannot be guarded, which the session refuses."""
        if statement not in self._prepared:
            about = statement.column_descriptions
            is_plain = all("entity" in one and one["expr"] is not one["entity"] for one in about)
            self._prepared[statement] = Prepared(self.around(statement)) if is_plain else None
        return self._prepared[statement]
