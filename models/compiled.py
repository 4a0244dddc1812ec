"""Statements built from the tables once and run on the database driver itself.

Every message passes through a handful of them; compiling and converting anew each time would cost
more than the database does (`docs/architecture.md`). They take and give plain integers, text and
None only.
"""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from sqlalchemy import ClauseElement, Dialect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.compiler import SQLCompiler

Row = tuple[Any, ...]


class Cursor(Protocol):
    """What we use of a DBAPI cursor."""

    def execute(self, sql: str, parameters: Any = ...) -> Any: ...
    def fetchall(self) -> list[Any]: ...
    @property
    def rowcount(self) -> int: ...
    @property
    def description(self) -> Any: ...


class Compiled:
    """One statement, compiled for each dialect at its first use."""

    def __init__(self, statement: ClauseElement | Callable[[Any], ClauseElement]) -> None:
        """A statement, or a function that gets the dialect's module (its `insert` knows ON
        CONFLICT) and returns one.
        """
        self._statement = statement
        self._texts: dict[str, tuple[str, Sequence[str] | None, dict[str, Any]]] = {}

    def text(self, dialect: Dialect) -> tuple[str, Sequence[str] | None, dict[str, Any]]:
        """Return the SQL, the order of its parameters (None where they go by name) and its
        constants.
        """
        known = self._texts.get(dialect.name)
        if known is None:
            module = postgresql if dialect.name == "postgresql" else sqlite
            built = (
                self._statement
                if isinstance(self._statement, ClauseElement)
                else self._statement(module)
            )
            compiled = built.compile(dialect=dialect)
            if not isinstance(compiled, SQLCompiler):
                raise TypeError("only statements of the expression language can be compiled")
            order = (
                tuple(compiled.positiontup)
                if compiled.positional and compiled.positiontup
                else None
            )
            if compiled.positional and order is None:
                order = ()
            constants = {
                name: bind.effective_value
                for name, bind in compiled.binds.items()
                if not bind.required
            }
            known = self._texts[dialect.name] = (compiled.string, order, constants)
        return known

    def run(self, cursor: Cursor, dialect: Dialect, values: dict[str, Any]) -> None:
        """Execute the statement with these values."""
        sql, order, constants = self.text(dialect)
        given = {**constants, **values} if constants else values
        cursor.execute(sql, [given[name] for name in order] if order is not None else given)
