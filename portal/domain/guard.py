"""The condition that a scope puts on statements, made once for each statement that is kept."""

from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy.orm.interfaces import ORMOption


class Guard:
    """What a scope adds to every statement. Sessions of the same scope share one: a statement that is asked again is
    guarded once, and so is found at once among those that the library has compiled."""

    def __init__(self, *options: ORMOption) -> None:
        self.options = options
        self._guarded: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()

    def around(self, statement: Any) -> Any:
        found = self._guarded.get(statement)
        if found is None:
            found = self._guarded[statement] = statement.options(*self.options)
        return found
