"""Partnerships in CSV and JSON files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.chat.text import _
from bot.domain.mentions import Mention
from bot.domain.partial_dates import PartialDate
from bot.domain.vocabulary import ContactMedium, PartnershipType, Stage
from bot.files import codes, headings
from bot.files.lines import Cell, Reading, Remark, Row, Unreadable
from bot.files.party_cells import parties_of
from bot.files.reading_cells import LONGEST_TEXT, fields_of, fitting, ragged, text_of
from bot.files.spans import day, exact_day
from bot.files.tables import read_table

ALIASES: headings.Aliases = {
    "type": ("type", "kind", "partnership type", "relationship", "art", "tipo", "тип", "種別"),
    "stage": ("stage", "status", "phase", "этап", "етап", "段階"),
    "title": ("title", "partnership", "partnership title", "titel", "titre", "título"),
    "since": ("since", "year", "established", "date", "seit", "depuis", "desde", "з", "提携年"),
    "agreement_title": ("agreement", "agreement title", "document", "abkommen", "accord"),
    "agreement_signed": ("signed", "agreement signed", "date signed", "signing date"),
    "agreement_until": ("until", "agreement until", "expires", "expiry", "valid until", "end date"),
    "medium": ("medium", "channel", "agreed channel"),
    "language": ("language", "working language", "sprache", "langue", "idioma", "мова", "言語"),
    "last_review_on": ("last review", "last review on", "reviewed"),
    "next_review_on": ("next review", "next review on"),
    "paused_from": ("paused from",),
    "paused_until": ("paused until",),
    "paused_reason": ("paused reason", "reason for pause"),
    "note": ("note", "notes", "remark", "remarks", "comment", "bemerkung", "нотатка", "備考"),
    "source": ("source", "quelle", "fuente", "джерело", "出典"),
}  # fmt: skip
_LENGTHS = {"title": 200, "agreement_title": 300, "paused_reason": 300, "source": 200}


@dataclass(frozen=True, slots=True)
class PartnershipLine:
    """One partnership of a file. `values` has only the fields that the file says something of."""

    line: int
    parties: tuple[Mention, ...]
    values: Mapping[str, Any]


def read_partnerships(text: str) -> Reading[PartnershipLine]:
    """All partnerships of a CSV or JSON text. Unreadable if it is no table of parties."""
    table = read_table(text, _recognised)
    sides = headings.of_parties(table.headings)
    others = [heading for heading in table.headings if heading not in sides]
    columns = headings.understood(others, ALIASES)
    if len({side for side, _field in sides.values()}) < 2:
        raise Unreadable(
            _("The first line must name the columns of two cities, such as city_a and city_b.")
        )
    reading: Reading[PartnershipLine] = Reading(
        unknown=tuple(heading for heading in others if heading not in columns)
    )
    for row in table.rows:
        _read(row, sides, columns, reading)
    return reading


def _recognised(cells: Any) -> int:
    sides = headings.of_parties(cells)
    return len(sides) + len(headings.understood([c for c in cells if c not in sides], ALIASES))


def _read(
    row: Row,
    sides: Mapping[str, tuple[int, str]],
    columns: Mapping[str, str],
    reading: Reading[PartnershipLine],
) -> None:
    try:
        parties = parties_of(row, sides)
        if len(parties) < 2:
            raise Unreadable(_("A partnership needs two cities; this line names fewer."))
        values = {
            field: value
            for field, cell in fields_of(row, columns).items()
            if (value := _value(field, cell)) is not None
        }
    except Unreadable as error:
        reading.errors.append(Remark(row.line, error.sentence))
        return
    remark = ragged(row)
    reading.remarks += [remark] if remark else []
    reading.found.append(PartnershipLine(row.line, tuple(parties), values))


def _value(field: str, cell: Cell) -> PartialDate | date | str | None:
    text = text_of(cell)
    if not text:
        return None
    if field in _READERS:
        return _READERS[field](text)
    return fitting(text, _LENGTHS.get(field, LONGEST_TEXT))


def _type(text: str) -> PartnershipType | None:
    sentence = _(
        "{text} is no type of partnership; write sister city, friendship, mou, grant project"
        " or coalition.",
        text=text[:60],
    )
    return codes.word(text, PartnershipType, sentence)


def _stage(text: str) -> Stage | None:
    sentence = _(
        "{text} is no stage of a partnership; write planning, implementation or ended, for"
        " example.",
        text=text[:60],
    )
    return codes.word(text, Stage, sentence)


def _medium(text: str) -> ContactMedium | None:
    sentence = _("{text} is no way to reach people; write email or phone.", text=text[:60])
    return codes.word(text, ContactMedium, sentence)


_READERS: dict[str, Callable[[str], PartialDate | date | str | None]] = {
    "type": _type,
    "stage": _stage,
    "medium": _medium,
    "language": codes.language,
    "since": day,
    "agreement_signed": day,
    "agreement_until": exact_day,
    "last_review_on": exact_day,
    "next_review_on": exact_day,
    "paused_from": exact_day,
    "paused_until": exact_day,
}
