"""CSV and JSON files as rows with headings, however they were written."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from string import ascii_lowercase
from typing import Any

from bot.chat.text import _
from bot.files.decoding import clean
from bot.files.lines import Cell, Row, Unreadable

_DELIMITERS = ",;\t|"
# Titles and notes may stand above the headings; further down nobody puts them.
_HEADINGS_WITHIN = 12
_LONGEST_CELL = 1_000_000
# What spreadsheet programs would take for a formula, in the widths that Japanese and Chinese
# input methods write as well: https://owasp.org/www-community/attacks/CSV_Injection
_SIGNS = "=+-@＝＋－＠﹦﹢﹣﹫−"
_FORMULA = re.compile(rf"['\s]*[{re.escape(_SIGNS)}\t\r\n]")
# Where a list separator is a semicolon, a program set to it would begin a cell behind each one
# in a comma-separated file, and a record behind each line end. A run is looked at once and as a
# whole: from each of its line ends anew, a cell of nothing else would take hours.
_FURTHER = re.compile(r"[;\r\n]['\s]*+")
_BORDER = re.compile(r"(?<=[;\r\n])")
_GUARDED_BORDER = re.compile(r"(?<=[;\r\n])'")


@dataclass(frozen=True, slots=True)
class Table:
    """The headings in their order, and the rows that are not blank."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


# How many of these cells are headings that mean something.
Recognised = Callable[[Sequence[str]], int]


def read_table(text: str, recognised: Recognised) -> Table:
    """The table in a CSV or JSON text. Unreadable if there is none."""
    if not text.strip():
        raise Unreadable(_("The file is empty."))
    if text.lstrip()[0] in "[{":
        return _from_json(text)
    return _from_csv(text, recognised)


def guarded(cell: str) -> str:
    """The cell so that no spreadsheet program runs it, or a part of it, as a formula."""
    whole = f"'{cell}" if _FORMULA.match(cell) else cell
    return _before_signs(whole, _BORDER, "'")


def unguarded(cell: str) -> str:
    """The cell that `guarded` was given."""
    whole = _before_signs(cell, _GUARDED_BORDER, "")
    return whole[1:] if whole.startswith("'") and _FORMULA.match(whole) else whole


def _before_signs(cell: str, border: re.Pattern[str], put: str) -> str:
    """The cell with each border in it changed behind which a formula would begin."""

    def changed(run: re.Match[str]) -> str:
        follows = cell[run.end() : run.end() + 1]
        return border.sub(put, run[0]) if follows and follows in _SIGNS else run[0]

    return _FURTHER.sub(changed, cell)


def write_csv(headings: Sequence[str], rows: Iterable[dict[str, Any]]) -> str:
    """A comma-separated table; lists as `a; b`, numbers as they are, text guarded."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headings)
    for row in rows:
        writer.writerow([_cell(row.get(heading)) for heading in headings])
    return out.getvalue()


def joined(values: Iterable[str]) -> str:
    """Several values in one cell, so that `parted` finds each again."""
    return "; ".join(value.replace("\\", "\\\\").replace(";", "\\;") for value in values)


def parted(cell: str) -> tuple[str, ...]:
    """The values that `joined` put into the cell."""
    parts = re.findall(r"(?:\\.|[^\\;])+", cell, re.DOTALL)
    return tuple(re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL).strip() for part in parts)


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case int() | float():
            return str(value)
        case list() | tuple():
            return guarded(joined(str(each) for each in value))
        case _:
            return guarded(str(value))


def _from_csv(text: str, recognised: Recognised) -> Table:
    delimiter = _delimiter(text)
    records = list(_records(text, delimiter))
    filled = [(line, cells) for line, cells in records if any(cells)]
    best = max(
        islice(filled, _HEADINGS_WITHIN),
        key=lambda record: recognised(record[1]),
        default=(0, []),
    )
    headings = _distinct(best[1])
    rows = (_row(line, cells, headings) for line, cells in filled if line > best[0])
    return Table(tuple(heading for heading in headings if heading), tuple(rows))


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line on which it begins."""
    # The reader's limit is the module's own; nothing else in this program reads tables.
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    begins = 1
    try:
        for cells in reader:
            yield begins, [unguarded(cell).strip() for cell in cells]
            begins = reader.line_num + 1
    except csv.Error as error:
        sentence = _(
            "Line {line} cannot be read as a table; look for a quotation mark.", line=begins
        )
        raise Unreadable(sentence) from error


def _delimiter(text: str) -> str:
    """The mark that cuts the first lines into the most, and the most even, parts."""
    lines = [re.sub(r'"[^"]*"', "", line) for line in islice(_filled(text), 20)]

    def weight(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in lines]
        usual = max(set(counts), key=lambda count: (counts.count(count) if count else 0, count))
        return (counts.count(usual) if usual else 0, usual)

    return max(_DELIMITERS, key=weight)


def _filled(text: str) -> Iterator[str]:
    return (line for line in text.split("\n") if line.strip())


def _distinct(cells: Sequence[str]) -> list[str]:
    """Headings, of which a second one of the same wording gets a number."""
    seen: dict[str, int] = {}
    headings = []
    for cell in cells:
        seen[cell] = seen.get(cell, 0) + 1
        headings.append(f"{cell} ({seen[cell]})" if cell and seen[cell] > 1 else cell)
    return headings


def _row(line: int, cells: Sequence[str], headings: Sequence[str]) -> Row:
    named = {heading: cell for heading, cell in zip(headings, cells, strict=False) if heading}
    nameless = [
        cell for at, cell in enumerate(cells) if cell and (at >= len(headings) or not headings[at])
    ]
    return Row(line, named, len(nameless))


def _from_json(text: str) -> Table:
    try:
        rows = _json_rows(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        sentence = _("The file is no valid JSON: look at line {line}.", line=line)
        raise Unreadable(sentence) from error
    headings = dict.fromkeys(heading for row in rows for heading in row.cells)
    return Table(tuple(headings), rows)


def _json_rows(text: str) -> tuple[Row, ...]:
    """A row for each object of the list. ValueError or RecursionError if there is none to find."""
    document = json.loads(text)
    if isinstance(document, dict):
        lists = [value for value in document.values() if isinstance(value, list)]
        document = lists[0] if len(lists) == 1 else [document]
    starts = _starts(text, len(document))
    return tuple(
        Row(line, dict(_flat(record))) for line, record in zip(starts, document, strict=True)
    )


def _starts(text: str, count: int) -> list[int]:
    """The lines on which the objects of a list begin, found by counting brackets outside of
    strings; the position in the list where that does not come out."""
    depth, starts, line = 0, [], 1
    inner = 2 if text.lstrip().startswith("{") else 1
    for token in re.finditer(r'"(?:\\.|[^"\\])*"|[\[\]{}]|\n', text, re.DOTALL):
        mark = token.group()
        if mark == "{" and depth == inner:
            starts.append(line)
        if mark in "[{":
            depth += 1
        elif mark in "]}":
            depth -= 1
        line += mark.count("\n")
    return starts if len(starts) == count else list(range(1, count + 1))


def _flat(record: Any) -> Iterator[tuple[str, Cell]]:
    """A record's values as cells: a list of objects under `a_…`, `b_…`, an object under its
    own name and an underline."""
    if not isinstance(record, dict):
        yield "", _scalar(record)
        return
    for name, value in record.items():
        heading = clean(name)
        if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
            for letter, each in zip(ascii_lowercase, value, strict=False):
                yield from (
                    (f"{letter}_{clean(key)}", _value(inner)) for key, inner in each.items()
                )
        elif isinstance(value, dict):
            yield from ((f"{heading}_{clean(key)}", _value(inner)) for key, inner in value.items())
        else:
            yield heading, _value(value)


def _value(value: Any) -> Cell:
    if isinstance(value, list):
        return tuple(scalar for scalar in map(_scalar, value) if scalar)
    return _scalar(value)


def _scalar(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return clean(value).strip()
        case bool() | int() | float():
            return str(value)
        case _:
            return json.dumps(value, ensure_ascii=True)
