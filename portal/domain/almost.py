"""A condition that nearly every row meets, said so: the planner of SQLite keeps walking the index it would walk."""

from typing import Any

from sqlalchemy import Boolean
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class nearly_always(FunctionElement[bool]):
    """The condition itself; without the hint SQLite takes it for one that leaves a fraction, and sorts what is left."""

    name = "nearly_always"
    type = Boolean()
    inherit_cache = True

    def self_group(self, against: Any = None) -> Any:
        """Stands as it is: `= 1` behind it, as SQLite has no truth of its own, would hide the hint."""
        return self


@compiles(nearly_always)
def _plainly(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    return f"({compiler.process(element.clauses, **options)})"


@compiles(nearly_always, "sqlite")
def _with_a_hint(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    return f"likelihood({compiler.process(element.clauses, **options)}, 1.0)"


class sifting(nearly_always):
    """A condition that only sifts what another one has found. SQLite, which knows no better before it has looked at its
    tables, may take the index of a state or a kind for the way in, and read a third of the table for one account."""

    name = "sifting"
    inherit_cache = True


@compiles(sifting, "sqlite")
def _out_of_reach_of_an_index(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    return f"+({compiler.process(element.clauses, **options)})"
