"""What reading a file yields: lines that were understood, and what to say of the others."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from bot.chat.text import Msg

# A cell of a spreadsheet, or the several values that a JSON list holds.
Cell = str | tuple[str, ...]


class Unreadable(ValueError):
    """Something in a file that cannot be understood; the sentence says what to do about it."""

    def __init__(self, sentence: Msg) -> None:
        super().__init__(sentence.id)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a table: the line on which it begins, its cells by the column's heading,
    and how many filled cells stood under no heading at all."""

    line: int
    cells: Mapping[str, Cell]
    beyond: int = 0


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to be told about one line of the file."""

    line: int
    sentence: Msg


Understood = TypeVar("Understood")


@dataclass(slots=True)
class Reading(Generic[Understood]):
    """A file as it was understood.

    `errors` are lines that cannot be used, `passed_over` lines that rightly lead to no record,
    `remarks` things to know about lines that are used. Every line is in `found` or one of the
    first two. `unknown` are the headings that mean nothing here.
    """

    found: list[Understood] = field(default_factory=list)
    errors: list[Remark] = field(default_factory=list)
    passed_over: list[Remark] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    unknown: tuple[str, ...] = ()
