"""Exchanges in CSV and JSON files."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from string import ascii_lowercase

from bot.chat.text import Msg, _
from bot.domain.mentions import Mention
from bot.domain.names import fold
from bot.domain.vocabulary import ExchangeKind, Visibility
from bot.files import codes, headings
from bot.files.exchange_words import NO_EXCHANGE, SHARED, kind_of
from bot.files.lines import Cell, Reading, Remark, Row, Unreadable
from bot.files.party_cells import parties_of
from bot.files.reading_cells import fields_of, fitting, ragged, text_of, values_of
from bot.files.spans import Span, day, span
from bot.files.tables import read_table

ALIASES: headings.Aliases = {
    "date": (
        "date", "day", "when", "happened on", "year", "datum", "fecha", "data", "дата", "日付",
        "日期", "날짜", "التاريخ",
    ),
    "ended_on": ("ended on", "end date", "until", "to date"),
    "kind": ("kind", "type", "category", "art", "tipo", "вид", "тип", "種別", "类型"),
    "summary": (
        "summary", "description", "what", "subject", "text", "zusammenfassung", "beschreibung",
        "résumé", "resumen", "опис", "описание", "概要", "内容",
    ),
    "initiator": ("initiator", "initiated by", "from", "by"),
    "language": ("language", "sprache", "langue", "idioma", "мова", "язык", "言語"),
    "visibility": ("visibility", "visible to"),
    "source": ("source", "source seed", "reference", "quelle", "fuente", "джерело", "出典"),
    "quantities": ("quantities", "quantity", "amount", "amounts", "menge", "кількість", "数量"),
    "participants": ("participants", "people", "teilnehmer", "participantes", "учасники", "参加者"),
}  # fmt: skip
SHARED_BY_ALL = "shared"
_QUANTITY = re.compile(r"(?P<amount>\d[\d,. ]*)\s*(?P<unit>\D.*)?")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_MOST = Decimal(10) ** 15
# Between an amount and its unit, where a space would not tell them apart.
APART = " | "


@dataclass(frozen=True, slots=True)
class ExchangeLine:
    """One exchange of a file. `initiator`: the position of a party, or None when all shared it.
    `names_initiator` tells whether the file says so or the kind of exchange. `quantities` is
    None where the file has no column for them, `visibility` and `language`
    are None and empty where it does not say."""

    line: int
    parties: tuple[Mention, ...]
    kind: ExchangeKind
    when: Span
    summary: str
    initiator: int | None
    language: str = ""
    visibility: Visibility | None = None
    source: str = ""
    quantities: tuple[tuple[Decimal, str], ...] | None = None
    participants: tuple[str, ...] = ()
    names_initiator: bool = False


def read_exchanges(text: str) -> Reading[ExchangeLine]:
    """All exchanges of a CSV or JSON text. Unreadable if it is no table of exchanges."""
    table = read_table(text, _recognised)
    sides = headings.of_parties(table.headings)
    others = [heading for heading in table.headings if heading not in sides]
    columns = headings.understood(others, ALIASES)
    if not sides or "summary" not in columns.values():
        raise Unreadable(
            _(
                "The first line must name the columns, such as date, city_a, city_b, kind and"
                " summary."
            )
        )
    reading: Reading[ExchangeLine] = Reading(
        unknown=tuple(heading for heading in others if heading not in columns)
    )
    for row in table.rows:
        _read(row, sides, columns, reading)
    return reading


def _recognised(cells: Sequence[str]) -> int:
    sides = headings.of_parties(cells)
    return len(sides) + len(headings.understood([c for c in cells if c not in sides], ALIASES))


def _read(
    row: Row,
    sides: Mapping[str, tuple[int, str]],
    columns: Mapping[str, str],
    reading: Reading[ExchangeLine],
) -> None:
    fields = fields_of(row, columns)
    said = text_of(fields.get("kind", ""))
    try:
        parties = tuple(parties_of(row, sides))
        passed_over = _passed_over(parties, said)
        if passed_over is not None:
            reading.passed_over.append(Remark(row.line, passed_over.sentence))
            return
        found = _line(row.line, parties, fields, said)
    except Unreadable as error:
        reading.errors.append(Remark(row.line, error.sentence))
        return
    remark = ragged(row)
    reading.remarks += [remark] if remark else []
    if found.when.words:
        undated = _("{text} is no day; the exchange is kept without one.", text=found.when.words)
        reading.remarks.append(Remark(row.line, undated))
    reading.found.append(found)


def _passed_over(parties: Sequence[Mention], said: str) -> Unreadable | None:
    """Why a line that is right in itself leads to no exchange; None if it does."""
    if fold(said) in NO_EXCHANGE:
        return Unreadable(_("{kind} is nothing that passed between cities.", kind=said[:60]))
    if not parties:
        return Unreadable(_("The line names no city."))
    if len(parties) < 2:
        return Unreadable(
            _("Only {city} is named; an exchange has two cities.", city=parties[0].name)
        )
    return None


def _line(
    line: int, parties: tuple[Mention, ...], fields: Mapping[str, Cell], said: str
) -> ExchangeLine:
    summary = fitting(text_of(fields.get("summary", "")))
    if not summary:
        raise Unreadable(_("There is no summary; say in a sentence what passed."))
    kind = kind_of(said)
    language = text_of(fields.get("language", ""))
    visibility = text_of(fields.get("visibility", ""))
    return ExchangeLine(
        line,
        parties,
        kind,
        _when(fields),
        summary,
        _initiator(fields, parties, kind),
        codes.language(language) if language else "",
        codes.word(visibility, Visibility, _no_visibility(visibility)),
        fitting(text_of(fields.get("source", "")), 200),
        _quantities(fields["quantities"]) if "quantities" in fields else None,
        _participants(fields.get("participants", "")),
        bool(text_of(fields.get("initiator", ""))),
    )


def _no_visibility(text: str) -> Msg:
    return _("{text} is no circle; write party, partnership or network.", text=text[:60])


def _when(fields: Mapping[str, Cell]) -> Span:
    when = span(text_of(fields.get("date", "")))
    ended = text_of(fields.get("ended_on", ""))
    if not ended:
        return when
    end = day(ended)
    if when.start is None or end.end < when.start.start:
        raise Unreadable(_("{text} ends before it begins.", text=ended[:60]))
    return Span(when.start, end, when.words)


def _initiator(
    fields: Mapping[str, Cell], parties: Sequence[Mention], kind: ExchangeKind
) -> int | None:
    """The first city, unless the file says another or the kind is one that is shared."""
    said = fold(text_of(fields.get("initiator", "")))
    if not said:
        return None if kind in SHARED else 0
    if said == SHARED_BY_ALL:
        return None
    names = [fold(party.name) for party in parties]
    letters = ascii_lowercase[: len(parties)]
    if said in letters and said not in names:
        return letters.index(said)
    if said not in names:
        sentence = _("The initiator must be one of the cities of the line.")
        raise Unreadable(sentence)
    return names.index(said)


def _quantities(cell: Cell) -> tuple[tuple[Decimal, str], ...]:
    return tuple(_quantity(value) for value in values_of(cell, exact=True))


def _quantity(text: str) -> tuple[Decimal, str]:
    """An amount and its unit; a mark stands between them where the unit begins with a figure."""
    before, mark, after = text.partition(APART)
    match = _QUANTITY.fullmatch(before if mark and _PLAIN.fullmatch(before) else text)
    if match is None:
        raise Unreadable(_("{text} is no quantity; write it like 10000 masks.", text=text[:60]))
    unit = after if mark and _PLAIN.fullmatch(before) else match["unit"] or ""
    return _amount(match["amount"], text), fitting(unit.strip(), 100)


def _amount(written: str, text: str) -> Decimal:
    digits = written.replace(" ", "")
    # A comma before exactly three digits parts thousands.
    digits = re.sub(r",(?=\d{3}(?:\D|$))", "", digits).replace(",", ".").rstrip(".")
    try:
        amount = Decimal(digits)
    except InvalidOperation as error:
        sentence = _("{text} is no quantity; write it like 10000 masks.", text=text[:60])
        raise Unreadable(sentence) from error
    if amount >= _MOST:
        raise Unreadable(_("{text} is more than a record can keep.", text=text[:60]))
    return amount.quantize(Decimal("0.001"))


def _participants(cell: Cell) -> tuple[str, ...]:
    return tuple(fitting(name, 200) for name in values_of(cell, exact=True))
