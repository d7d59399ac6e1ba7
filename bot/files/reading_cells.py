"""Single cells of a row: text that fits, lists, and the fields by their names."""

import re
from collections.abc import Mapping

from bot.chat.text import _, _n
from bot.files.lines import Cell, Remark, Row, Unreadable
from bot.files.tables import parted

LONGEST_TEXT = 10_000


def text_of(cell: Cell) -> str:
    """The cell as one text."""
    return cell if isinstance(cell, str) else "; ".join(cell)


def values_of(cell: Cell, *, exact: bool) -> tuple[str, ...]:
    """The several values of a cell: cut where the program itself joined them, or for other
    people's files at every mark that may stand between values."""
    if isinstance(cell, tuple):
        return cell
    if exact:
        return tuple(value for value in parted(cell) if value)
    return tuple(value for part in re.split(r"[;,/|\n、]", cell) if (value := part.strip()))


def fitting(text: str, longest: int = LONGEST_TEXT) -> str:
    """The text. Unreadable if the record has no room for it."""
    if len(text) > longest:
        raise Unreadable(
            _(
                "{text}… is longer than {n} characters; please shorten it.",
                text=text[:40],
                n=longest,
            )
        )
    return text


def fields_of(row: Row, columns: Mapping[str, str]) -> dict[str, Cell]:
    """The row's cells by field."""
    return {field: row.cells.get(heading, "") for heading, field in columns.items()}


def ragged(row: Row) -> Remark | None:
    """What to say of a row with more cells than headings; None for others."""
    if not row.beyond:
        return None
    sentence = _n(
        "{n} cell stands under no heading and was not read.",
        "{n} cells stand under no heading and were not read.",
        row.beyond,
    )
    return Remark(row.line, sentence)
