"""Many records at once: written past the session, and told to the audit trail all the same."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Column, Table, bindparam, func, insert, inspect, select, text, update
from sqlalchemy.orm import Session

from storage import audit
from storage.models import AuditEntry
from storage.models.base import Base

# Few enough parameters for one statement on either database.
AT_ONCE = 2000
# By far more than a person would change by hand; the planner is told of it at once.
_MANY = 5000

Each = TypeVar("Each")
Values = Mapping[str, Any]


def in_chunks(each: Iterable[Each], size: int = AT_ONCE) -> Iterator[list[Each]]:
    """All of them in lists of at most `size`."""
    remaining = iter(each)
    while chunk := list(islice(remaining, size)):
        yield chunk


class Bulk:
    """Writes within the transaction of a session, in the name of its actor."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._connection = session.connection()
        self._postgres = self._connection.dialect.name == "postgresql"

    def ids(self, kind: type[Base], count: int) -> list[int]:
        """As many new ids of a table, in order. They are nobody else's."""
        table = _table(kind)
        if self._postgres:
            drawn = self._connection.execute(
                text(
                    "SELECT nextval(pg_get_serial_sequence(:table, 'id'))"
                    " FROM generate_series(1, :count)"
                ),
                {"table": table.name, "count": count},
            )
            return list(drawn.scalars())
        # The transaction holds the only write lock, so nobody else can take these.
        last = self._connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
        return list(range(last + 1, last + 1 + count))

    def add(self, kind: type[Base], records: Sequence[Values]) -> None:
        """New records, each with its whole key; what they leave out gets its default."""
        table = _table(kind)
        for chunk in in_chunks(records):
            rows = [_whole(table, values) for values in chunk]
            self._write(table, rows)
            self._tell(table, (("create", row, None, row) for row in rows))
        if self._postgres and len(records) >= _MANY:
            self._connection.execute(text(f'ANALYZE "{table.name}"'))

    def change(self, kind: type[Base], changes: Sequence[tuple[Values, Values, Values]]) -> None:
        """Changes of records, each as (key, values before, values after)."""
        table = _table(kind)
        alike: dict[tuple[str, ...], list[tuple[Values, Values, Values]]] = {}
        for change in changes:
            alike.setdefault(tuple(sorted(change[2])), []).append(change)
        for columns, group in alike.items():
            statement = update(table).values({name: bindparam(f"new_{name}") for name in columns})
            for column in table.primary_key:
                statement = statement.where(column == bindparam(f"key_{column.name}"))
            for chunk in in_chunks(group):
                self._connection.execute(
                    statement,
                    [
                        {f"key_{name}": value for name, value in key.items()}
                        | {f"new_{name}": after[name] for name in columns}
                        for key, _before, after in chunk
                    ],
                )
                self._tell(table, (("update", *change) for change in chunk))

    def _tell(
        self, table: Table, changes: Iterable[tuple[str, Values, Values | None, Values]]
    ) -> None:
        actor: audit.Actor = self._session.info["actor"]
        common = {
            "batch": actor.batch,
            "at": actor.at,
            "official_id": actor.official_id,
            "network_id": actor.network_id,
            "actor": actor.name[:150],
            "entity": table.name,
        }
        keys = [column.name for column in table.primary_key]
        trail = _table(AuditEntry)
        entries = [
            {
                **common,
                "action": action,
                "entity_id": "/".join(str(key[name]) for name in keys),
                "before": _frozen(before),
                "after": _frozen(after),
            }
            for action, key, before, after in changes
        ]
        self._write(trail, entries)

    def _write(self, table: Table, rows: Sequence[Values]) -> None:
        """Write rows as the driver takes them, past everything that costs time."""
        if not rows:
            return
        names = [name for name in table.columns.keys() if name in rows[0]]  # noqa: SIM118
        columns = [(name, self._binder(table.c[name])) for name in names]
        bound = [
            tuple(row[name] if bind is None else bind(row[name]) for name, bind in columns)
            for row in rows
        ]
        if self._postgres:
            quoted = ", ".join(f'"{name}"' for name in names)
            driver: Any = self._connection.connection.driver_connection
            with driver.cursor().copy(f'COPY "{table.name}" ({quoted}) FROM STDIN') as copy:
                for values in bound:
                    copy.write_row(values)
        else:
            statement = insert(table).values({name: bindparam(name) for name in names})
            self._connection.exec_driver_sql(
                str(statement.compile(dialect=self._connection.dialect)), bound
            )

    def _binder(self, column: Column[Any]) -> Callable[[Any], Any] | None:
        """What turns a value into what the driver takes; None where nothing does."""
        dialect = self._connection.dialect
        if column.type.python_type is dict:
            return _as_json
        return column.type.dialect_impl(dialect).bind_processor(dialect)


def _as_json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


def _table(kind: type[Base]) -> Table:
    table: Any = inspect(kind).local_table
    found: Table = table
    return found


def _whole(table: Table, values: Values) -> dict[str, Any]:
    return {
        column.name: values[column.name] if column.name in values else _default(column)
        for column in table.columns
    }


def _default(column: Column[Any]) -> Any:
    default: Any = column.default
    if default is None:
        return None
    return default.arg(None) if default.is_callable else default.arg


def _frozen(values: Values | None) -> dict[str, Any] | None:
    if values is None:
        return None
    return {name: audit.freeze(value) for name, value in values.items()}
