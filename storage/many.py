"""Many rows in one statement: written in a fraction of the time that a statement for each takes."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import (
    JSON,
    Table,
    Text,
    bindparam,
    cast,
    column,
    func,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.bulk import in_chunks

Row = Mapping[str, Any]
# What is done about rows that are there already; gets the insert of its dialect.
OnConflict = Callable[[Any], Any]


def insert_many(
    session: Session, table: Table, rows: Sequence[Row], on_conflict: OnConflict
) -> None:
    """Insert rows, each with the same columns."""
    connection = session.connection()
    for chunk in in_chunks(rows):
        if connection.dialect.name == "sqlite":
            connection.execute(on_conflict(sqlite.insert(table)), chunk)
            continue
        names = list(chunk[0])
        given = _given(table, names)
        made = postgresql.insert(table).from_select(names, select(*given.c))
        connection.execute(on_conflict(made), _rows(chunk))


def update_many(
    session: Session, table: Table, by: Sequence[str], rows: Sequence[Row], *which: Any
) -> None:
    """Set in each row that has the same values in the columns `by`, if `which` is true of it, the
    other columns that are given. All rows have the same columns."""
    connection = session.connection()
    for chunk in in_chunks(rows):
        names = list(chunk[0])
        if connection.dialect.name == "sqlite":
            values: dict[str, Any] = {
                name: bindparam(f"new_{name}") for name in names if name not in by
            }
            matches = (table.c[name] == bindparam(f"old_{name}") for name in by)
            statement = update(table).where(*matches, *which).values(values)
            connection.execute(statement, [_bound(row, by) for row in chunk])
            continue
        given = _given(table, names)
        joined = (table.c[name] == given.c[name] for name in by)
        values = {name: given.c[name] for name in names if name not in by}
        connection.execute(update(table).where(*joined, *which).values(values), _rows(chunk))


def _bound(row: Row, by: Sequence[str]) -> dict[str, Any]:
    return {(f"old_{name}" if name in by else f"new_{name}"): row[name] for name in row}


def _given(table: Table, names: Sequence[str]) -> Any:
    """The rows as a table, from one value: https://www.postgresql.org/docs/current/functions-json.html"""
    columns = (column(name, table.c[name].type) for name in names)
    given = func.json_to_recordset(cast(bindparam("rows", type_=Text), JSON))
    return given.table_valued(*columns).render_derived("given", with_types=True)


def _rows(rows: Sequence[Row]) -> dict[str, str]:
    return {"rows": orjson.dumps([dict(row) for row in rows]).decode()}
