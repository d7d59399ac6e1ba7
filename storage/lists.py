"""One of many values: a list goes to the database as a single value. A parameter for each of
them is put together, parsed and bound over and over, which costs more than the reading."""

from collections.abc import Collection
from typing import Any

import orjson
from sqlalchemy import ARRAY, Boolean, ColumnElement, Dialect, Text, any_, bindparam, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine


def among(column: Any, values: Collection[Any] | str) -> ColumnElement[bool]:
    """Whether a column has one of these values; a name instead of them is that under which they
    are given to a prepared statement."""
    kind = _ListOf(column.type)
    if isinstance(values, str):
        return _Among(column, bindparam(values, type_=kind))
    return _Among(column, bindparam(None, values, type_=kind, unique=True))


class _ListOf(TypeDecorator[Collection[Any]]):
    """An array where the database knows arrays, JSON elsewhere."""

    impl = Text
    cache_ok = True

    def __init__(self, item: TypeEngine[Any]) -> None:
        super().__init__()
        self.item = item

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The array or the text."""
        is_array = dialect.name == "postgresql"
        return dialect.type_descriptor(ARRAY(self.item) if is_array else Text())

    def process_bind_param(self, value: Collection[Any] | None, dialect: Dialect) -> Any:
        """All of them in one value."""
        given = list(value or ())
        return given if dialect.name == "postgresql" else orjson.dumps(given).decode()


class _Among(FunctionElement[bool]):
    type = Boolean()
    inherit_cache = True

    def self_group(self, against: Any = None) -> "_Among":
        """A condition as it is: compared with `1`, as SQLite's booleans are otherwise, no index
        would serve it."""
        return self


@compiles(_Among)
def _in_json(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, values = element.clauses
    listed = func.json_each(values).table_valued("value")
    return compiler.process(column.in_(select(listed.c.value)), **options)


@compiles(_Among, "postgresql")
def _in_array(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, values = element.clauses
    return compiler.process(column == any_(values), **options)
