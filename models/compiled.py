"""Statements built from the tables once and run on the database driver itself.

Every message passes through a handful of them; compiling and converting anew each time would cost
more than the database does (`docs/architecture.md`). They take and give plain integers, text and
None only, but for those that are `typed`: these take and give what the columns hold, moments, days
and JSON too.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
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


Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Ready:
    """A statement as one dialect runs it: the SQL, the order of its parameters (None where they go
    by name), its constants, and what converts parameters and columns that need it.
    """

    sql: str
    order: Sequence[str] | None
    constants: dict[str, Any]
    given: dict[str, Convert] = field(default_factory=dict)
    found: Sequence[tuple[int, Convert]] = ()


class Compiled:
    """One statement, compiled for each dialect at its first use."""

    def __init__(
        self,
        statement: ClauseElement | Callable[[Any], ClauseElement],
        *,
        typed: bool = False,
    ) -> None:
        """A statement, or a function that gets the dialect's module (its `insert` knows ON
        CONFLICT) and returns one.
        """
        self._statement = statement
        self._typed = typed
        self._ready: dict[str, Ready] = {}

    def ready(self, dialect: Dialect) -> Ready:
        """Return the statement as this dialect runs it."""
        known = self._ready.get(dialect.name)
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
            known = Ready(compiled.string, order, constants)
            if self._typed:
                known = replace(known, **converters(compiled, dialect))
            self._ready[dialect.name] = known
        return known

    def run(self, cursor: Cursor, dialect: Dialect, values: dict[str, Any]) -> None:
        """Execute the statement with these values."""
        ready = self.ready(dialect)
        given = {**ready.constants, **values} if ready.constants else values
        if ready.given:
            given = {**given, **{n: to(given[n]) for n, to in ready.given.items()}}
        order = ready.order
        cursor.execute(ready.sql, [given[name] for name in order] if order is not None else given)

    def rows(self, cursor: Cursor, dialect: Dialect) -> list[Any]:
        """Return the rows that it found."""
        rows = cursor.fetchall()
        found = self._ready[dialect.name].found
        return [converted(row, found) for row in rows] if found else rows


def converted(row: Row, found: Sequence[tuple[int, Convert]]) -> Row:
    """Return a row with those columns converted that need it."""
    cells = list(row)
    for place, to in found:
        cells[place] = to(cells[place])
    return tuple(cells)


def converters(compiled: SQLCompiler, dialect: Dialect) -> dict[str, Any]:
    """Return what converts a statement's parameters and columns: what SQLAlchemy itself uses."""
    given = {
        name: to
        for name, bind in compiled.binds.items()
        if (to := bind.type.dialect_impl(dialect).bind_processor(dialect)) is not None
    }
    columns = enumerate(compiled._result_columns)
    found = [
        (place, to)
        for place, column in columns
        if (to := column.type.dialect_impl(dialect).result_processor(dialect, None)) is not None
    ]
    return {"given": given, "found": found}
