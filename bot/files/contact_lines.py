"""Contacts in CSV and JSON files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.chat.text import Msg, _
from bot.domain.mentions import Mention
from bot.domain.vocabulary import ContactFunction, LegalBasis, Visibility
from bot.files import codes, headings
from bot.files.contact_headings import ALIASES, MEDIA, OWN
from bot.files.lines import Cell, Reading, Remark, Row, Unreadable
from bot.files.party_cells import mention
from bot.files.people import Person, is_mayor, people
from bot.files.reading_cells import fields_of, fitting, ragged, text_of, values_of
from bot.files.spans import exact_day
from bot.files.tables import read_table
from bot.files.ways import Way, ways_in

# Files that were written before these columns were kept are our own all the same.
_SINCE = {"legal_basis"}
_MAYOR = "Mayor"


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One contact of a file; a line of it can hold several. An office has an empty name.

    `names` are (name, language or empty) in further scripts; the first of `ways` is preferred
    when `preferred` is not one of them.
    """

    line: int
    party: Mention | None
    name: str = ""
    position: str = ""
    function: ContactFunction | None = None
    organisation: str = ""
    ways: tuple[Way, ...] = ()
    preferred: str = ""
    languages: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    term_from: date | None = None
    term_until: date | None = None
    verified_on: date | None = None
    visibility: Visibility | None = None
    source: str = ""
    legal_basis: LegalBasis | None = None
    note: str = ""


def read_contacts(text: str) -> Reading[ContactLine]:
    """All contacts of a CSV or JSON text. Unreadable if it is no table of contacts."""
    table = read_table(text, lambda cells: len(headings.understood(cells, ALIASES)))
    columns = headings.understood(table.headings, ALIASES)
    fields = set(columns.values())
    if not fields & {"city", "organisation"} or len(fields) < 2:
        raise Unreadable(
            _(
                "The first line must name the columns, such as city, name, position and email;"
                " one of them must be the city."
            )
        )
    reading: Reading[ContactLine] = Reading(
        unknown=tuple(heading for heading in table.headings if heading not in columns)
    )
    exact = set(OWN) - _SINCE <= set(table.headings)
    for row in table.rows:
        _read(row, columns, reading, exact=exact)
    return reading


def read_row(row: Row, reading: Reading[ContactLine]) -> None:
    """Add what a row of the program's own form holds to the reading."""
    _read(row, {field: field for field in row.cells}, reading, exact=True)


def _read(
    row: Row, columns: Mapping[str, str], reading: Reading[ContactLine], *, exact: bool
) -> None:
    fields = fields_of(row, columns)
    try:
        common = _common(row.line, fields, exact=exact)
        found = [common] if exact else _apart(common, fields)
        _refuse_empty(found, fields)
    except Unreadable as error:
        reading.errors.append(Remark(row.line, error.sentence))
        return
    remark = ragged(row)
    reading.remarks += [remark] if remark else []
    reading.found += found


def _refuse_empty(found: Sequence[ContactLine], fields: Mapping[str, Cell]) -> None:
    if found[0].party is None and not found[0].organisation:
        raise Unreadable(_("There is no city; add whose contact this is."))
    for contact in found:
        if not (contact.name or contact.position or contact.ways or "mayor" in fields):
            sentence = _("There is nothing but the city; add a name, a position or an e-mail.")
            raise Unreadable(sentence)


def _common(line: int, fields: Mapping[str, Cell], *, exact: bool) -> ContactLine:
    """The contact as the cells give it, its name still as it stands."""
    said = {field: text_of(cell) for field, cell in fields.items()}
    function, position = _role(said, exact=exact)
    visibility, basis = said.get("visibility", ""), said.get("legal_basis", "")
    return ContactLine(
        line,
        mention(fields),
        _name(said),
        position,
        function,
        fitting(said.get("organisation", ""), 200),
        _ways(fields, exact=exact),
        said.get("preferred", ""),
        _languages(fields.get("languages", ""), exact=exact),
        _other_names(fields.get("other_names", ""), exact=exact),
        exact_day(said.get("term_from", "")),
        exact_day(said.get("term_until", "")),
        exact_day(said.get("verified_on", "")),
        codes.word(visibility, Visibility, _no_visibility(visibility)),
        fitting(said.get("source", ""), 200),
        codes.word(basis, LegalBasis, _no_basis(basis)),
        fitting(said.get("note", "")),
    )


def _role(said: Mapping[str, str], *, exact: bool) -> tuple[ContactFunction | None, str]:
    """Function and position. In other people's files a "function" is often what stands on the
    card: where it is no word of ours and there is no position, it is the position."""
    function, position = said.get("function", ""), said.get("position", "")
    if not (exact or position) and not codes.is_word(function, ContactFunction):
        return None, fitting(function, 200)
    return codes.word(function, ContactFunction, _no_function(function)), fitting(position, 200)


def _no_function(text: str) -> Msg:
    return _(
        "{text} is no function; write nodal, decision maker, mayor, protocol, interpreter,"
        " volunteer or expert.",
        text=text[:60],
    )


def _no_visibility(text: str) -> Msg:
    return _("{text} is no circle; write party, partnership or network.", text=text[:60])


def _no_basis(text: str) -> Msg:
    return _(
        "{text} is no legal basis; write consent, contract, public task or legitimate interest.",
        text=text[:60],
    )


def _name(said: Mapping[str, str]) -> str:
    parts = (said.get("given_name", ""), said.get("family_name", ""))
    return fitting(said.get("name", "") or " ".join(part for part in parts if part), 200)


def _ways(fields: Mapping[str, Cell], *, exact: bool) -> tuple[Way, ...]:
    return tuple(
        way
        for field, medium in MEDIA.items()
        if field in fields
        for way in ways_in(medium, fields[field], exact=exact)
    )


def _languages(cell: Cell, *, exact: bool) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes.language(each) for each in values_of(cell, exact=exact)))


def _other_names(cell: Cell, *, exact: bool) -> tuple[tuple[str, str], ...]:
    """Names, each perhaps with its language in square brackets after it."""
    found = []
    for value in values_of(cell, exact=exact):
        name, mark, rest = value.rpartition(" [")
        if mark and rest.endswith("]"):
            found.append((fitting(name, 200), rest[:-1][:16]))
        else:
            found.append((fitting(value, 200), ""))
    return tuple(found)


def _apart(common: ContactLine, fields: Mapping[str, Cell]) -> list[ContactLine]:
    """Everybody the line names: those of its name, and its mayor."""
    named = bool({"name", "given_name", "family_name"} & set(fields))
    found = _people_of(common) if named or "mayor" not in fields else []
    if "mayor" in fields:
        # The addresses are the named contact's where the line has one.
        own = replace(common, ways=(), preferred="") if found and found[0].name else common
        mayors = [_mayor(own, person) for person in people(text_of(fields["mayor"]))]
        found = mayors if not any(each.name or each.position for each in found) else found + mayors
    return found


def _mayor(common: ContactLine, person: Person) -> ContactLine:
    return replace(
        common,
        name=person.name,
        position=person.position or _MAYOR,
        function=common.function or ContactFunction.MAYOR,
        names=(),
    )


def _people_of(common: ContactLine) -> list[ContactLine]:
    found = people(common.name)
    positions = _one_each(common.position, len(found))
    shares = _shares(common.ways, len(found))
    return [
        _titled(replace(common, name=person.name, ways=ways), person, position)
        for person, position, ways in zip(found, positions, shares, strict=True)
    ]


def _titled(contact: ContactLine, person: Person, position: str) -> ContactLine:
    position = position or person.position
    function = contact.function
    if function is None and is_mayor(position):
        function = ContactFunction.MAYOR
    return replace(contact, position=position, function=function)


def _one_each(position: str, count: int) -> list[str]:
    parts = values_of(position, exact=False)
    if count > 1 and len(parts) == count:
        return list(parts)
    return [position] * count


def _shares(ways: tuple[Way, ...], count: int) -> list[tuple[Way, ...]]:
    """Each person's addresses: their own where there are as many as people, else all."""
    shares: list[list[Way]] = [[] for _person in range(count)]
    for medium in dict.fromkeys(medium for medium, _address in ways):
        of_medium = [way for way in ways if way[0] is medium]
        for at, share in enumerate(shares):
            share.extend([of_medium[at]] if len(of_medium) == count else of_medium)
    return [tuple(share) for share in shares]
