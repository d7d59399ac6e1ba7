"""Whether a column has one of many values, as one parameter of a statement that stays the same."""

from collections.abc import Iterable
from typing import Any

import orjson
from sqlalchemy import ARRAY, ColumnElement, Text, any_, bindparam, func, select
from sqlalchemy.orm import Session


def one_of(dialect: str, column: Any, name: str) -> ColumnElement[bool]:
    """The condition; the values come under `name`, as `given` makes them. A parameter for each
    would have the statement put together anew for every text."""
    if dialect == "sqlite":
        values = func.json_each(bindparam(name, type_=Text)).table_valued("value")
        found: ColumnElement[bool] = column.in_(select(values.c.value))
        return found
    matches: ColumnElement[bool] = column == any_(bindparam(name, type_=ARRAY(Text)))
    return matches


def each_of(dialect: str, name: str) -> Any:
    """Each of the values that come under `name`, as a column to select from."""
    if dialect == "sqlite":
        return func.json_each(bindparam(name, type_=Text)).table_valued("value").c.value
    return func.unnest(bindparam(name, type_=ARRAY(Text))).column_valued("value")


def between_signs(dialect: str, column: Any, first: Any, last: Any) -> tuple[Any, Any]:
    """Whether a column is `first` or stands between it and `last` by code point, whatever order
    its own language has. PostgreSQL's operators are those of an index of the class that ignores
    it (https://www.postgresql.org/docs/current/indexes-opclass.html)."""
    if dialect == "sqlite":
        return column >= first, column < last
    is_from, is_before = (
        # Binds no closer than `||` does, so that what is on its right needs brackets.
        column.op(sign, precedence=100, is_comparison=True)
        for sign in ("~>=~", "~<~")
    )
    return is_from(first), is_before(last)


def given(dialect: str, values: Iterable[str]) -> Any:
    """The values as the database of this dialect takes them."""
    return orjson.dumps(list(values)).decode() if dialect == "sqlite" else list(values)


def dialect_of(session: Session) -> str:
    """What the session's database is called."""
    return str(session.get_bind().dialect.name)
