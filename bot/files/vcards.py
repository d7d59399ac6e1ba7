"""Contacts as vCards: versions 3 and 4 are read, 3 is written, which every program takes.

RFC 2426 (version 3), RFC 6350 (version 4). What vCard has no field for is kept under names
that begin with X-ATTACHE, so that nothing is lost between two networks of this program.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import vobject

from bot.chat.text import _
from bot.files.contact_headings import OWN
from bot.files.contact_lines import ContactLine, read_row
from bot.files.decoding import one_line_end
from bot.files.lines import Reading, Remark, Row
from bot.files.tables import joined

_BEGIN = re.compile(r"^BEGIN:VCARD[ \t]*$", re.IGNORECASE | re.MULTILINE)
_END = re.compile(r"^END:VCARD[ \t]*$", re.IGNORECASE | re.MULTILINE)
_OWN = "x-attache-"
# Fields without a property of their own.
_KEPT = (
    "country", "geonameid", "other_names", "function", "slack", "telegram", "whatsapp", "line",
    "post", "preferred", "languages", "term_from", "term_until", "verified_on", "visibility",
    "source", "legal_basis",
)  # fmt: skip


def is_vcard(text: str) -> bool:
    """Whether a text is a file of vCards: one begins, on a line of its own, before all else."""
    first = _BEGIN.search(text)
    return first is not None and not text[: first.start()].strip()


def read_vcards(text: str) -> Reading[ContactLine]:
    """All contacts of a text of vCards; a broken card is an error at the line it begins on."""
    reading: Reading[ContactLine] = Reading()
    for line, card in _cards(text):
        try:
            parsed = vobject.readOne(card)
            contents: Mapping[str, list[Any]] = parsed.contents
        except Exception:  # noqa: BLE001  the library raises whatever its parts do
            sentence = _("This card cannot be read; export it again from the address book.")
            reading.errors.append(Remark(line, sentence))
            continue
        read_row(Row(line, _cells(contents)), reading)
    return reading


def write_vcards(records: Iterable[Mapping[str, Any]]) -> str:
    """The contacts, given by the fields of the CSV form, as vCards one after another."""
    # The library ends lines where it should, but leaves the other signs within a value.
    return "".join(one_line_end(_card(record).serialize(lineLength=75)) for record in records)


def _cards(text: str) -> Iterator[tuple[int, str]]:
    begins = [match.start() for match in _BEGIN.finditer(text)]
    for start, following in zip(begins, [*begins, len(text)][1:], strict=True):
        ends = _END.search(text, start, following)
        line = text.count("\n", 0, start) + 1
        yield line, text[start : ends.end() if ends else following] + "\n"


def _cells(contents: Mapping[str, list[Any]]) -> dict[str, str]:
    cells = dict.fromkeys(OWN, "")
    cells |= {
        field: _unescaped(_value(contents, f"{_OWN}{field.replace('_', '-')}"))
        for field in (*_KEPT, "city")
    }
    cells["city"] = cells["city"] or _address(contents, "city")
    cells["country"] = cells["country"] or _address(contents, "country")
    cells["position"] = _value(contents, "title") or _value(contents, "role")
    cells["note"] = _value(contents, "note")
    cells["organisation"] = _organisation(contents)
    cells["email"] = joined(_all(contents, "email", "mailto:"))
    cells["phone"] = joined(_all(contents, "tel", "tel:"))
    cells["languages"] = cells["languages"] or joined(_all(contents, "lang", ""))
    cells["name"] = _name(contents)
    if cells["name"] == cells["position"] and _is_office(contents):
        cells["name"] = ""
    elif _is_office(contents):
        cells["position"] = cells["position"] or cells["name"]
        cells["name"] = ""
    return cells


def _is_office(contents: Mapping[str, list[Any]]) -> bool:
    return _value(contents, "kind").lower() in ("org", "group") or bool(
        _value(contents, f"{_OWN}office")
    )


def _name(contents: Mapping[str, list[Any]]) -> str:
    """The formatted name, or that which its parts make, without the titles."""
    full = _value(contents, "fn")
    for part in contents.get("n", ()):
        prefix = getattr(part.value, "prefix", "")
        prefixes = prefix if isinstance(prefix, list) else [prefix]
        for each in filter(None, prefixes):
            full = full.removeprefix(each).strip()
        if not full:
            words = (getattr(part.value, "given", ""), getattr(part.value, "family", ""))
            full = " ".join(word for word in words if isinstance(word, str) and word)
    return full


def _organisation(contents: Mapping[str, list[Any]]) -> str:
    for each in contents.get("org", ()):
        return ", ".join(_texts(each.value))
    return ""


def _texts(value: Any) -> Iterator[str]:
    """The texts in a value, which the library gives as lists of lists where commas stand."""
    if isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif str(value).strip():
        yield str(value).strip()


def _address(contents: Mapping[str, list[Any]], part: str) -> str:
    for each in contents.get("adr", ()):
        found = getattr(each.value, part, "")
        text = " ".join(_texts(found))
        if text:
            return text
    return ""


def _all(contents: Mapping[str, list[Any]], name: str, scheme: str) -> list[str]:
    """All values of a property, the preferred one first."""
    found = sorted(contents.get(name, ()), key=_rank)
    return [
        str(each.value).strip().removeprefix(scheme) for each in found if str(each.value).strip()
    ]


def _rank(line: Any) -> int:
    types = [str(kind).lower() for kind in line.params.get("TYPE", ())]
    return 0 if "pref" in types or "PREF" in line.params else 1


def _value(contents: Mapping[str, list[Any]], name: str) -> str:
    lines = contents.get(name, ())
    return str(lines[0].value).strip() if lines else ""


def _card(record: Mapping[str, Any]) -> Any:
    card = vobject.vCard()
    name = str(record.get("name") or "")
    position = str(record.get("position") or "")
    full = name or position or str(record.get("organisation") or record.get("city") or "")
    card.add("fn").value = full
    card.add("n").value = vobject.vcard.Name(family=name or full)
    if not name:
        card.add("x-attache-office").value = "yes"
    for property_, value in (("title", position), ("note", record.get("note"))):
        if value:
            card.add(property_).value = str(value)
    if record.get("organisation"):
        card.add("org").value = [str(record["organisation"])]
    for address in record.get("email") or ():
        card.add("email").value = str(address)
    for number in record.get("phone") or ():
        card.add("tel").value = str(number)
    for field in ("city", *_KEPT):
        _add_own(card, field, record.get(field))
    return card


def _add_own(card: Any, field: str, value: Any) -> None:
    if value is None or value == "" or value == []:
        return
    text = joined(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    card.add(f"{_OWN}{field.replace('_', '-')}").value = _escaped(text)


def _escaped(text: str) -> str:
    """One line; the library leaves properties that it does not know as they are."""
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], text)
